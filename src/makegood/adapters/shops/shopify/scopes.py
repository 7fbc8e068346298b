"""What the app was granted in a Shopify shop."""

from makegood.adapters.shops.shopify.asking import ask
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import Settings

_SCOPES = "{currentAppInstallation{accessScopes{handle}}}"


def need(settings: Settings, web: Caller, what: str) -> None:
    if not _scopes(settings, web) & {f"read_{what}", f"write_{what}"}:
        raise ProviderFailed(f"read_{what} is not granted", permanent=True, code="not_allowed")


def reads_all(settings: Settings, web: Caller) -> bool:
    """Whether it is shown orders of more than sixty days, too. An app of the older kind, which has a token of its own,
    has that right without naming it."""
    return bool(settings.get("token")) or "read_all_orders" in _scopes(settings, web)


def _scopes(settings: Settings, web: Caller) -> set[str]:
    installed = ask(settings, web, _SCOPES).get("currentAppInstallation")
    try:
        return {str(one["handle"]) for one in installed["accessScopes"]}  # type: ignore[index]  # checked by trying
    except (KeyError, TypeError) as error:
        raise ProviderFailed("no app there", permanent=False, code="protocol") from error

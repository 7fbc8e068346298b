"""The shop's logo: put up, and taken down again."""

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.kernel import audit, files
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.kernel.marks import Mark, drawn
from makegood.people.models import Staff
from makegood.shops.events import LogoLetGo, ShopChanged
from makegood.shops.models import Shop


@transaction.atomic
def set_logo(shop: Shop, by: Staff | None, content: bytes) -> Shop:
    """Keep the picture, drawn anew, in place of any other; the same one again records nothing."""
    mark = drawn(content)
    if not isinstance(mark, Mark):
        raise BadInput("logo", _refusals()[mark])
    return _put(shop, by, files.store(mark.content).sha256, mark.width, mark.height)


@transaction.atomic
def remove_logo(shop: Shop, by: Staff | None) -> Shop:
    """The shop has its name again where the logo was."""
    return _put(shop, by, "", 0, 0)


def _put(shop: Shop, by: Staff | None, sha256: str, width: int, height: int) -> Shop:
    shop = Shop.objects.select_for_update(no_key=True).get(pk=shop.pk)
    if (before := shop.logo_sha256) == sha256:
        return shop
    was = _told(shop)
    shop.logo_sha256, shop.logo_width, shop.logo_height = sha256, width, height
    shop.save(update_fields=["logo_sha256", "logo_width", "logo_height"])
    by_id = by.pk if by else None
    thing = audit.Thing("shop", shop.pk, shop.name)
    audit.changed(thing, by_id, {"logo": was}, {"logo": _told(shop)})
    record(ShopChanged(shop_id=shop.pk, fields=("logo",), by_id=by_id))
    if before:
        record(LogoLetGo(shop_id=shop.pk, sha256=before, by_id=by_id))
    return shop


def _told(shop: Shop) -> str:
    """By which people know again that it was another: its size, and how its hash begins."""
    if not shop.logo_sha256:
        return ""
    return f"{shop.logo_width} × {shop.logo_height} ({shop.logo_sha256[:8]})"


def _refusals() -> dict[str, str]:
    return {
        "kind": _("A logo is a PNG, JPEG or WebP picture; this file is none that can be read."),
        "large": _("This picture is too large. Take one of at most 5 MB."),
        "empty": _("There is nothing to be seen in this picture."),
        "small": _(
            "This picture is too small or too narrow. Take one of at least 32 by 32 pixels."
        ),
        "light": _(
            "This logo is so light that it can't be seen on white, which mails are written on. "
            "Take one for light grounds, or one with a ground of its own."
        ),
    }

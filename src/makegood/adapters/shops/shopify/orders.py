"""Orders of a Shopify shop.

It counts what an answer may cost before it is given, and asks for no more than a thousand at once: so pages name the
orders, each is read by itself, and its parcels and refunds are asked for where it has some.
"""

import json
from collections.abc import Iterable
from typing import Any

from makegood.adapters.shops.shopify import money
from makegood.adapters.shops.shopify.asking import (
    MONEY,
    ask,
    gid,
    minor,
    moment,
    moment_or_none,
    tail,
)
from makegood.adapters.shops.shopify.paging import changed_since
from makegood.adapters.shops.shopify.scopes import reads_all
from makegood.adapters.shops.shopify.states import state_of
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import (
    AddressSeen,
    Cursor,
    CustomerSeen,
    LineSeen,
    OrderSeen,
    Page,
    ParcelSeen,
    Settings,
    Unread,
)
from makegood.shops.reading import NOT_UNDERSTOOD, not_understood

PER_PAGE = 10
_ADDRESS = (
    "{name firstName lastName company address1 address2 zip city provinceCode countryCodeV2 phone}"
)
_TAXES = f"taxLines{{priceSet{MONEY}}}"
_LINES = f"""pageInfo{{hasNextPage endCursor}} nodes{{id title variantTitle sku quantity originalTotalSet{MONEY}
    discountAllocations{{allocatedAmountSet{MONEY}}} {_TAXES} customAttributes{{key value}}
    product{{id}} variant{{id}}}}"""
FIELDS = f"""
    id name createdAt processedAt updatedAt cancelledAt displayFinancialStatus displayFulfillmentStatus email phone
    customerLocale taxesIncluded customer{{id}} presentmentCurrencyCode totalPriceSet{MONEY} totalTaxSet{MONEY}
    totalShippingPriceSet{MONEY} totalDiscountsSet{MONEY} shippingLines(first:3){{nodes{{{_TAXES}}}}}
    shippingAddress{_ADDRESS} billingAddress{_ADDRESS} transactions(first:20){{{money.TRANSACTION}}}
    lineItems(first:20){{{_LINES}}}
    fulfillmentsCount{{count}} refunds(first:1){{id}}
"""
_FULFILMENTS = """fulfillments(first:20){id status displayStatus createdAt inTransitAt deliveredAt
    trackingInfo(first:5){number company url}
    fulfillmentLineItems(first:15){pageInfo{hasNextPage} nodes{quantity lineItem{id}}}}"""
_NOT_HANDED_OVER = {"CONFIRMED", "LABEL_PRINTED", "LABEL_PURCHASED", "LABEL_VOIDED", "SUBMITTED"}


def fetch(settings: Settings, web: Caller, external_id: str) -> OrderSeen | None:
    """What is older than sixty days is as if it were not there, for an app that may not see it: that is not gone."""
    said = document(settings, web, external_id)
    if said is None and external_id.isdigit() and not reads_all(settings, web):
        raise ProviderFailed("it may be older than 60 days", permanent=True, code="hidden")
    try:
        return None if said is None else read(said)
    except NOT_UNDERSTOOD as error:
        raise not_understood(error) from error


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[OrderSeen]:
    """Where it is enough for now in the middle of a page, what was read until then is given, and the cursor behind it."""
    answer = changed_since(settings, web, "orders", "id updatedAt", PER_PAGE, cursor)
    seen: list[OrderSeen] = []
    unread: list[Unread] = []
    read_here = 0
    for edge in answer.edges:
        said: Any = None
        try:
            said = document(settings, web, tail(edge["node"]["id"]))
            if said is not None:  # deleted meanwhile
                seen.append(read(said))
        except ProviderFailed as error:
            if error.code == "busy" and read_here:
                break
            raise
        except NOT_UNDERSTOOD as error:
            unread.append(Unread(_named(edge), repr(error)[:300], json.dumps(said)))
        read_here += 1
    is_last = answer.is_last and read_here == len(answer.edges)
    left = answer.left(read_here)
    return Page(tuple(seen), answer.after(read_here), is_last, tuple(unread), left)


def try_one(settings: Settings, web: Caller) -> None:
    """Whether an order can be asked for as a whole, where there is one."""
    answer = changed_since(settings, web, "orders", "id updatedAt", 1, {})
    for edge in answer.edges:
        document(settings, web, _named(edge))


def document(settings: Settings, web: Caller, external_id: str) -> Any:
    """The order as it says it, all its lines, parcels and refunds; None: it has none of this id."""
    if not external_id.isascii() or not external_id.isdigit():
        return None
    this = {"i": gid("Order", external_id)}
    order = ask(settings, web, f"query($i:ID!){{order(id:$i){{{FIELDS}}}}}", this).get("order")
    if order is None:
        return None
    try:
        order["lineItems"]["nodes"] += _further_lines(settings, web, this, order["lineItems"])
        wanted = [_FULFILMENTS] if order["fulfillmentsCount"]["count"] else []
        wanted += [money.REFUNDS] if order["refunds"] else []
        beside: dict[str, Any] = {"fulfillments": [], "refunds": []}
        for one in wanted:
            beside |= ask(settings, web, f"query($i:ID!){{order(id:$i){{{one}}}}}", this)["order"]
    except NOT_UNDERSTOOD as error:
        raise not_understood(error) from error
    return {**order, **beside}


def read(order: Any) -> OrderSeen:
    """What the document says, as our values, in the currency the customer paid in."""
    address, billing = _address(order["shippingAddress"]), _address(order["billingAddress"])
    standing = [one for one in order["fulfillments"] if one["status"] == "SUCCESS"]
    is_taxed = bool(order["taxesIncluded"])
    shipping_taxes = [] if is_taxed else order["shippingLines"]["nodes"]
    phones = (order["phone"] or "", billing.phone, address.phone)
    return OrderSeen(
        external_id=tail(order["id"]),
        number=str(order["name"]),
        changed_at=moment(order["updatedAt"]),
        placed_at=moment(order["processedAt"] or order["createdAt"]),
        state=state_of(order, standing),
        currency=str(order["presentmentCurrencyCode"]),
        total_minor=minor(order["totalPriceSet"]),
        raw=json.dumps(order, sort_keys=True),
        shipping_minor=minor(order["totalShippingPriceSet"]) + sum(map(_taxes, shipping_taxes)),
        tax_minor=minor(order["totalTaxSet"]) if order["totalTaxSet"] else None,
        discount_minor=minor(order["totalDiscountsSet"]) if order["totalDiscountsSet"] else None,
        customer=CustomerSeen(
            email=str(order["email"] or ""),
            name=billing.name or address.name,
            external_id=tail((order["customer"] or {}).get("id")),
            language=str(order["customerLocale"] or "").replace("_", "-").split("-")[0].lower(),
            phones=tuple(dict.fromkeys(phone for phone in phones if phone)),
        ),
        address=address,
        billing=billing,
        lines=tuple(_line(line, is_taxed) for line in order["lineItems"]["nodes"]),
        parcels=tuple(_parcels(standing)),
        payments=tuple(money.payments(order["transactions"])),
        refunds=tuple(money.refunds(order["refunds"])),
    )


def _further_lines(settings: Settings, web: Caller, this: dict[str, str], first: Any) -> list[Any]:
    found: list[Any] = []
    page = first["pageInfo"]
    query = f"query($i:ID!,$a:String){{order(id:$i){{lineItems(first:50,after:$a){{{_LINES}}}}}}}"
    while page["hasNextPage"]:
        told = ask(settings, web, query, this | {"a": page["endCursor"]})["order"]["lineItems"]
        if not told["nodes"]:
            raise ValueError("its lines do not go on")
        found += told["nodes"]
        page = told["pageInfo"]
    return found


def _named(edge: Any) -> str:
    node = edge.get("node") if isinstance(edge, dict) else None
    return tail(node.get("id")) if isinstance(node, dict) else ""


def _address(said: Any) -> AddressSeen:
    words = said or {}
    both = f"{words.get('firstName') or ''} {words.get('lastName') or ''}".strip()
    return AddressSeen(
        name=both or words.get("name") or "",
        company=words.get("company") or "",
        street=words.get("address1") or "",
        street2=words.get("address2") or "",
        postcode=words.get("zip") or "",
        city=words.get("city") or "",
        region=words.get("provinceCode") or "",
        country=words.get("countryCodeV2") or "",
        phone=words.get("phone") or "",
    )


def _line(line: Any, is_taxed: bool) -> LineSeen:
    """All that was ordered of it, whatever was refunded since: that stands among the refunds."""
    off = sum(minor(one["allocatedAmountSet"]) for one in line["discountAllocations"])
    taxes = 0 if is_taxed else _taxes(line)
    name, variant = str(line["title"]), str(line["variantTitle"] or "")
    return LineSeen(
        external_id=tail(line["id"]),
        name=f"{name} ({variant})" if variant else name,
        quantity=int(line["quantity"]),
        sku=str(line["sku"] or ""),
        product_id=tail((line["product"] or {}).get("id")),
        variant_id=tail((line["variant"] or {}).get("id")),
        total_minor=minor(line["originalTotalSet"]) - off + taxes,
        options={
            str(one["key"]): str(one["value"] or "")
            for one in line["customAttributes"]
            if not str(one["key"]).startswith("_")
        },
    )


def _taxes(thing: Any) -> int:
    return sum(minor(one["priceSet"]) for one in thing["taxLines"])


def _parcels(fulfilments: Iterable[Any]) -> Iterable[ParcelSeen]:
    """Of several numbers of one it does not say what is in which box; nor all of a box with very many lines."""
    for one in fulfilments:
        inside = one["fulfillmentLineItems"]
        boxes = one["trackingInfo"] or [{}]
        is_told = len(boxes) == 1 and not inside["pageInfo"]["hasNextPage"]
        is_handed_over = one["inTransitAt"] or one["displayStatus"] not in _NOT_HANDED_OVER
        for place, box in enumerate(boxes):
            yield ParcelSeen(
                number=str(box.get("number") or ""),
                external_id=tail(one["id"]) + (f"/{place + 1}" if place else ""),
                carrier=str(box.get("company") or ""),
                url=str(box.get("url") or ""),
                shipped_at=moment(one["inTransitAt"] or one["createdAt"])
                if is_handed_over
                else None,
                delivered_at=moment_or_none(one["deliveredAt"]),
                pieces={tail(i["lineItem"]["id"]): int(i["quantity"]) for i in inside["nodes"]}
                if is_told
                else {},
            )

"""Strangers' HTML made harmless: no script, no form, nothing fetched from elsewhere until the reader asks."""

import re
from collections.abc import Mapping

import nh3

from makegood.kernel.mail.depth import shallow

_TAGS = nh3.ALLOWED_TAGS | {"font", "center", "u", "s", "big", "style"} - {"style"}
_COMMON = {
    "align",
    "bgcolor",
    "color",
    "dir",
    "height",
    "lang",
    "style",
    "title",
    "valign",
    "width",
}
_ATTRIBUTES = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
_ATTRIBUTES["*"] = _COMMON
_ATTRIBUTES["img"] = {"src", "alt"}
_ATTRIBUTES["a"] = {"href"}
_ATTRIBUTES["font"] = {"face", "size"}
_ATTRIBUTES["table"] = {"border", "cellpadding", "cellspacing"}
_STYLES = {
    "background-color", "border", "border-bottom", "border-left", "border-radius", "border-right", "border-top",
    "color", "font-family", "font-size", "font-style", "font-weight", "height", "letter-spacing", "line-height",
    "list-style-type", "margin", "margin-bottom", "margin-left", "margin-right", "margin-top", "max-width",
    "padding", "padding-bottom", "padding-left", "padding-right", "padding-top", "text-align", "text-decoration",
    "vertical-align", "white-space", "width",
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "tel", "cid", "data"}
_PICTURE = re.compile(r"data:image/(png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_BLOCKED = "blocked-remote:"
_CID = re.compile(r'src="cid:([^"]*)"')


def sanitised(html: str) -> str:
    """`html` with what is harmless left. A remote picture's address stands in `data-remote-src`."""
    clean = nh3.clean(
        shallow(html),
        tags=_TAGS,
        clean_content_tags={"script", "style", "title"},
        attributes=_ATTRIBUTES,
        attribute_filter=_filtered,
        url_schemes=_SCHEMES,
        filter_style_properties=_STYLES,
        link_rel="noopener noreferrer nofollow",
    )
    return clean.replace(f'src="{_BLOCKED}', 'data-remote-src="')


def shown(html: str, pictures: Mapping[str, str], *, remote: bool = False) -> str:
    """Sanitised `html` for a page: `cid:` pictures at their addresses (Content-ID → URL), remote ones if `remote`."""

    def address(found: re.Match[str]) -> str:
        url = pictures.get(found.group(1).strip("<>"))
        return f'src="{url}"' if url else 'src=""'

    here = _CID.sub(address, html)
    return here.replace('data-remote-src="', 'src="') if remote else here


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "style":
        return None if "url(" in value.lower() else value
    if attribute == "src" and re.match(r"\s*(https?:)?//", value, re.IGNORECASE):
        return _BLOCKED + value.strip()
    if value.strip().lower().startswith("data:"):
        return value if attribute == "src" and _PICTURE.match(value.strip()) else None
    if attribute == "src" and not value.lower().startswith("cid:"):
        return None
    return value

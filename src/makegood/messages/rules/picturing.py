"""Pictures within the words: Outlook's plain text shows each by its Content-ID ("[cid:image001.png@01DB3D8A.5C2E]")."""

import re
from collections.abc import Mapping
from dataclasses import replace

from makegood.messages.ports import Inbound

_MARK = re.compile(r"\[cid:([^\[\]\s]{1,255})\]")


def with_names(inbound: Inbound) -> Inbound:
    """The same, each picture it holds called by its name."""
    names = {file.content_id: file.name for file in inbound.files if file.content_id}
    if not names or "[cid:" not in inbound.text:
        return inbound
    return replace(
        inbound,
        text=_named(inbound.text, names),
        reply_text=_named(inbound.reply_text, names),
        quoted_text=_named(inbound.quoted_text, names),
        signature=_named(inbound.signature, names),
    )


def _named(text: str, names: Mapping[str, str]) -> str:
    return _MARK.sub(lambda mark: f"[{names[mark[1]]}]" if mark[1] in names else mark[0], text)

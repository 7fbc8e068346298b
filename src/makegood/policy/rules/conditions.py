"""Conditions of rules: expressions in CEL, the Common Expression Language, over what is known of a line.

https://github.com/google/cel-spec. An expression can neither loop nor call anything but CEL's own functions, and asks
nothing that is not in `NAMES`. A fact nobody gave is no.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cel_expr_python import cel

EVIDENCE = (
    "consent", "acknowledged", "confirmation_sent", "sealed", "seal_broken", "durable", "begun", "performed",
    "mixed_inseparably", "market_price", "alcohol_future", "urgent_repair_visit", "public_auction",
)  # fmt: skip
"""What may be asked of `facts`: given with a line, or (begun, performed) seen from the events."""
NAMES = frozenset({
    "line.category", "line.condition", "line.price", "line.currency", "line.agreement",
    "buyer.kind", "buyer.is_consumer", "contract.channel", "contract.price", "contract.currency",
    "shop.employees", "settings.transposed", "settings.off_premises", "settings.complaint_about",
    "settings.quality_check", "defect.known", "loaner.written", *(f"facts.{name}" for name in EVIDENCE),
})  # fmt: skip
"""Prices are numbers in the currency's own units; `settings.transposed` is a list of directives."""
_ROOT = cel.Type.Map(cel.Type.STRING, cel.Type.DYN)
_LANGUAGE = cel.NewEnv(variables=dict.fromkeys({name.split(".")[0] for name in NAMES}, _ROOT))
_ASKED = re.compile(r'"[^"]*"|\b([a-z]\w*(?:\.\w+)+)')


class BadCondition(ValueError):
    """It is no expression, or asks what there is not."""


@dataclass(frozen=True, slots=True)
class Condition:
    """`asks` are the names it needs, in order."""

    program: Any
    asks: tuple[str, ...]


@lru_cache(maxsize=1024)
def compiled(expression: str) -> Condition:
    """Raises BadCondition."""
    try:
        program = _LANGUAGE.compile(expression)
    except RuntimeError as error:
        first = str(error).splitlines()[0]
        raise BadCondition(f"{expression!r} is no condition: {first}") from error
    if program.return_type() not in (cel.Type.BOOL, cel.Type.DYN):
        raise BadCondition(f"{expression!r} is neither true nor false")
    asks = tuple(dict.fromkeys(name for name in _ASKED.findall(expression) if name))
    if unknown := set(asks) - NAMES:
        raise BadCondition(
            f"{expression!r} asks for {', '.join(sorted(unknown))}, which nobody tells"
        )
    return Condition(program, asks)


class Inputs:
    """What is known of one line: a value for each of `NAMES`."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def hold(self, expression: str) -> bool:
        """An empty expression always holds. Raises BadCondition."""
        if not expression:
            return True
        values = self._values
        return _judged(expression, tuple([values[name] for name in compiled(expression).asks]))

    def first(self, expressions: tuple[str, ...]) -> int | None:
        """Which of them is the first that holds, by its place. Raises BadCondition."""
        values = self._values
        return _first(expressions, tuple([values[name] for name in _asked_by(expressions)]))


@lru_cache(maxsize=64)
def _asked_by(expressions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in expressions for name in compiled(each).asks))


@lru_cache(maxsize=1 << 12)
def _first(expressions: tuple[str, ...], values: tuple[Any, ...]) -> int | None:
    inputs = Inputs(dict(zip(_asked_by(expressions), values, strict=True)))
    return next((at for at, each in enumerate(expressions) if inputs.hold(each)), None)


@lru_cache(maxsize=1 << 14)
def _judged(expression: str, values: tuple[Any, ...]) -> bool:
    """Few conditions ask more than two or three things: most were judged before."""
    condition = compiled(expression)
    roots: dict[str, dict[str, Any]] = {}
    for name, value in zip(condition.asks, values, strict=True):
        root, _, field = name.partition(".")
        roots.setdefault(root, {})[field] = list(value) if isinstance(value, tuple) else value
    answer = condition.program.eval(data=roots).value()
    if type(answer) is not bool:
        raise BadCondition(f"{expression!r} could not be judged: {answer}")
    return answer

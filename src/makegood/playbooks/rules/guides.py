"""A guide as its owner writes it, read into questions, answers and advice."""

import re
from dataclasses import dataclass

from makegood.kernel.text import Phrase, _, bounded


@dataclass(frozen=True)
class Node:
    """A question of a guide with its answers, or (without answers) advice."""

    words: str
    answers: tuple[tuple[str, "Node"], ...] = ()

    @property
    def is_advice(self) -> bool:
        return not self.answers


class GuideTrouble(Exception):
    """What is written can't be read as a guide: what is wrong, in which line."""

    def __init__(self, words: Phrase, line: int) -> None:
        super().__init__(str(words))
        self.words = words
        self.line = line


DEEPEST, MOST_LINES = 8, 300
_LINE = re.compile(r"^([ \t]*)([?\-=])\s*(.*\S)\s*$")


@dataclass(frozen=True)
class _Line:
    number: int
    depth: int
    mark: str
    words: str


def read_guide(text: str) -> Node:
    """A guide as its owner writes it: `? question`, below it its `- answers`, and indented below each what comes next:
    another question, or `= advice`.

    Raises `GuideTrouble` with the line that can't be understood.
    """
    lines = _lines(text)
    if not lines:
        raise GuideTrouble(_("Begin with a question: a line with ? in front."), 1)
    node, rest = _node(lines, 0)
    if rest:
        raise GuideTrouble(
            _("This line belongs to nothing above it; check how it is indented."), rest[0].number
        )
    if node.is_advice:
        raise GuideTrouble(_("Begin with a question: a line with ? in front."), lines[0].number)
    return node


def advice_in(node: Node) -> list[str]:
    """Every piece of advice, in the order it is written."""
    if node.is_advice:
        return [node.words]
    return [one for _answer, after in node.answers for one in advice_in(after)]


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip():
            continue
        if len(found) == MOST_LINES:
            raise GuideTrouble(_("A guide has at most %(count)s lines.", count=MOST_LINES), number)
        read = _LINE.match(line)
        if read is None:
            raise GuideTrouble(
                _("Begin each line with ? for a question, - for an answer or = for advice."), number
            )
        indent, mark, words = read.groups()
        found.append(_Line(number, len(indent.expandtabs(4)), mark, bounded(words, 500)))
    return found


def _node(lines: list[_Line], level: int) -> tuple[Node, list[_Line]]:
    first, *rest = lines
    if level > DEEPEST:
        raise GuideTrouble(_("Nobody answers so many questions; make it shorter."), first.number)
    if first.mark == "=":
        return Node(first.words), rest
    if first.mark != "?":
        raise GuideTrouble(_("Before an answer there must be a question."), first.number)
    answers: list[tuple[str, Node]] = []
    depth = rest[0].depth if rest else 0
    while rest and rest[0].mark == "-" and rest[0].depth == depth >= first.depth:
        answer, *after = rest
        if not after or after[0].mark == "-" or after[0].depth <= answer.depth:
            raise GuideTrouble(
                _("Say below this answer, indented, what comes next: a question or advice."),
                answer.number,
            )
        node, rest = _node(after, level + 1)
        answers.append((answer.words, node))
    if not answers:
        raise GuideTrouble(
            _("Give this question its answers, each in a line with - in front."), first.number
        )
    return Node(first.words, tuple(answers)), rest

"""What playbooks and guides are made of."""

import pytest

from makegood.playbooks.rules import (
    GuideTrouble,
    InOwnWords,
    Node,
    Stage,
    Step,
    advice_in,
    current_stage,
    in_own_words,
    plain_stages,
    read_guide,
    stages_of,
    tidy,
    trouble_with,
)

ASK = Step("ask_order", "ask", "Which order?", fact="order")
SAY = Step("say_sorry", "say", "Say sorry", "I am sorry.")
GUIDE = """\
? Does the light come on?
- Yes
  = Charge it for four hours.
- No
  ? Another socket?
  - Tried
    = It is a fault.
  - Not yet
    = Try another socket.
"""


def test_stages_are_stored_and_read_as_they_were() -> None:
    stages = (Stage("Listen", (ASK, SAY)),)

    assert stages_of(plain_stages(stages)) == stages


@pytest.mark.parametrize(
    ("done", "at"),
    [
        (set(), 0),
        ({"ask_order"}, 1),
        ({"say_sorry"}, 0),
        ({"ask_order", "say_sorry"}, 1),
    ],
)
def test_a_case_is_at_the_first_stage_with_something_left(done: set[str], at: int) -> None:
    assert current_stage((Stage("Listen", (ASK,)), Stage("Help", (SAY,))), done) == at


def test_blank_steps_and_stages_fall_away_and_new_steps_get_keys_of_their_own() -> None:
    new, blank = Step("", "say", "  Thank   them ", "Thanks."), Step("", "check", "  ")
    taken = Step("say_1", "say", "Greet", "Hello.")

    made = tidy((Stage(" Listen ", (taken, new, blank)), Stage("", (blank,))))

    assert made == (Stage("Listen", (taken, Step("say_2", "say", "Thank them", "Thanks."))),)


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        ((), "A playbook needs at least one step."),
        ((Stage("", (ASK,)),), "Give every stage a name."),
        ((Stage("Listen", (ASK,)), Stage("Help", ())), "Give every stage a step, or leave it out."),
        ((Stage("Listen", (Step("say_1", "say", "Greet"),)),), "Write what is said."),
        ((Stage("Listen", (Step("a", "dance", "Dance"),)),), "Choose what the step is."),
        (
            (Stage("Listen", (Step("a", "ask", "Why?", fact="secret"),)),),
            "Choose one of the facts offered.",
        ),
    ],
)
def test_what_is_no_playbook_is_told(stages: tuple[Stage, ...], said: str) -> None:
    trouble = trouble_with(stages)

    assert trouble is not None
    assert str(trouble.words) == said


def test_a_guide_is_read_as_questions_answers_and_advice() -> None:
    socket = Node(
        "Another socket?",
        (("Tried", Node("It is a fault.")), ("Not yet", Node("Try another socket."))),
    )

    assert read_guide(GUIDE) == Node(
        "Does the light come on?", (("Yes", Node("Charge it for four hours.")), ("No", socket))
    )
    assert advice_in(read_guide(GUIDE)) == [
        "Charge it for four hours.",
        "It is a fault.",
        "Try another socket.",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("= Plug it in.", 1),
        ("- Yes", 1),
        ("? Does it glow?", 1),
        ("? Does it glow?\n- Yes", 2),
        ("? Does it glow?\n- Yes\n- No\n  = Plug it in.", 2),
        ("? Does it glow?\n- Yes\n  = Good.\nhello", 4),
        ("? Does it glow?\n- Yes\n  = Good.\n? And now?\n- Yes\n  = Good.", 4),
        ("? Does it glow?\n- Yes\n= Good.", 2),
        ("\n".join("  " * n + ("? a" if n % 2 == 0 else "- b") for n in range(40)), 19),
    ],
)
def test_a_guide_that_can_not_be_read_names_the_line(text: str, line: int) -> None:
    with pytest.raises(GuideTrouble) as trouble:
        read_guide(text)

    assert trouble.value.line == line


def book(**titles: str) -> tuple[Stage, ...]:
    return (
        Stage(titles.pop("name", "Look"), tuple(Step(k, "check", t) for k, t in titles.items())),
    )


READY, THEIRS = book(a="One", b="Two"), book(name="Guardare", a="Uno", b="Due")


@pytest.mark.parametrize(
    ("here", "own", "told"),
    [
        (READY, (), {"a": "Uno", "b": "Due"}),
        (READY, THEIRS, {"a": "Uno", "b": "Due"}),
        (READY, book(a="Uno, bene", b="Due"), {"a": "Uno, bene", "b": "Due"}),
        (book(a="Only this", b="Two"), THEIRS, {"b": "Due"}),
        (
            book(a="Only this", b="Two"),
            book(a="Solo questo", b="Due"),
            {"a": "Solo questo", "b": "Due"},
        ),
        (book(a="One", c="Ours"), THEIRS, {"a": "Uno"}),
    ],
)
def test_what_is_asked_of_a_colleague_is_told_in_their_words_unless_an_owner_wrote_others(
    here: tuple[Stage, ...], own: tuple[Stage, ...], told: dict[str, str]
) -> None:
    words = in_own_words("it", here, READY, own, THEIRS)

    assert words == InOwnWords("it", ("Guardare",), told)


def test_a_stage_an_owner_named_keeps_its_name() -> None:
    named = book(name="First of all", a="One", b="Two")

    assert in_own_words("it", named, READY, (), THEIRS).stages == ("First of all",)

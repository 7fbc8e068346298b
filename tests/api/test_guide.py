"""The integrator's guide is true: each of its curl lines is run, in order, and answers what it says."""

import json
import re
import shlex
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from makegood.cases.models import Case
from makegood.messages.actions.accounts import post_office
from makegood.people.actions.keys import SCOPES
from makegood.policy.queries import explained
from makegood.testing.makers import make_order, make_shop

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "howto" / "integrate.md"
LINES = re.findall(r"^curl .*$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture
def _shop(db) -> None:
    post_office(make_shop())
    make_order("W-1001")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")


@pytest.mark.usefixtures("_shop")
def test_every_example_answers_what_it_says(program):
    assert len(LINES) > 15
    for line in LINES:
        command, _, expected = line.partition("   # ")
        number = Case.objects.values_list("number", flat=True).first()
        words = shlex.split(command.replace("$KEY", program.key).replace("10001", str(number)))

        answer = _run(words)

        status, _, word = expected.partition(" ")
        assert answer.status_code == int(status), (line, answer.content)
        if word == "replayed":
            assert answer["Idempotent-Replayed"] == "true", line
        elif word:
            assert answer.json()["code"] == word, line


def _run(words: list[str]):
    method, body, headers, url = "GET", "", {}, ""
    rest = iter(words[1:])
    for word in rest:
        if word == "-X":
            method = next(rest)
        elif word == "-d":
            body = next(rest)
        elif word == "-H":
            name, _, value = next(rest).partition(": ")
            headers[name] = value
        else:
            url = word.removeprefix("$URL")
    return Client().generic(
        method, url, body, content_type=headers.get("Content-Type", ""), headers=headers
    )


def test_every_scope_is_explained():
    told = re.findall(r"^\| `([a-z:]+)` \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert told == list(SCOPES)


def test_the_ruling_that_is_shown_is_the_one_that_is_answered() -> None:
    chapter = GUIDE.read_text(encoding="utf-8").partition("## Ask what the law says")[2]
    words = shlex.split(re.findall(r"^curl .*$", chapter, re.MULTILINE)[0].partition("   # ")[0])
    shown = json.loads(chapter.partition("```json")[2].partition("```")[0])

    answer = explained(json.loads(words[words.index("-d") + 1]))

    assert [one for one in answer["due"] if one["rule"] == shown["due"][0]["rule"]] == shown["due"]
    assert {key: said for key, said in answer.items() if key != "due"} == {
        key: said for key, said in shown.items() if key != "due"
    }

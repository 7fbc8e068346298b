"""Makes a desk of many cases: `python -m bench.generate 100000`, with MAKEGOOD_DATA set to an empty folder.

Rows are written with COPY, as consistent as the actions would have left them: what is owed stands in the queue,
closed cases have a closure, what we wrote was sent. Words are believable ones, in eight languages.
"""

import json
import os
import random
import sys
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.db import connection

SEED = 42
DAY = timedelta(days=1)
MESSAGES_A_CASE = 4
KINDS = (
    "where_is_it",
    "late",
    "lost",
    "damaged",
    "wrong_item",
    "missing_part",
    "defective",
    "return",
    "billing",
    "other",
)
LANGUAGES = ("en", "it", "lt", "sr", "sr-latn", "hu", "es", "ru")
OPEN_SHARE = 0.12


def main(cases: int) -> None:
    """Everything, into the folder MAKEGOOD_DATA names."""
    data = Path(os.environ["MAKEGOOD_DATA"])
    os.environ["DJANGO_SETTINGS_MODULE"] = "makegood.project.settings"
    from makegood.project.embedded_postgres import EmbeddedPostgres  # noqa: PLC0415  after the environment

    data.mkdir(parents=True, exist_ok=True)
    with EmbeddedPostgres(data).running():
        django.setup()
        from makegood.project.prepare import prepare  # noqa: PLC0415  app registry

        prepare()
        facts = Maker(cases).all()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    (data / "bench.json").write_text(json.dumps(facts))


class Maker:
    def __init__(self, cases: int) -> None:
        self.cases = cases
        self.dice = random.Random(SEED)
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.words = {language: _vocabulary(language) for language in LANGUAGES}

    def all(self) -> dict[str, list[str]]:
        self._shop_and_staff()
        self.customers = [self._id(self._ago(2)) for _ in range(max(1, self.cases * 6 // 10))]
        self.orders = [self._id(self._ago(2)) for _ in range(max(1, self.cases * 12 // 10))]
        self.opened = sorted(self._ago(2) for _ in range(self.cases))
        self.case_ids = [self._id(at) for at in self.opened]
        self.thread_ids = [self._id(at) for at in self.opened]
        self.is_open = [self._is_open(place) for place in range(self.cases)]
        self._copy_all()
        return self._facts()

    def _shop_and_staff(self) -> None:
        from makegood.messages.actions.accounts import post_office  # noqa: PLC0415  app registry
        from makegood.people.actions.staffing import (  # noqa: PLC0415  app registry
            create_owner,
            seat_without_password,
        )
        from makegood.shops.actions.opening import open_shop  # noqa: PLC0415  app registry

        self.shop = open_shop("Bench & Sons", "IT", LANGUAGES, email="help@bench.example")
        self.account = post_office(self.shop)
        owner = create_owner(
            "owner@bench.example", "Olga Owner", "correct horse 42 staple", "en", "Europe/Rome"
        )
        agents = [
            seat_without_password(
                f"agent{n}@bench.example", f"Agent {n}", "agent", "en", "Europe/Rome"
            )
            for n in range(9)
        ]
        self.staff = [owner, *agents]

    def _copy_all(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
            cursor.execute("SET maintenance_work_mem = '256MB'")
            # The word index is built in one go afterwards: row by row it takes three times as long.
            cursor.execute("DROP INDEX message_words_by_month")
        at = self.now - 720 * DAY
        copy("people_customer", self._customers())
        copy("people_identity", self._identities())
        copy("shops_order", self._orders())
        copy("shops_line", self._lines())
        copy("cases_case", self._cases())
        copy(
            "cases_statuslink",
            (
                {"id": self._id(o), "case_id": c, "created_at": o}
                for c, o in zip(self.case_ids, self.opened, strict=True)
            ),
        )
        copy("cases_closure", self._closures())
        copy(
            "messages_thread",
            (
                {
                    "id": t,
                    "case_id": c,
                    "side": "customer",
                    "token": f"t{t.hex[8:28]}",
                    "created_at": o,
                }
                for t, c, o in zip(self.thread_ids, self.case_ids, self.opened, strict=True)
            ),
        )
        self.sent: list[tuple[uuid.UUID, datetime]] = []
        copy("messages_message", self._messages())
        copy("messages_dispatch", self._dispatches())
        copy("promises_promise", self._promises())
        copy("kernel_happening", self._happenings())
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(
                "CREATE INDEX message_words_by_month ON messages_message "
                "USING gin (words, makegood_month(at)) WITH (fastupdate = off)"
            )
            cursor.execute("SELECT setval('cases_number', %s)", [10_000 + self.cases])
            for table in ("kernel_happening",):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
                )
        assert at < self.now

    def _customers(self) -> Iterator[dict[str, Any]]:
        for place, customer in enumerate(self.customers):
            language = LANGUAGES[place % len(LANGUAGES)]
            name = (
                f"{self._word(language).capitalize()} {self._word(language).capitalize()} {place}"
            )
            yield {
                "id": customer,
                "name": name,
                "language": language,
                "country": "IT",
                "timezone": "",
                "preferred_channel": "",
                "note": "",
                "created_at": self.now - 700 * DAY,
                "is_sample": False,
            }

    def _identities(self) -> Iterator[dict[str, Any]]:
        for place, customer in enumerate(self.customers):
            email = f"person{place}@mail{place % 50}.example"
            phone = f"+39347{place:07}"
            for kind, value in (("email", email), ("phone", phone)):
                yield {
                    "id": self._id(),
                    "customer_id": customer,
                    "kind": kind,
                    "value": value,
                    "raw": value,
                }

    def _orders(self) -> Iterator[dict[str, Any]]:
        for place, order in enumerate(self.orders):
            placed = self._ago(2)
            yield {
                "id": order,
                "shop_id": self.shop.pk,
                "number": f"BN-{100_000 + place}",
                "number_key": f"BN{100_000 + place}",
                "customer_id": self.customers[place % len(self.customers)],
                "state": "completed",
                "currency": "EUR",
                "total_minor": self.dice.randrange(900, 40_000),
                "placed_at": placed,
                "delivered_at": placed + 4 * DAY,
                "address": "{}",
                "said": "{}",
                "updated_at": placed,
            }

    def _lines(self) -> Iterator[dict[str, Any]]:
        for order in self.orders:
            for position in (1, 2):
                yield {
                    "id": self._id(),
                    "order_id": order,
                    "position": position,
                    "sku": f"SKU-{self.dice.randrange(500)}",
                    "name": f"{self._word('en')} {self._word('en')}",
                    "quantity": 1,
                    "price_minor": 1990,
                }

    def _cases(self) -> Iterator[dict[str, Any]]:
        self.due: dict[int, datetime] = {}
        far = datetime(9999, 1, 1, tzinfo=UTC)
        for place, (case, opened) in enumerate(zip(self.case_ids, self.opened, strict=True)):
            language = self._language(place)
            owned = self.dice.random() < 0.85
            due = self.now + self.dice.uniform(-1, 7) * DAY if self.is_open[place] else far
            if self.is_open[place]:
                self.due[place] = due
            yield {
                "id": case,
                "number": 10_001 + place,
                "shop_id": self.shop.pk,
                "customer_id": self.customers[place % len(self.customers)],
                "order_id": self.orders[place % len(self.orders)],
                "kind": KINDS[place % len(KINDS)],
                "subject": self._text(language, 5),
                "preview": self._text(language, 18)[:200],
                "language": language,
                "channel": "email",
                "turn": "us" if place % 2 else "customer",
                "assignee_id": self.staff[place % len(self.staff)].pk if owned else None,
                "opened_at": opened,
                "heard_at": opened + 2 * DAY,
                "told_at": opened + DAY,
                "queue_at": due,
                "queue_kind": "answer" if self.is_open[place] else "",
                "owed": int(self.is_open[place]),
                "closed_at": None if self.is_open[place] else opened + 6 * DAY,
                "changed_at": min(self.now, opened + 6 * DAY),
                "version": 1,
            }

    def _closures(self) -> Iterator[dict[str, Any]]:
        for place, case in enumerate(self.case_ids):
            if not self.is_open[place]:
                at = self.opened[place] + 6 * DAY
                yield {
                    "id": self._id(at),
                    "case_id": case,
                    "by_id": self.staff[0].pk,
                    "at": at,
                    "reason": "",
                }

    def _messages(self) -> Iterator[dict[str, Any]]:
        for place, case in enumerate(self.case_ids):
            language = self._language(place)
            customer = place % len(self.customers)
            for number in range(MESSAGES_A_CASE):
                at = min(self.now, self.opened[place] + number * DAY)
                is_out = number % 2 == 1
                message = self._id(at)
                text = self._text(language, 34)
                if is_out:
                    self.sent.append((message, at))
                yield {
                    "id": message,
                    "thread_id": self.thread_ids[place],
                    "case_id": case,
                    "account_id": self.account.pk,
                    "channel": "email",
                    "direction": "out" if is_out else "in",
                    "purpose": "word",
                    "author_id": self.staff[place % len(self.staff)].pk if is_out else None,
                    "from_name": "Bench & Sons" if is_out else f"Person {customer}",
                    "from_address": "help@bench.example"
                    if is_out
                    else f"person{customer}@mail{customer % 50}.example",
                    "to": "[]",
                    "cc": "[]",
                    "subject": self._text(language, 5),
                    "text": text,
                    "html": "",
                    "reply_text": text,
                    "quoted_text": "",
                    "language": language,
                    "auto": "none",
                    "message_id": f"{message.hex}@bench.example",
                    "in_reply_to": "",
                    "references": "{}",
                    "at": at,
                }

    def _dispatches(self) -> Iterator[dict[str, Any]]:
        for message, at in self.sent:
            yield {
                "id": self._id(at),
                "message_id": message,
                "account_id": self.account.pk,
                "state": "sent",
                "not_before": at,
                "attempts": 1,
                "claimed_at": at,
                "settled_at": at,
                "error": "{}",
                "wish": "{}",
            }

    def _promises(self) -> Iterator[dict[str, Any]]:
        for place, case in enumerate(self.case_ids):
            made = self.opened[place]
            is_open = self.is_open[place]
            due = self.due.get(place, made + DAY)
            is_broken = is_open and due < self.now
            yield {
                "id": self._id(made),
                "case_id": case,
                "kind": "answer",
                "text": "",
                "source": "acknowledgement",
                "made_at": made,
                "due_at": due,
                "owner_id": self.staff[place % len(self.staff)].pk,
                "warn_at": due - DAY / 8,
                "warned_at": due - DAY / 8 if due - DAY / 8 < self.now else None,
                "broken_at": due if is_broken else None,
                "end": "" if is_open else "kept",
                "ended_at": None if is_open else made + DAY / 2,
                "evidence": "" if is_open else "message",
                "end_note": "",
            }

    def _happenings(self) -> Iterator[dict[str, Any]]:
        for place, case in enumerate(self.case_ids):
            said = {"case_id": str(case), "message_id": str(self._id(self.opened[place]))}
            for name, days, more in (
                ("CaseOpened", 0, {"channel": "email"}),
                ("MessageReceived", 0, {"auto": "none", "opened": True, "acknowledged": False}),
                ("MessageSent", 1, {"purpose": "word"}),
            ):
                yield {
                    "name": name,
                    "topic": f"case:{case}",
                    "at": min(self.now, self.opened[place] + days * DAY),
                    "facts": json.dumps(said | more),
                }

    def _facts(self) -> dict[str, list[str]]:
        open_places = [place for place in range(self.cases) if self.is_open[place]]
        chosen = self.dice.sample(range(self.cases), min(500, self.cases))
        # Common enough to fill a page at either size: otherwise the small desk would be timed drawing fewer rows.
        common = {language: self.words[language][0][50:75] for language in LANGUAGES}
        return {
            "sessions": [self._session() for _ in range(8)],
            "numbers": [
                str(10_001 + place)
                for place in [*self.dice.sample(open_places, min(200, len(open_places))), *chosen]
            ],
            "words": [word for words in common.values() for word in words],
            "emails": [
                f"person{n}@mail{n % 50}.example"
                for n in self.dice.sample(range(len(self.customers)), min(200, len(self.customers)))
            ],
        }

    def _session(self) -> str:
        from importlib import import_module  # noqa: PLC0415  beside its use

        from django.conf import settings  # noqa: PLC0415  app registry
        from django.contrib.auth import (  # noqa: PLC0415  app registry
            BACKEND_SESSION_KEY,
            HASH_SESSION_KEY,
            SESSION_KEY,
        )

        store = import_module(settings.SESSION_ENGINE).SessionStore()
        store[SESSION_KEY] = str(self.staff[0].pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = self.staff[0].get_session_auth_hash()
        store.save()
        return str(store.session_key)

    def _is_open(self, place: int) -> bool:
        """As many as a busy desk has open; of a small desk the same share, so that queues compare."""
        return self.dice.random() < OPEN_SHARE

    def _language(self, place: int) -> str:
        return LANGUAGES[place % len(LANGUAGES)]

    def _text(self, language: str, count: int) -> str:
        words, weights = self.words[language]
        return " ".join(self.dice.choices(words, cum_weights=weights, k=count))

    def _word(self, language: str) -> str:
        return self.dice.choice(self.words[language][0])

    def _ago(self, years: float) -> datetime:
        return self.now - timedelta(seconds=self.dice.randrange(3600, int(years * 365 * 86_400)))

    def _id(self, at: datetime | None = None) -> uuid.UUID:
        """A UUIDv7 of that moment, so that ids are in order of birth as real ones are."""
        stamp = int((at or self.now).timestamp() * 1000)
        value = stamp << 80 | 0x7 << 76 | self.dice.getrandbits(12) << 64 | 0b10 << 62
        return uuid.UUID(int=value | self.dice.getrandbits(62))


def copy(table: str, rows: Iterable[dict[str, Any]]) -> None:
    """COPY rows into a table; columns not named get what the model would give them."""
    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        return
    more = _defaults(table, first)
    names = ", ".join(f'"{name}"' for name in [*first, *more])
    connection.ensure_connection()
    with (
        connection.connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as out,
    ):  # type: ignore[union-attr]
        for row in chain([first], iterator):
            out.write_row([*row.values(), *more.values()])


def _defaults(table: str, named: dict[str, Any]) -> dict[str, Any]:
    """Of the columns that are not named and may not be null, as a row that is saved would have them."""
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.column not in named and not (field.null or field.generated or field.primary_key)
    ]
    return {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in fields
        if not field.has_db_default()
    }


def _vocabulary(language: str) -> tuple[Sequence[str], Sequence[float]]:
    """The words of the sample's conversations and thousands made of their syllables, common ones far more common."""
    from makegood.sample.scripts import book  # noqa: PLC0415  after the environment

    texts = " ".join(turn.text for script in book(language).scripts for turn in script.turns)
    known = sorted(
        {word.strip(".,:;!?«»„“”\"'()–-").lower() for word in texts.split() if "{" not in word}
        - {""}
    )
    dice = random.Random(language)
    pieces = [word[:3] for word in known if len(word) > 4] + [
        word[-3:] for word in known if len(word) > 5
    ]
    made = {"".join(dice.sample(pieces, dice.choice((2, 3)))) for _ in range(6_000)}
    words = [*known, *sorted(made - set(known))]
    total, weights = 0.0, []
    for rank in range(len(words)):
        total += 1 / (rank + 8)
        weights.append(total)
    return words, weights


if __name__ == "__main__":
    main(int(sys.argv[1]))

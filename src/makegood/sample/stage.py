"""The plots played: each step through the rooms' own actions, at its own time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.db.models import Q

from makegood.cases.actions.assigning import assign
from makegood.cases.actions.changing import change_case
from makegood.cases.actions.closing import close_case
from makegood.cases.actions.facts import set_fact
from makegood.cases.actions.noting import note
from makegood.cases.actions.snoozing import snooze, wake_due
from makegood.cases.actions.tagging import tag
from makegood.cases.models import Case
from makegood.kernel.ids import new_token
from makegood.kernel.mail.compose import compose
from makegood.kernel.mail.values import Address, File, Letter
from makegood.kernel.money import Money, babel_locale
from makegood.messages.actions.dispatching import keep_in_house
from makegood.messages.actions.entering import receive_from_portal
from makegood.messages.actions.receiving import settle
from makegood.messages.actions.sending import PromiseWish, send_reply
from makegood.messages.actions.storing import deliver
from makegood.messages.models import Account, Message
from makegood.messages.rules import reply_address
from makegood.notify.actions.telling import read_all
from makegood.people.models import Staff
from makegood.promises.actions.keeping import keep
from makegood.promises.actions.watching import break_due, warn_due
from makegood.promises.models import Promise
from makegood.promises.queries import open_promises
from makegood.sample.pictures import picture
from makegood.sample.plots import Plot, Step
from makegood.sample.scripts import book, filled, latin

_SETTLED = {
    "it": "Solo un ringraziamento, non resta nulla da rispondere.",
    "hu": "Csak köszönet, nincs mire válaszolni.",
    "lt": "Tik padėka, atsakyti nebėra į ką.",
    "sr-latn": "Samo zahvalnica, nema više na šta da se odgovori.",
}
_DELIVERED = {
    "it": "Consegnato secondo il corriere.",
    "hu": "A futár szerint kézbesítve.",
    "lt": "Kurjerio duomenimis, pristatyta.",
    "sr-latn": "Isporučeno prema kuriru.",
}
_MONTHS_OF = (
    "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра"
)


@dataclass
class Stage:
    """Where the plots are played: the shop, its post office and its people."""

    account: Account
    colleagues: dict[str, Staff]
    """Language → who answers it."""
    zone: str
    tags: dict[str, str]
    """Kind → the tag some such cases get."""
    cases: dict[int, Case] = field(default_factory=dict)
    pictures: dict[tuple[str, int], bytes] = field(default_factory=dict)

    def play(self, plot: Plot, step: Step) -> None:
        """Let it happen now; the clock stands where it should."""
        if step.what in {"in", "again"}:
            self._hear(plot, step)
            return
        case = self.cases[plot.index]
        case.refresh_from_db()
        agent = self.colleagues[plot.script.language]
        if step.what in {"out", "again_answer"}:
            self._answer(plot, step, case, agent)
        elif step.what == "note" and step.turn:
            note(case, agent, filled(step.turn.text, self._facts(plot, step)))
        elif step.what == "snooze":
            self._put_aside(case, agent, step)
        elif step.what == "close":
            self._close(plot, step, case, agent)

    def _hear(self, plot: Plot, step: Step) -> None:
        language, dice, buyer = plot.script.language, plot.dice, plot.buyer
        phrases = book(language).phrases
        body = step.turn.text if step.turn else phrases.again[step.variant]
        hello, bye = dice.choice(phrases.hello), dice.choice(phrases.bye)
        body = filled(body, self._facts(plot, step))
        text = f"{hello}\n\n{_begun(body, hello)}\n\n{bye}\n{buyer.name}"
        case = self.cases.get(plot.index)
        if case is not None and dice.random() < 0.15:
            receive_from_portal(case, body)
            return
        photo = step.turn.photo if step.turn else ""
        arrival = settle(deliver(self.account, self._letter(plot, step, case, text, photo)))
        assert arrival.message is not None, (arrival.outcome, arrival.reason)
        assert arrival.message.case is not None, arrival.outcome
        if case is None:
            self.cases[plot.index] = case = arrival.message.case
            assert arrival.outcome == "opened", (arrival.outcome, arrival.reason)
            if case.language != language:
                change_case(case, None, language=language)
        for waiting in Message.objects.filter(case=case, dispatch__state="waiting"):
            keep_in_house(waiting)

    def _letter(self, plot: Plot, step: Step, case: Case | None, text: str, photo: str) -> bytes:
        """What the customer's mail program sends: the first letter to the shop, later ones in answer to our last."""
        buyer, ours = plot.buyer, self._last_word(case)
        subject = filled(plot.script.subject, self._facts(plot, step))
        token = ours.thread.token if ours and ours.thread else ""
        address = reply_address(self.account.address, token) if token else self.account.address
        files = [File(f"IMG_{2000 + plot.index}.jpg", "image/jpeg", self._photo(photo, plot))]
        return compose(
            Letter(
                from_=Address(buyer.name, buyer.email),
                to=(Address(self.account.name, address),),
                subject=f"Re: {subject}" if ours else subject,
                text=f"{text}\n\n{_quoted(ours)}" if ours else text,
                message_id=f"{new_token(20)}@{buyer.email.partition('@')[2]}",
                written_at=step.at,
                in_reply_to=ours.message_id if ours else "",
                references=(*ours.references, ours.message_id) if ours else (),
                files=tuple(files) if photo else (),
            )
        )

    def _last_word(self, case: Case | None) -> Message | None:
        if case is None:
            return None
        ours = case.messages.filter(direction=Message.Direction.OUT).select_related("thread")
        return ours.defer("words").order_by("-at", "-pk").first()

    def _photo(self, name: str, plot: Plot) -> bytes:
        key = (name, plot.index % 2)
        if name and key not in self.pictures:
            self.pictures[key] = picture(*key)
        return self.pictures.get(key, b"")

    def _answer(self, plot: Plot, step: Step, case: Case, agent: Staff) -> None:
        if case.assignee_id is None:
            self._take_on(plot, case, agent)
        phrases, dice = book(plot.script.language).phrases, plot.dice
        body = step.turn.text if step.turn else phrases.again_answer[step.variant]
        hello = filled(dice.choice(phrases.agent_hello), {"first": plot.buyer.first})
        body = _begun(filled(body, self._facts(plot, step)), hello)
        wish = None
        if step.turn and step.turn.promise and step.due_at:
            wish = PromiseWish(
                step.due_at, _promised(body, self._facts(plot, step)["by"]), step.turn.promise
            )
        text = f"{hello}\n\n{body}\n\n{dice.choice(phrases.agent_bye)}"
        message = self._send(case, agent, text, promise=wish)
        if step.turn and step.turn.keeps:
            for promise in open_promises(case).filter(source="person"):
                keep(promise, message, note=promise.text or text, by=agent)

    def _send(self, case: Case, agent: Staff, text: str, **wishes: Any) -> Message:
        message = send_reply(case, agent, text, undo_for=timedelta(0), **wishes)
        keep_in_house(message)
        message.refresh_from_db()
        return message

    def _take_on(self, plot: Plot, case: Case, agent: Staff) -> None:
        assign(case, agent, agent)
        change_case(case, agent, kind=plot.script.kind)
        set_fact(case, "product", plot.purchase.things[0][0].title, "staff", agent)
        if (name := self.tags.get(plot.script.kind)) and plot.dice.random() < 0.6:
            tag(case, agent, name)

    def _put_aside(self, case: Case, agent: Staff, step: Step) -> None:
        until = (step.due_at or step.at + timedelta(days=4)) - timedelta(hours=20)
        if not case.is_closed and case.turn != Case.Turn.US and until > step.at:
            snooze(case, agent, until)

    def _close(self, plot: Plot, step: Step, case: Case, agent: Staff) -> None:
        for promise in open_promises(case).filter(source="person"):
            keep(promise, note=_DELIVERED[agent.language], by=agent)
        case.refresh_from_db()
        if case.turn != Case.Turn.US:
            close_case(case, agent)
        elif step.variant:
            close_case(case, agent, _SETTLED[agent.language])
        else:
            phrases = book(plot.script.language).phrases
            self._send(case, agent, f"{phrases.welcome[0]}\n\n{phrases.agent_bye[0]}", close=True)

    def _facts(self, plot: Plot, step: Step) -> dict[str, str]:
        purchase, language = plot.purchase, plot.script.language
        thing, count = purchase.things[0]
        amount = Money(thing.price_minor * count, "EUR").shown(language)
        return {
            "order": purchase.number,
            "tracking": purchase.tracking,
            "carrier": purchase.carrier,
            "pet": thing.pet,
            "amount": amount,
            "first": plot.buyer.first,
            "by": _day(step.due_at, language, self.zone) if step.due_at else "",
        }


def watch(moment: datetime, staff: Sequence[Staff], *, reads: bool) -> None:
    """What the desk's clock does: warn, break, wake; on some evenings everybody reads their notices."""
    if something_is_due(moment):
        wake_due()
        break_due()
        warn_due()
    for colleague in staff if reads else ():
        read_all(colleague)


def something_is_due(moment: datetime) -> bool:
    """Asked seven hundred times, answered no six hundred times: one query instead of a dozen."""
    late = Q(broken_at=None, due_at__lte=moment) | Q(warned_at=None, warn_at__lte=moment)
    promises = Promise.objects.filter(late, end=Promise.End.OPEN)
    return promises.exists() or Case.objects.filter(snoozed_until__lte=moment).exists()


def watches(first: datetime, last: datetime, zone: str) -> Iterator[datetime]:
    """Nine in the morning and six in the evening of every day between."""
    day = first.astimezone(ZoneInfo(zone)).replace(minute=0, second=0, microsecond=0)
    while day < last + timedelta(days=1):
        for hour in (9, 18):
            moment = day.replace(hour=hour)
            if first < moment < last:
                yield moment.astimezone(UTC)
        day += timedelta(days=1)


def _quoted(message: Message) -> str:
    """What mail programs put below an answer."""
    lines = "\n".join(f"> {line}".rstrip() for line in message.text.splitlines())
    who = f"{message.from_name} <{message.from_address}>"
    return f"On {message.at:%a, %d %b %Y at %H:%M}, {who} wrote:\n\n{lines}"


def _begun(body: str, hello: str) -> str:
    """After a comma a sentence goes on in small letters, after a full greeting it begins with a capital."""
    first, rest = body[:1], body[1:]
    if not hello.endswith(","):
        return first.upper() + rest
    is_name = rest[:1].isupper() or body.split()[0] in {"I", "I'm", "Le", "La", "DPD", "GLS", "BRT"}
    is_english = body.isascii() and hello.split()[0] in {"Hello", "Hi", "Dear", "Good"}
    return body if is_name or is_english else first.lower() + rest


def _promised(body: str, by: str) -> str:
    """The sentence that names the day."""
    place = body.find(by)
    start = max(body.rfind(sign, 0, place) for sign in (". ", ": ", "! ", "\n")) + 1
    ends = [end for sign in (". ", ".\n", "; ") if (end := body.find(sign, place + len(by))) > 0]
    return body[start : min(ends, default=len(body))].strip(" .;:")[:200]


def _day(at: datetime, language: str, zone: str) -> str:
    """As one says it in the middle of a sentence: "5 May", "gegužės 5 d.", "5. маја"."""
    local = at.astimezone(ZoneInfo(zone)).date()
    if language in {"sr", "sr-latn"}:
        said = f"{local.day}. {_MONTHS_OF.split()[local.month - 1]}"
        return latin(said) if language == "sr-latn" else said
    form = {"hu": "MMMM d.", "lt": "MMMM d 'd'.", "es": "d 'de' MMMM"}.get(language, "d MMMM")
    return format_date(local, form, locale=babel_locale(language))

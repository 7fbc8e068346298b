"""What happened to a case, one happening at a time, in a sentence."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from makegood.console.commandwords import in_short
from makegood.kernel.models import Happening
from makegood.kernel.money import Money
from makegood.ui import formats
from makegood.ui.facts import fact_words
from makegood.ui.lawwords import law_word
from makegood.ui.words import word

Facts = Mapping[str, Any]
Names = Mapping[UUID, str]


def told(happening: Happening, names: Names) -> str:
    if is_taking(happening):
        return _("Taken by %(name)s") % {"name": _name(happening.facts["assignee_id"], names)}
    teller = _TELLERS.get(happening.name)
    return teller(happening.facts, names) if teller else ""


def is_taking(happening: Happening) -> bool:
    """Somebody assigned the case to themselves: one name tells it all."""
    return happening.name == "CaseAssigned" and happening.facts["assignee_id"] == str(
        happening.by_id
    )


def moment_of(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _opened(facts: Facts, names: Names) -> str:
    return _("Opened by %(channel)s") % {"channel": word("channel", facts["channel"])}


def _assigned(facts: Facts, names: Names) -> str:
    if facts["assignee_id"] and facts["assignee_id"] != facts.get("before_id"):
        return _("Assigned to %(name)s") % {"name": _name(facts["assignee_id"], names)}
    if facts.get("team_id") != facts.get("before_team_id"):
        if facts["team_id"] is None:
            return _("Taken out of its team")
        return _("Given to the team %(name)s") % {"name": _name(facts["team_id"], names)}
    return _("Assigned to nobody")


def _changed(facts: Facts, names: Names) -> str:
    field, before, after = facts["field"], facts["before"], facts["after"]
    if field == "tags":
        template = _("Tag %(tag)s added") if after else _("Tag %(tag)s removed")
        return template % {"tag": after or before}
    if field == "link":
        return _("Status link revoked") if after == "revoked" else _("New status link made")
    place = {"field": _field(field), "after": _value(field, after), "before": _value(field, before)}
    if not after:
        return _("%(field)s removed (was: %(before)s)") % place
    if not before:
        return _("%(field)s: %(after)s") % place
    return _("%(field)s: %(after)s (was: %(before)s)") % place


def _facts_asked(facts: Facts, names: Names) -> str:
    return _("Gave the customer a form: %(facts)s") % {"facts": _keys(facts)}


def _facts_told(facts: Facts, names: Names) -> str:
    return _("The customer answered the form: %(facts)s") % {"facts": _keys(facts)}


def _keys(facts: Facts) -> str:
    return ", ".join(word("fact", key) for key in facts["keys"]) or "–"


def _marked(facts: Facts, names: Names) -> str:
    place = {"day": formats.date(moment_of(facts["until"])), "reason": facts["reason"]}
    return _("Marked the customer for abuse until %(day)s: %(reason)s") % place


def _mark_lifted(facts: Facts, names: Names) -> str:
    return _("The customer's mark for abuse is lifted")


def _noted(facts: Facts, names: Names) -> str:
    if facts["mentioned_ids"]:
        who = ", ".join(_name(one, names) for one in facts["mentioned_ids"])
        return _("Left a note for %(names)s") % {"names": who}
    return _("Left a note")


def _followed(facts: Facts, names: Names) -> str:
    return _("Follows the case")


def _unfollowed(facts: Facts, names: Names) -> str:
    return _("No longer follows the case")


def _snoozed(facts: Facts, names: Names) -> str:
    return _("Put aside until %(day)s") % {"day": formats.day_time(moment_of(facts["until"]))}


def _woken(facts: Facts, names: Names) -> str:
    return _("Back in the inbox: the customer wrote") if facts["heard"] else _("Back in the inbox")


def _closed(facts: Facts, names: Names) -> str:
    if facts["reason"]:
        return _("Closed: %(reason)s") % {"reason": facts["reason"]}
    return _("Closed")


def _reopened(facts: Facts, names: Names) -> str:
    return _("Reopened: the customer wrote") if facts["heard"] else _("Reopened")


def _merged(facts: Facts, names: Names) -> str:
    if "into_number" not in facts:  # as it was noted before the number was
        return _("Joined another case")
    return _("Joined case %(number)s") % {"number": f"#{facts['into_number']}"}


def _joined(facts: Facts, names: Names) -> str:
    return _("Case %(number)s joined this one") % {"number": f"#{facts['number']}"}


def _split(facts: Facts, names: Names) -> str:
    return _("Messages were split off into case %(number)s") % {"number": f"#{facts['number']}"}


def _restored(facts: Facts, names: Names) -> str:
    place = {"number": f"#{facts['number']}"}
    if facts["kind"] == "merge":
        return _("Undone: this case and %(number)s are two cases again") % place
    return _("Undone: what was split off into case %(number)s is back") % place


def _linked(facts: Facts, names: Names) -> str:
    return _("Linked with case %(number)s") % {"number": f"#{facts['other_number']}"}


def _thread_opened(facts: Facts, names: Names) -> str:
    return _("Began to write to %(name)s") % {"name": facts["name"]}


def _received(facts: Facts, names: Names) -> str:
    if facts["auto"] != "none":
        return _("An automatic mail came")
    words = {"supplier": _("The supplier wrote"), "carrier": _("The carrier wrote")}
    return words.get(facts.get("side", ""), _("The customer wrote"))


def _answered_deleted(facts: Facts, names: Names) -> str:
    place = {"number": facts["number"], "day": formats.date(moment_of(facts["deleted_at"]))}
    return _("This answers case #%(number)s, which was deleted on %(day)s") % place


def _written(facts: Facts, names: Names) -> str:
    words = {
        "acknowledgement": _("Told the customer that the mail arrived"),
        "notice": _("Wrote a notice"),
    }
    others = {"supplier": _("Wrote to the supplier"), "carrier": _("Wrote to the carrier")}
    if facts.get("side", "") in others:
        return others[facts["side"]]
    return words.get(facts["purpose"], _("Wrote an answer"))


def _sent(facts: Facts, names: Names) -> str:
    return _("The mail server took the message")


def _withdrawn(facts: Facts, names: Names) -> str:
    return _("Took an answer back before it left")


def _failed(facts: Facts, names: Names) -> str:
    return (
        _("Not known whether a message arrived")
        if facts["unknown"]
        else _("A message could not be sent")
    )


def _resolved(facts: Facts, names: Names) -> str:
    match facts["decision"]:
        case "was_sent":
            return _("Said that a message was sent")
        case "again":
            return _("Sent a message once more")
        case "now":
            return _("Sent a waiting message at once")
        case _:
            return _("Gave up sending a message")


def _bounced(facts: Facts, names: Names) -> str:
    place = {"address": facts["address"], "reason": word("bounce", facts["reason"])}
    return _("The message to %(address)s came back: %(reason)s") % place


def _owed_again(facts: Facts, names: Names) -> str:
    return _("A promise is open again: what kept it did not arrive")


def _promised(facts: Facts, names: Names) -> str:
    place = {
        "what": word("promise", facts["kind"]),
        "day": formats.day_time(moment_of(facts["due_at"])),
    }
    return _("Promised: %(what)s by %(day)s") % place


def _at_risk(facts: Facts, names: Names) -> str:
    return _("A promise is about to break")


def _escalated(facts: Facts, names: Names) -> str:
    if facts["to"] == "team":
        return _("The team was told of a promise about to break")
    return _("Those who lead were told of a promise about to break")


def _overlong(facts: Facts, names: Names) -> str:
    return _("The repair takes longer than two weeks: other ways out are prepared")


def _broken(facts: Facts, names: Names) -> str:
    return _("A promise broke")


def _kept(facts: Facts, names: Names) -> str:
    return _("A promise was kept, late") if facts["late"] else _("A promise was kept")


def _paused(facts: Facts, names: Names) -> str:
    place = {"what": word("promise", facts["kind"]), "why": word("pause", facts["reason"])}
    return _("%(what)s: %(why)s, its time does not pass meanwhile") % place


def _resumed(facts: Facts, names: Names) -> str:
    place = {
        "what": word("promise", facts["kind"]),
        "day": formats.day_time(moment_of(facts["due_at"])),
        "before": formats.day_time(moment_of(facts["due_before"])),
    }
    return _("%(what)s: goes on, due %(day)s (was: %(before)s)") % place


def _recounted(facts: Facts, names: Names) -> str:
    place = {
        "what": word("promise", facts["kind"]),
        "day": formats.day_time(moment_of(facts["due_at"])),
        "before": formats.day_time(moment_of(facts["due_before"])),
    }
    return _("%(what)s: counted anew, due %(day)s (was: %(before)s)") % place


def _replaced(facts: Facts, names: Names) -> str:
    return _("A promise was renegotiated")


def _released(facts: Facts, names: Names) -> str:
    if facts["note"]:
        return _("A promise is no longer owed: %(note)s") % {"note": facts["note"]}
    return _("A promise is no longer owed")


def _ticked(facts: Facts, names: Names) -> str:
    return _("Done: %(step)s") % {"step": facts["words"]}


def _unticked(facts: Facts, names: Names) -> str:
    return _("Not done after all: %(step)s") % {"step": facts["words"]}


def _called(facts: Facts, names: Names) -> str:
    if facts["message_id"] is None:
        return _("Called, but nobody was reached")
    return _("They called") if facts["direction"] == "in" else _("We called")


def _tried(facts: Facts, names: Names) -> str:
    place = {"guide": facts["name"], "advice": facts["advice"]}
    if facts["solved"]:
        return _("%(guide)s helped: %(advice)s") % place
    return _("%(guide)s did not help: %(advice)s") % place


def _macro_run(facts: Facts, names: Names) -> str:
    place = {"name": facts["name"], "version": facts["version"]}
    return _("Ran “%(name)s” (version %(version)s)") % place


def _undone(facts: Facts, names: Names) -> str:
    if facts["name"]:
        return _("Undone: “%(name)s”") % {"name": facts["name"]}
    return _("Undone, as one of many cases")


def _joined_incident(facts: Facts, names: Names) -> str:
    return _("Part of the incident “%(title)s”") % {"title": facts["title"]}


def _left_incident(facts: Facts, names: Names) -> str:
    return _("No longer part of the incident “%(title)s”") % {"title": facts["title"]}


def _kinds(kinds: Iterable[str]) -> str:
    return ", ".join(word("finding", kind) for kind in kinds)


def _found(facts: Facts, names: Names) -> str:
    return _("The customer: %(what)s") % {"what": _kinds(facts["kinds"])}


def _missed(facts: Facts, names: Names) -> str:
    return _("Noticed that the customer %(what)s") % {"what": _kinds([facts["kind"]])}


def _refused(facts: Facts, names: Names) -> str:
    return _("Not so: %(what)s “%(words)s”") % {
        "what": _kinds([facts["kind"]]),
        "words": facts["words"],
    }


def _restored_finding(facts: Facts, names: Names) -> str:
    return _("So after all: %(what)s “%(words)s”") % {
        "what": _kinds([facts["kind"]]),
        "words": facts["words"],
    }


def _alarmed(facts: Facts, names: Names) -> str:
    return _("Goes before the others: the customer %(what)s") % {"what": _kinds(facts["kinds"])}


def _approval_asked(facts: Facts, names: Names) -> str:
    return _("Asked for a yes: %(what)s (%(reason)s)") % _approval(facts)


def _approval_waits(facts: Facts, names: Names) -> str:
    return _("Still waits for a yes: %(what)s") % _approval(facts)


def _granted(facts: Facts, names: Names) -> str:
    if facts["reason"]:
        return _("Given: %(what)s (%(reason)s)") % _approval(facts)
    return _("Given: %(what)s") % _approval(facts)


def _approval_refused(facts: Facts, names: Names) -> str:
    return _("Refused: %(what)s (%(reason)s)") % _approval(facts)


def _approval_withdrawn(facts: Facts, names: Names) -> str:
    return _("No longer asked: %(what)s") % _approval(facts)


def _approval(facts: Facts) -> dict[str, str]:
    money = Money(facts["amount_minor"], facts["currency"])
    right = facts.get("right")
    what = law_word("right", right) if right else formats.money(money)
    return {"what": what, "reason": facts.get("reason", "")}


def _shop_told(facts: Facts, names: Names) -> str:
    what = {"what": _command(facts)}
    if facts["is_by_hand"]:
        return _("To be done by hand in the shop: %(what)s") % what
    return _("The shop is told: %(what)s") % what


def _shop_answered(facts: Facts, names: Names) -> str:
    place = {"what": _command(facts), "why": facts["why"]}
    match facts["outcome"], facts["is_by_hand"]:
        case "done", True:
            return _("Done by hand in the shop: %(what)s (%(why)s)") % place
        case "pending", _by_the_shop:
            return _("Written down in the shop, the money is still to go out: %(what)s") % place
        case "done", _by_the_shop:
            return _("The shop has done it: %(what)s") % place
        case "refused", True:
            return _("Will not be done in the shop: %(what)s (%(why)s)") % place
        case "refused", _by_the_shop:
            return _("The shop said no: %(what)s (%(why)s)") % place
    return _("Look in the shop whether it was done: %(what)s") % place


def _command(facts: Facts) -> str:
    return in_short(facts["kind"], facts["amount_minor"], facts["currency"])


_TELLERS: dict[str, Callable[[Facts, Names], str]] = {
    "CaseOpened": _opened,
    "CaseAssigned": _assigned,
    "CaseChanged": _changed,
    "CaseNoted": _noted,
    "CustomerMarked": _marked,
    "CustomerMarkLifted": _mark_lifted,
    "FactsAsked": _facts_asked,
    "FactsTold": _facts_told,
    "CaseFollowed": _followed,
    "CaseUnfollowed": _unfollowed,
    "CaseSnoozed": _snoozed,
    "CaseWoken": _woken,
    "CaseClosed": _closed,
    "CaseReopened": _reopened,
    "CaseMerged": _merged,
    "CaseLinked": _linked,
    "CaseJoined": _joined,
    "CaseJoinedIncident": _joined_incident,
    "CaseLeftIncident": _left_incident,
    "MacroRun": _macro_run,
    "BulkUndone": _undone,
    "CaseSplit": _split,
    "CaseRestored": _restored,
    "DeletedCaseAnswered": _answered_deleted,
    "ThreadOpened": _thread_opened,
    "MessageReceived": _received,
    "MessageWritten": _written,
    "MessageSent": _sent,
    "MessageWithdrawn": _withdrawn,
    "SendingFailed": _failed,
    "SendingDecided": _resolved,
    "MessageBounced": _bounced,
    "CallEnded": _called,
    "StepTicked": _ticked,
    "StepUnticked": _unticked,
    "GuideTried": _tried,
    "FindingsMade": _found,
    "FindingMissed": _missed,
    "FindingRefused": _refused,
    "FindingRestored": _restored_finding,
    "MoodAlarmed": _alarmed,
    "ShopTold": _shop_told,
    "ShopAnswered": _shop_answered,
    "ApprovalAsked": _approval_asked,
    "ApprovalWaits": _approval_waits,
    "ApprovalGranted": _granted,
    "ApprovalRefused": _approval_refused,
    "ApprovalWithdrawn": _approval_withdrawn,
    "PromiseMade": _promised,
    "PromiseAtRisk": _at_risk,
    "PromiseEscalated": _escalated,
    "PromiseOverlong": _overlong,
    "PromiseBroken": _broken,
    "PromiseKept": _kept,
    "PromiseReopened": _owed_again,
    "PromisePaused": _paused,
    "PromiseRecounted": _recounted,
    "PromiseResumed": _resumed,
    "PromiseReplaced": _replaced,
    "PromiseReleased": _released,
}


def _name(staff_id: str, names: Names) -> str:
    return names.get(UUID(staff_id), "?")


def _field(field: str) -> str:
    if field.startswith("fact:"):
        return word("fact", field.removeprefix("fact:"))
    names = {
        "subject": _("Subject"),
        "kind": _("Kind"),
        "order": _("Order"),
        "customer": _("Customer"),
        "language": _("Language"),
    }
    return names.get(field, field)


def _value(field: str, value: str) -> str:
    if field in {"kind", "language"}:
        return word(field, value)
    if field.startswith("fact:") and value:
        return fact_words(field.removeprefix("fact:"), value)
    return value

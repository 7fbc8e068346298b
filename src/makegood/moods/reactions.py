"""What is found because of news from the rooms below."""

from uuid import UUID

from makegood.cases.actions.assigning import assign
from makegood.cases.events import CaseMerged, CaseReopened, CaseSplit, RearrangementTakenBack
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.events import reacts_to
from makegood.kernel.log import in_hand
from makegood.messages.events import MessageBounced, MessageReceived
from makegood.messages.models import Message, Thread
from makegood.moods.actions.finding import alarm_again, find_in, weigh
from makegood.moods.events import MoodAlarmed


@reacts_to(MessageReceived)
def look_for_moods(event: MessageReceived) -> None:
    """A person's word to us is read; automatic mail, suppliers and carriers are not."""
    if event.auto != "none" or event.side != "customer":
        return
    message = in_hand(Message, event.message_id) or _message(event.message_id)
    find_in(message, event.case_id)


@reacts_to(MoodAlarmed)
def give_to_senior(event: MoodAlarmed) -> None:
    """A case of a team that nobody has goes to its senior, unless they are away."""
    case = Case.objects.select_related("team__senior").get(pk=event.case_id)
    senior = case.team.senior if case.team else None
    if senior is None or not senior.is_active or senior.is_away(clock.now()):
        return
    if case.assignee_id is None:
        assign(case, None, senior)


@reacts_to(CaseReopened)
def alarm_again_when_reopened(event: CaseReopened) -> None:
    """What nobody has answered goes before the others again, and those who lead had forgotten it with the closure."""
    alarm_again(event.case_id)


@reacts_to(MessageBounced)
def alarm_again_when_bounced(event: MessageBounced) -> None:
    """The answer that had calmed those who lead never arrived; one to a supplier, or of the desk's own, had calmed nobody."""
    if event.purpose == Message.Purpose.WORD and event.side == Thread.With.CUSTOMER:
        alarm_again(event.case_id)


@reacts_to(CaseMerged)
def weigh_joined(event: CaseMerged) -> None:
    """The words of both are in one case now."""
    weigh(event.into_id)


@reacts_to(CaseSplit)
def weigh_split(event: CaseSplit) -> None:
    """What was found goes with the words."""
    weigh(event.case_id)
    weigh(event.other_id)


@reacts_to(RearrangementTakenBack)
def weigh_taken_back(event: RearrangementTakenBack) -> None:
    """The words are where they were."""
    for case_id in Case.objects.filter(pk__in=(event.case_id, event.other_id)).values_list(
        "pk", flat=True
    ):
        weigh(case_id)


def _message(message_id: UUID) -> Message:
    return Message.objects.select_related("thread__case").get(pk=message_id)

"""Deleting a case from its page: what goes is said before, and nothing goes unless it is meant."""

from django.test import Client
from django.urls import reverse

from makegood.cases.models import Case
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_message


def test_who_leads_is_told_what_goes_and_has_to_mean_it(people: Cast, desk: Client) -> None:
    case = make_case()
    make_message(case)
    make_message(case)
    page = reverse("console:deletion", args=[case.number])
    owner = Client()
    owner.force_login(people.owner)

    assert page in owner.get(reverse("console:case", args=[case.number])).content.decode()
    assert "2 messages" in owner.get(page).content.decode()
    unmeant = owner.post(page, {"reason": "Asked to be forgotten"})
    assert unmeant.status_code == 422
    assert Case.objects.get() == case

    gone = owner.post(page, {"reason": "Asked to be forgotten", "is_meant": "on"}, follow=True)

    assert f"Case #{case.number} is deleted" in gone.content.decode()
    assert not Case.objects.exists()
    audit = owner.get(reverse("console:audit")).content.decode()
    assert str(case.number) in audit
    assert "Reason: Asked to be forgotten" in audit


def test_an_agent_may_not(desk: Client) -> None:
    case = make_case()
    page = reverse("console:deletion", args=[case.number])

    answer = desk.post(page, {"reason": "Asked to be forgotten", "is_meant": "on"})

    assert answer.status_code == 403
    assert page not in desk.get(reverse("console:case", args=[case.number])).content.decode()
    assert Case.objects.get() == case

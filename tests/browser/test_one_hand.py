"""Every step of an agent's day by the keyboard alone, and by a thumb on a phone: nothing is out of reach of either."""

from collections.abc import Callable
from typing import Protocol

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import PHONE, Site

from makegood.bulk.actions.carrying_out import carry_out
from makegood.bulk.models import Bulk
from makegood.cases.models import Case
from makegood.messages.actions.accounts import post_office
from makegood.messages.models import Call
from makegood.playbooks.actions.writing import make_playbook
from makegood.playbooks.queries import versions_of
from makegood.testing.makers import make_case, make_message, make_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.thorough,
    pytest.mark.django_db(transaction=True),
]
MOST_TABS = 170


class Hand(Protocol):
    """A way to use a page."""

    def use(self, what: Locator) -> None: ...
    def write(self, where: Locator, words: str) -> None: ...
    def choose(self, where: Locator, label: str) -> None: ...
    def pick(self, instead_of: Locator, what: Locator) -> None: ...


class Keyboard:
    """Tab until it has the focus, as who has no mouse does; what can't be reached so fails."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def use(self, what: Locator) -> None:
        self._reach(what)
        is_box = what.evaluate("one => one.matches('input[type=checkbox], input[type=radio]')")
        self.page.keyboard.press("Space" if is_box else "Enter")

    def write(self, where: Locator, words: str) -> None:
        self._reach(where)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def choose(self, where: Locator, label: str) -> None:
        self._reach(where)
        self.page.keyboard.type(label)

    def pick(self, instead_of: Locator, what: Locator) -> None:
        self._reach(instead_of)
        self.page.keyboard.press("ArrowRight")
        expect(what).to_be_checked()

    def _reach(self, what: Locator) -> None:
        expect(what).to_be_attached()
        for _ in range(MOST_TABS):
            if what.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"no Tab leads to {what}")


class Thumb:
    """A touch, where it is large enough and nothing lies over it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def use(self, what: Locator) -> None:
        what.tap()

    def write(self, where: Locator, words: str) -> None:
        where.tap()
        where.fill(words)

    def choose(self, where: Locator, label: str) -> None:
        where.select_option(label=label)

    def pick(self, instead_of: Locator, what: Locator) -> None:
        self.page.locator(f"label[for={what.get_attribute('id')}]").tap()
        expect(what).to_be_checked()


def by_keyboard(site: Site, who: str) -> tuple[Page, Hand]:
    page = site.visit(getattr(site.people, who))
    return page, Keyboard(page)


def by_thumb(site: Site, who: str) -> tuple[Page, Hand]:
    page = site.visit(getattr(site.people, who), viewport=PHONE, has_touch=True, is_mobile=True)
    return page, Thumb(page)


Way = Callable[[Site, str], tuple[Page, Hand]]
both_ways = pytest.mark.parametrize("way", [by_keyboard, by_thumb], ids=["keyboard", "thumb"])


@pytest.fixture
def mug() -> Case:
    post_office(make_shop())
    case = make_case(subject="Broken mug")
    make_message(case, "The mug came in pieces.", from_address="carla@customer.example")
    return case


def beside(page: Page, hand: Hand) -> None:
    """On a phone what stands beside the conversation is a page of its own."""
    tab = page.get_by_role("link", name="Person and facts")
    if tab.is_visible():
        hand.use(tab)


def in_front(page: Page, hand: Hand) -> None:
    """And back."""
    tab = page.get_by_role("link", name="Conversation")
    if tab.is_visible():
        hand.use(tab)


@both_ways
def test_a_case_is_taken_sorted_and_put_aside(site: Site, mug: Case, way: Way) -> None:
    page, hand = way(site, "agent")
    page.goto(reverse("console:inbox"))
    hand.use(page.get_by_role("link", name="Broken mug"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Broken mug")

    hand.use(page.locator("summary", has_text="Assign"))
    hand.use(page.get_by_role("button", name="Take it myself"))
    expect(page.locator("#cover summary").filter(has_text="Ana Agent")).to_be_visible()
    hand.use(page.locator("#cover summary", has_text="More"))
    hand.use(page.locator("#changing summary"))
    hand.choose(page.get_by_label("Kind"), "Damaged")
    hand.use(page.locator("#changing").get_by_role("button", name="Save"))
    expect(page.locator("#changing")).not_to_have_attribute("open", "")

    beside(page, hand)
    hand.write(page.get_by_label("New tag"), "fragile")
    hand.use(page.get_by_role("button", name="Add the tag"))
    expect(page.locator("#tags")).to_contain_text("fragile")
    hand.use(page.locator("summary", has_text="Add a promise"))
    page.locator("#new-promise-day").fill("2031-05-06")  # each browser has a calendar of its own
    hand.use(page.get_by_role("button", name="Promise it"))
    expect(page.locator("#promises")).to_contain_text("6 May 2031")
    assert complaints(page) == []

    in_front(page, hand)
    hand.use(page.locator("#cover summary", has_text="Snooze"))
    hand.use(page.get_by_role("button", name="For a week"))
    expect(page.get_by_text("is put aside")).to_be_visible()
    mug.refresh_from_db()
    assert (mug.kind, mug.assignee, mug.is_snoozed) == ("damaged", site.people.agent, True)
    assert [tag.name for tag in mug.tags.all()] == ["fragile"]


@both_ways
def test_an_answer_is_written_taken_back_and_sent_and_the_case_closed(
    site: Site, mug: Case, way: Way
) -> None:
    page, hand = way(site, "agent")
    page.goto(reverse("console:case", args=[mug.number]))

    hand.write(page.get_by_label("Your answer"), "A new mug leaves today.")
    hand.use(page.get_by_role("button", name="Send", exact=True))
    hand.use(page.get_by_role("complementary", name="Undo").get_by_role("button", name="Undo"))
    expect(page.get_by_label("Your answer")).to_have_value("A new mug leaves today.")
    hand.use(page.get_by_role("button", name="Send", exact=True))
    expect(page.locator(".said-out")).to_contain_text("A new mug leaves today.")

    hand.pick(page.locator("#mode-answer"), page.locator("#mode-note"))
    hand.write(page.get_by_role("textbox", name="Note for colleagues"), "Mug ordered")
    hand.use(page.get_by_role("button", name="Leave the note"))
    expect(page.locator(".said-note")).to_contain_text("Mug ordered")

    hand.use(page.locator("#cover").get_by_role("button", name="Close", exact=True))
    why = page.get_by_label("Why the case ends all the same")
    hand.write(why, "She has it in writing")
    hand.use(page.get_by_role("button", name="Close all the same"))
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    mug.refresh_from_db()
    assert mug.is_closed


@both_ways
def test_many_cases_get_a_tag(site: Site, mug: Case, way: Way) -> None:
    make_case(subject="Broken plate")
    page, hand = way(site, "agent")
    page.goto(reverse("console:inbox"))

    for number in Case.objects.values_list("number", flat=True):
        hand.use(page.get_by_label(f"Mark case {number}"))
    hand.use(page.get_by_role("button", name="Do something with them"))
    hand.write(page.get_by_label("Add tags"), "storm")
    hand.use(page.get_by_role("button", name="Do it to 2 cases"))
    expect(page.get_by_text("0 of 2 cases")).to_be_visible()
    carry_out(Bulk.objects.get().pk)

    expect(page.get_by_text("Done to 2 cases.")).to_be_visible()
    assert Case.objects.filter(tags__name="storm").count() == 2


@both_ways
def test_a_call_is_logged(site: Site, mug: Case, way: Way) -> None:
    page, hand = way(site, "agent")
    page.goto(reverse("console:calls"))

    hand.use(page.get_by_role("button", name="Somebody is calling"))
    hand.write(page.get_by_label("Number or name"), "Carla")
    hand.use(page.get_by_role("button", name=f"Go on with #{mug.number}"))
    hand.write(page.get_by_label("Notes, only for colleagues"), "She wants a new one.")
    hand.use(page.get_by_role("button", name="End the call"))

    expect(page.get_by_text("The call is logged.")).to_be_visible()
    assert Call.objects.get().summary == "She wants a new one."


@both_ways
def test_a_setting_is_found_and_saved(site: Site, mug: Case, way: Way) -> None:
    page, hand = way(site, "owner")
    page.goto(reverse("console:settings"))

    hand.write(page.get_by_label("Find a setting"), "holiday")
    expect(page.locator("#settings-pages li")).to_have_count(2)  # one looks before one goes on
    hand.use(page.locator("#settings-pages").get_by_role("link", name="Hours and promises"))
    hand.write(page.locator("[name=silence_days]"), "5")
    hand.use(page.get_by_role("button", name="Save", exact=True))

    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert mug.shop.silence_days != 5
    mug.shop.refresh_from_db()
    assert mug.shop.silence_days == 5


@both_ways
def test_two_cases_are_joined_and_taken_apart_again(site: Site, mug: Case, way: Way) -> None:
    twin = make_case(subject="Mug once more")
    make_message(twin, "Did you get my mail?", from_address="carla@customer.example")
    page, hand = way(site, "agent")
    page.goto(reverse("console:case", args=[twin.number]))

    hand.use(page.locator("#cover summary", has_text="More"))
    hand.use(page.locator("#joining summary"))
    hand.write(page.get_by_label("Join into case number"), str(mug.number))
    hand.use(page.get_by_role("button", name="Join", exact=True))
    expect(page.locator(".rearranged")).to_contain_text(f"Case #{twin.number} joined this one")
    expect(page.locator("#conversation")).to_contain_text("Did you get my mail?")
    assert complaints(page) == []

    hand.use(page.locator(".rearranged").get_by_role("button", name="Undo"))
    expect(page.get_by_text("Undone. Everything is where it was.")).to_be_visible()
    expect(page.locator("#conversation")).not_to_contain_text("Did you get my mail?")
    assert list(twin.messages.values_list("text", flat=True)) == ["Did you get my mail?"]


@both_ways
def test_a_playbook_gets_a_step(site: Site, mug: Case, way: Way) -> None:
    book = make_playbook(mug.shop, "damaged", "en")
    page, hand = way(site, "owner")
    page.goto(reverse("console:playbooks"))

    hand.use(page.get_by_role("link", name="Damaged"))
    hand.use(page.get_by_role("button", name="Add a step").first)
    new = page.locator("fieldset").first.get_by_label("For the colleague").last
    expect(new).to_be_focused()  # where one goes on, and in sight
    expect(new).to_be_in_viewport()
    hand.write(new, "Ask for the box as well")
    hand.use(page.get_by_role("button", name="Show it as on a case"))
    expect(page.locator("#preview")).to_contain_text("Ask for the box as well")
    assert complaints(page) == []

    hand.use(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("Saved. Cases that have begun")).to_be_visible()
    assert versions_of(book)[0].read[0].steps[-1].title == "Ask for the box as well"

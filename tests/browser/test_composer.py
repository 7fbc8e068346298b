"""Writing an answer in a real browser: prepared answers by key, what the desk asks before it sends, words never lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Site
from tests.browser.test_daily_work import a_case_with_mail

from makegood.cases.models import Case
from makegood.messages.actions.templating import save_template, seed_templates
from makegood.messages.models import Dispatch, Draft, Message, Template
from makegood.people.models import Staff
from makegood.testing.makers import make_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def an_italian_case() -> Case:
    shop = make_shop(languages=["it", "en"])
    seed_templates(shop)
    case = a_case_with_mail()
    Case.objects.filter(pk=case.pk).update(language="it", kind="damaged")
    return case


def opened(site: Site, case: Case, **options: object) -> Page:
    page = site.visit(site.people.agent, **options)
    page.goto(f"/cases/{case.number}/")
    return page


def test_what_was_sent_does_not_come_back_into_the_composer(site: Site) -> None:
    page = opened(site, a_case_with_mail())
    body = page.get_by_label("Your answer")

    body.fill("A new mug leaves today, with our apologies.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("button", name="Undo").first).to_be_visible()
    page.wait_for_load_state("networkidle")

    expect(body).to_have_value("")
    assert Draft.objects.count() == 0


def test_a_slash_finds_a_prepared_answer_by_keyboard_alone(site: Site) -> None:
    page = opened(site, an_italian_case())
    body = page.get_by_label("Your answer")

    page.keyboard.press("r")
    page.keyboard.type("Gentile signora,\n/", delay=5)
    options = page.get_by_role("listbox", name="Templates").get_by_role("option")
    expect(options.first).to_contain_text("Arrivato danneggiato")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.type("tempo", delay=5)
    expect(options).to_have_count(2)
    expect(options.first).to_contain_text("Ci serve ancora un po’ di tempo")
    expect(options.first).not_to_contain_text("ormal")
    page.keyboard.press("ArrowDown")
    active = body.get_attribute("aria-activedescendant")
    expect(options.nth(1)).to_have_id(str(active))
    expect(options.nth(1)).to_contain_text("Informal")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    expect(body).to_have_value(
        re.compile(r"^Gentile signora,\n\nBuongiorno Carla,\n\ngrazie per la pazienza")
    )
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.locator(".saved")).to_contain_text("Draft saved")
    assert Template.objects.get(name__startswith="Ci serve", tone="formal").used == 1

    page.keyboard.press("Control+z")
    expect(body).to_have_value(re.compile(r"/tempo$"))


def test_the_bar_that_undoes_can_be_put_away_by_key_and_the_answer_leaves(site: Site) -> None:
    page = opened(site, a_case_with_mail())
    page.get_by_label("Your answer").fill("A new mug leaves today.")
    page.get_by_role("button", name="Send and close").click()
    bar = page.get_by_role("complementary", name="Undo")
    expect(bar).to_be_visible()

    bar.get_by_role("button", name="Close").focus()
    page.keyboard.press("Enter")

    expect(bar).to_have_count(0)
    expect(page.locator("main")).to_be_focused()
    assert Message.objects.filter(direction="out").exists()


def test_a_name_chosen_before_a_space_is_followed_by_that_one(site: Site) -> None:
    page = opened(site, a_case_with_mail())
    page.keyboard.press("n")
    page.keyboard.type("Ask  about it")
    for _ in range(len(" about it")):
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("@Ol", delay=5)
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Enter")

    expect(page.locator("textarea:focus")).to_have_value("Ask @Olga Owner about it")


def test_a_slash_within_words_offers_nothing_and_escape_leaves(site: Site) -> None:
    page = opened(site, an_italian_case())

    page.keyboard.press("r")
    page.keyboard.type("and/or", delay=5)
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.type(" /", delay=5)
    expect(page.get_by_role("listbox", name="Templates")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.get_by_label("Your answer")).to_be_focused()


def test_the_menu_opens_with_the_cases_language_and_folds_the_rest(site: Site) -> None:
    page = opened(site, an_italian_case())
    menu = page.locator("#templates")

    page.keyboard.press("t")

    expect(page.get_by_label("Search the templates")).to_be_focused()
    expect(menu.get_by_role("button", name="Arrivato danneggiato").first).to_be_visible()
    expect(menu.get_by_role("button", name="Arrived damaged")).to_be_hidden()
    expect(menu.get_by_role("button", name="Dov’è il pacco").first).to_be_hidden()
    page.keyboard.type("we ask", delay=5)
    expect(menu.get_by_role("button", name="Arrivato danneggiato").first).to_be_hidden()
    expect(menu.get_by_role("button", name="We ask the carrier")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.get_by_label("Your answer")).to_have_value(re.compile("^Hello Carla,"))
    selected = "body => body.value.slice(body.selectionStart, body.selectionEnd)"
    assert page.get_by_label("Your answer").evaluate(selected) == "{{ parcel.carrier }}"


def test_what_a_template_promises_stands_below_the_answer_and_is_noted(site: Site) -> None:
    case = a_case_with_mail()
    body = "Hello {{ customer.first_name }}, we pay your money back."
    save_template(
        case.shop,
        None,
        name="Refund",
        language="en",
        body=body,
        promise_kind="money",
        promise_days=5,
    )
    page = opened(site, case)

    page.keyboard.press("t")
    page.keyboard.type("refund", delay=5)
    page.keyboard.press("Enter")
    expect(page.locator("#composer-state")).to_contain_text("The template promises: Money back")
    page.get_by_label("Your answer").press("End")
    page.keyboard.type(" With our apologies.", delay=5)
    expect(page.locator("#composer-state")).to_contain_text("The template promises: Money back")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("button", name="Undo").first).to_be_visible()

    assert case.promises.get(source="template").kind == "money"


def test_a_template_is_put_in_without_javascript(site: Site) -> None:
    page = opened(site, an_italian_case(), java_script_enabled=False)

    page.get_by_label("Your answer").fill("Prima.")
    page.locator("#templates > summary").click()
    page.locator("#templates").get_by_role("button", name="Arrivato danneggiato").first.click()

    expect(page.get_by_label("Your answer")).to_have_value(
        re.compile(r"^Prima\.\n\nBuongiorno Carla,")
    )


def test_what_is_doubtful_is_asked_once_and_shown_in_the_text(site: Site) -> None:
    case = a_case_with_mail()
    page = opened(site, case)
    body = page.get_by_label("Your answer")
    selected = "body => body.value.slice(body.selectionStart, body.selectionEnd)"

    page.keyboard.press("r")
    page.keyboard.type("Hello Carla, 👋 the label is attached. Yours, [name]", delay=2)
    page.keyboard.press("Control+Enter")
    asked = page.locator("#composer-doubts")
    expect(asked.get_by_role("listitem")).to_have_count(2)
    expect(body).to_be_focused()
    assert body.evaluate(selected) == "[name]"
    assert not Dispatch.objects.exists()

    page.keyboard.type("Ana")
    asked.get_by_role("button", name=re.compile("Show in the text: “is attached”")).click()
    assert body.evaluate(selected) == "is attached"
    page.keyboard.press("Control+Enter")
    expect(asked.get_by_role("listitem")).to_have_count(1)

    asked.get_by_role("button", name="Send anyway").click()
    expect(page.get_by_text("Leaves in a moment")).to_be_visible()
    assert Message.objects.get(direction="out").text.endswith("Yours, Ana")


def test_the_second_press_of_the_same_key_sends(site: Site) -> None:
    page = opened(site, a_case_with_mail())

    page.keyboard.press("r")
    page.keyboard.type("Hello Carla, the label is attached.", delay=2)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#composer-doubts").get_by_role("listitem")).to_have_count(1)
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("Leaves in a moment")).to_be_visible()
    assert Dispatch.objects.count() == 1


def test_doubts_are_asked_without_javascript(site: Site) -> None:
    page = opened(site, a_case_with_mail(), java_script_enabled=False)

    page.get_by_label("Your answer").fill("Hello Carla, the label is attached.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("“is attached”, but no file is attached.")).to_be_visible()
    expect(page.get_by_label("Your answer")).to_have_value("Hello Carla, the label is attached.")
    page.get_by_role("button", name="Send anyway").click()

    expect(page.get_by_text("Leaves in a moment")).to_be_visible()


def test_words_typed_while_the_session_ended_survive_the_sign_in(
    site: Site, eventually: Callable[[Callable[[], bool], float], float]
) -> None:
    case = a_case_with_mail()
    page = opened(site, case)
    page.keyboard.press("r")
    page.keyboard.type("Hello Carla, ", delay=2)
    expect(page.locator(".saved")).to_contain_text("Draft saved")

    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.context.add_cookies([one for one in cookies if "session" not in one["name"]])
    page.keyboard.type("the mug is coming.", delay=2)
    page.get_by_role("alert").get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").fill(site.people.agent.email)
    page.get_by_label("Password", exact=True).fill("correct horse 42")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_label("Your answer")).to_have_value("Hello Carla, the mug is coming.")
    whole = "Hello Carla, the mug is coming."
    eventually(lambda: Draft.objects.get(case=case).body == whole, 5)
    # HTMX tells the console of each answer that is an error; here one was wanted.
    site.problems[:] = [one for one in site.problems if "401" not in one]


def sign_out_behind(page: Page) -> None:
    """The session ends on the server; the page does not know."""
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.context.add_cookies([one for one in cookies if "session" not in one["name"]])


def sign_in_again(page: Page, site: Site, staff: Staff | None = None) -> None:
    page.get_by_label("E-mail address").fill((staff or site.people.agent).email)
    page.get_by_label("Password", exact=True).fill("correct horse 42")
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_note_and_a_call_typed_while_the_session_ended_survive_the_sign_in(site: Site) -> None:
    case = a_case_with_mail()
    page = opened(site, case)
    page.keyboard.press("n")
    sign_out_behind(page)
    page.keyboard.type("Asked the carrier.")
    page.get_by_role("alert").get_by_role("link", name="Sign in").click()
    sign_in_again(page, site)

    note = page.locator("#note-body")
    expect(note).to_be_visible()
    expect(note).to_have_value("Asked the carrier.")
    page.reload()
    expect(note).to_have_value("")  # once: what is left now was left on purpose

    page.goto("/calls/")
    page.get_by_role("button", name="Somebody is calling").click()
    page.get_by_label("Name of somebody new").fill("Carla Customer")
    sign_out_behind(page)
    page.get_by_role("button", name="Begin a new case").click()
    sign_in_again(page, site)

    expect(page.get_by_label("Name of somebody new")).to_have_value("Carla Customer")
    page.get_by_role("button", name="Begin a new case").click()
    expect(page.get_by_label("Notes, only for colleagues")).to_be_visible()
    site.problems[:] = [one for one in site.problems if "401" not in one]


def test_what_somebody_typed_waits_for_them_and_for_nobody_else(site: Site) -> None:
    case = a_case_with_mail()
    page = opened(site, case)
    page.keyboard.press("n")
    sign_out_behind(page)
    page.keyboard.type("Asked the carrier.")
    page.get_by_role("alert").get_by_role("link", name="Sign in").click()
    sign_in_again(page, site, site.people.owner)

    note = page.locator("#note-body")
    expect(note).to_have_value("")
    told = page.get_by_text("Their words wait for them in this window")
    expect(told).to_be_visible()
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(told).to_be_hidden()  # once is enough
    sign_out_behind(page)
    page.reload()
    sign_in_again(page, site)

    expect(note).to_have_value("Asked the carrier.")
    site.problems[:] = [one for one in site.problems if "401" not in one]


def test_two_windows_lose_no_word(site: Site) -> None:
    case = a_case_with_mail()
    first, second = opened(site, case), opened(site, case)
    first.get_by_label("Your answer").fill("From the first window")
    expect(first.locator(".saved")).to_contain_text("Draft saved")

    second.get_by_label("Your answer").fill("From the second window")
    second.get_by_role("button", name="Take both").click()

    both = "From the first window\n\nFrom the second window"
    expect(second.get_by_label("Your answer")).to_have_value(both)
    first.get_by_label("Your answer").fill("Typed on in the first")
    expect(first.get_by_role("alert")).to_contain_text("changed in another window")
    first.goto(f"/cases/{case.number}/draft/earlier/")
    expect(first.get_by_text("Typed on in the first")).to_be_visible()


def test_an_earlier_draft_is_put_back_by_keyboard(site: Site) -> None:
    case = a_case_with_mail()
    page = opened(site, case)
    long = "We are sorry that the mug came in pieces, and will send another one today."
    page.get_by_label("Your answer").fill(long)
    expect(page.locator(".saved")).to_contain_text("Draft saved")
    page.get_by_label("Your answer").fill("No.")
    page.wait_for_timeout(900)

    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.get_by_text("before much of it was deleted")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("Enter")

    expect(page.get_by_label("Your answer")).to_have_value(long)


PASTE = """(body, count) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 40;
    canvas.toBlob((blob) => {
        const held = new DataTransfer();
        for (let i = 0; i < count; i++) held.items.add(new File([blob], "image.png", { type: "image/png" }));
        body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true }));
    });
}"""


def test_pictures_are_pasted_shown_and_sent(site: Site) -> None:
    case = a_case_with_mail()
    page = opened(site, case)
    body = page.get_by_label("Your answer")
    body.fill("Hello Carla, the label is attached.")

    body.evaluate(PASTE, 2)
    expect(page.locator("#composer-files .chip")).to_have_count(2)
    expect(page.locator("#composer-files .chip").first).to_contain_text("image-")
    expect(page.locator("#uploads progress")).to_have_count(0)
    page.get_by_role("button", name="Remove image-").first.click()
    expect(page.locator("#composer-files .chip")).to_have_count(1)
    body.focus()
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("Leaves in a moment")).to_be_visible()
    assert Message.objects.get(direction="out").attachments.count() == 1


def test_two_hundred_files_are_refused_before_one_is_sent(site: Site) -> None:
    page = opened(site, a_case_with_mail())
    body = page.get_by_label("Your answer")
    body.focus()

    body.evaluate(PASTE, 200)

    expect(page.get_by_role("alert")).to_contain_text("at most 50 files; these would be 200")
    expect(page.locator("#composer-files .chip")).to_have_count(0)


@pytest.mark.thorough
def test_typing_never_waits_for_a_draft_save(site: Site) -> None:
    """At a quarter of the machine's speed no task while typing is long enough to drop a frame one would see."""
    page = opened(site, an_italian_case())
    page.evaluate(
        "() => { window.long = []; new PerformanceObserver((list) => {"
        " for (const one of list.getEntries()) window.long.push(Math.round(one.duration)); })"
        ".observe({ entryTypes: ['longtask'] }); }"
    )
    page.keyboard.press("r")
    page.keyboard.type("Hello", delay=20)
    expect(page.locator(".saved")).to_contain_text("Draft saved")
    page.wait_for_timeout(500)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    rounds = []
    for _pause in range(5):
        page.evaluate("() => { window.long.length = 0; }")
        page.keyboard.type(" The mug is coming by Friday.", delay=30)
        page.wait_for_timeout(1000)  # a pause, in which the draft is saved
        rounds.append(page.evaluate("() => window.long.filter((one) => one > 50)"))
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})

    # The best of five: a machine that runs other tests meanwhile may be slow at times.
    assert [] in rounds, rounds
    assert Draft.objects.get().body.count("Friday") >= 4


@pytest.mark.thorough
def test_a_pasted_megabyte_is_kept_and_one_goes_on_typing(
    site: Site, eventually: Callable[[Callable[[], bool], float], float]
) -> None:
    case = a_case_with_mail()
    page = opened(site, case)
    body = page.get_by_label("Your answer")
    # 👩‍🔧 is one figure of several marks, שלום runs the other way, é is a letter and a mark.
    body.fill("\n".join(["👩‍🔧 שלום e\u0301 <b>mug</b> " * 150] * 240))
    body.press("Control+End")
    page.keyboard.type("The end.")

    eventually(lambda: Draft.objects.filter(body__endswith="The end.").exists(), 30)
    assert len(Draft.objects.get(case=case).body) > 800_000

"""Days of law as fields of a template, in the customer's language."""

import pytest
from tests.rights.test_rights_of_a_case import TODAY, a_french_order

from makegood.cases.actions.facts import set_fact
from makegood.kernel import clock
from makegood.messages.rules import fill_template
from makegood.rights.wording import fields_of

pytestmark = pytest.mark.django_db
BODY = "Return: {{ order.return_until }}. Guarantee: {{ order.guarantee_until }}."


def filled(case) -> str:
    return fill_template(BODY, fields_of(case)).text


def test_known_days_are_written_out_and_unknown_ones_are_told_as_a_span() -> None:
    with clock.frozen(TODAY):
        case = a_french_order(language="en")
        known = filled(case)
        case.language = "lt"
        lithuanian = filled(case)
        case.language = "en"
        case.order.parcels.update(delivered_at=None)
        waiting = filled(case)

    assert known == "Return: 28 December 2026. Guarantee: 11 December 2028."
    assert "2026 m. gruodžio 28 d." in lithuanian
    assert waiting == (
        "Return: 14 days after you have received everything. Guarantee: 2 years after you have received it."
    )


def test_a_right_that_is_none_stays_a_field_for_the_agent_to_see() -> None:
    with clock.frozen(TODAY):
        case = a_french_order()
        set_fact(case, "buyer", "business", "staff")

        filled = fill_template(BODY, fields_of(case))

    assert filled.missing == ("order.return_until", "order.guarantee_until")


def test_the_law_is_asked_only_where_a_text_names_it(django_assert_num_queries) -> None:
    with clock.frozen(TODAY):
        case = a_french_order()
        fields = fields_of(case, link="")
        with django_assert_num_queries(0):
            fill_template("{{ case.number }} {{ shop.name }} {{ no.such }}", fields)
        with django_assert_num_queries(5):
            fill_template(BODY, fields)

"""A stranger asks for their order: the code goes to the address they named, if the order is theirs."""

from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from makegood.messages.actions.sending import send_notice
from makegood.shops.actions.looking_up import draw_code, note_question
from makegood.shops.models import OrderQuestion, Shop


@transaction.atomic
def ask_for_order(
    shop: Shop, number: str, email: str, language: str, asked_from: str
) -> OrderQuestion:
    """Write the question down and let the worker look: hit and miss take as long and look alike. `Refused("too_often")`."""
    question, is_looked_for = note_question(shop, number, email, language, asked_from)
    if is_looked_for:
        task = app.configure_task("makegood.messages.tasks.send_order_code")
        task.defer(question_id=str(question.pk))
    return question


@transaction.atomic
def send_code(question_id: UUID) -> bool:
    """The code to the address, if number and address belong together; whether it went. Asked twice, it goes once."""
    drawn = draw_code(question_id)
    if drawn is None:
        return False
    question, code = drawn
    with translation.override(question.language):
        subject = _("%(code)s is your code for order %(number)s") % {
            "code": code,
            "number": question.order.number if question.order else "",
        }
        body = _(
            "Hello,\n\nsomebody asked to see this order, and gave your address. If it was you, enter this code:\n\n"
            "%(code)s\n\nIt is good for a quarter of an hour. If it was not you, do nothing: without the code nobody sees anything."
        ) % {"code": code}
        send_notice(question.shop, question.email, subject, body, question.language)
    return True

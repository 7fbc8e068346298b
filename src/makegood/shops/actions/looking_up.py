"""A stranger's way to an order without an account: its number and an address, a code sent there, a link."""

import hashlib
import hmac
import secrets
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from makegood.kernel import clock
from makegood.kernel.errors import Refused
from makegood.kernel.text import bounded, order_key
from makegood.people.models import Identity
from makegood.people.rules import normalise_email
from makegood.shops.models import Order, OrderQuestion, Shop
from makegood.shops.rules.looking_up import KEPT, LASTS, MOST_TRIES, WITHIN, may_ask


def note_question(
    shop: Shop, number: str, email: str, language: str, asked_from: str
) -> tuple[OrderQuestion, bool]:
    """Write down that somebody asks; whether it is to be looked for. `Refused("too_often")` from one place.

    Takes as long, and says the same, whether or not there is such an order.
    """
    now, asker = clock.now(), _digest("asker", asked_from)
    address = bounded(normalise_email(email) or email.strip().lower(), 320)
    lately = OrderQuestion.objects.filter(asked_at__gt=now - WITHIN)
    verdict = may_ask(lately.filter(asker=asker).count(), lately.filter(email=address).count())
    if verdict == "too_often":
        raise Refused(
            "too_often",
            _("You have asked often just now. Wait an hour, then ask again; or write to us."),
        )
    question = OrderQuestion.objects.create(
        shop=shop,
        number_key=bounded(order_key(number), 80),
        email=address,
        language=language,
        asker=asker,
        asked_at=now,
    )
    return question, verdict == "ask"


@transaction.atomic
def draw_code(question_id: UUID) -> tuple[OrderQuestion, str] | None:
    """The code for the order asked for, to be sent to the address; None where number and address don't belong together.

    Idempotent: a question has one code, and is not answered twice.
    """
    questions = OrderQuestion.objects.select_for_update(of=("self",)).select_related("shop")
    question = questions.filter(pk=question_id, code_digest="").first()
    if question is None or question.asked_at <= clock.now() - LASTS:
        return None
    order = _asked_for(question)
    if order is None:
        return None
    code = f"{secrets.randbelow(1_000_000):06}"
    question.order, question.code_digest = order, _digest("code", f"{question.pk}{code}")
    question.save(update_fields=["order", "code_digest"])
    return question, code


@transaction.atomic
def use_code(question_id: UUID, code: str) -> Order | None:
    """The order, for the right code in time, and once. A wrong one counts; for an order that is not there every code is wrong."""
    questions = OrderQuestion.objects.select_for_update(of=("self",)).select_related("order")
    question = questions.filter(pk=question_id).first()
    if question is None or not _is_open(question):
        return None
    digits = "".join(one for one in code if one.isdecimal())
    given = _digest("code", f"{question.pk}{digits}")
    if not hmac.compare_digest(given, question.code_digest):
        question.tries += 1
        question.save(update_fields=["tries"])
        return None
    question.used_at = clock.now()
    question.save(update_fields=["used_at"])
    return question.order


def forget_questions() -> int:
    """Those of more than a day ago; answers how many."""
    old = OrderQuestion.objects.filter(asked_at__lt=clock.now() - KEPT)
    return old.delete()[0]


def _asked_for(question: OrderQuestion) -> Order | None:
    """Of several of one number (two shops count alike) the one of this customer."""
    theirs = Identity.objects.filter(kind=Identity.Kind.EMAIL, value=question.email)
    found = Order.objects.filter(
        shop=question.shop,
        number_key=question.number_key,
        customer__in=theirs.values("customer"),
    )
    return found.order_by("-placed_at").first() if question.number_key else None


def _is_open(question: OrderQuestion) -> bool:
    is_fresh = question.asked_at > clock.now() - LASTS
    return is_fresh and question.used_at is None and question.tries < MOST_TRIES


def _digest(purpose: str, value: str) -> str:
    """Keyed, so that whoever reads the table can't try all codes or addresses."""
    key = f"makegood.order.{purpose}.{settings.SECRET_KEY}".encode()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()

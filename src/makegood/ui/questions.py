"""The facts we ask customers for, in the words we ask them in: on their pages, and in what agents write to them."""

from django.utils.translation import gettext_lazy

QUESTIONS = {
    "what_happened": (gettext_lazy("What happened?"), gettext_lazy("In your own words.")),
    "order": (
        gettext_lazy("Your order number"),
        gettext_lazy("It stands in the mail that confirmed your order."),
    ),
    "product": (
        gettext_lazy("Which product is it about?"),
        gettext_lazy("Its name, or the number on it."),
    ),
    "failed_step": (
        gettext_lazy("Where did it go wrong?"),
        gettext_lazy("While ordering, paying, in delivery, in use, when sending it back …"),
    ),
    "expectation": (
        gettext_lazy("What would make it good for you?"),
        gettext_lazy("A new one, a repair, your money back, something else."),
    ),
}
"""Each fact we ask for: the question, and what helps to answer it."""

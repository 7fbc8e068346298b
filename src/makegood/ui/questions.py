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
    "country": (
        gettext_lazy("In which country do you live?"),
        gettext_lazy("The law there decides what you are entitled to."),
    ),
    "delivered_on": (
        gettext_lazy("On which day did you receive it?"),
        gettext_lazy("If it came in several parcels: the day of the last one."),
    ),
    "defect_on": (
        gettext_lazy("On which day did the fault first show?"),
        gettext_lazy("As well as you remember."),
    ),
    "sent_back_on": (
        gettext_lazy("On which day did you send it back?"),
        gettext_lazy("Leave this empty if you still have it."),
    ),
    "handed_in_on": (
        gettext_lazy("On which day did you hand it in for repair?"),
        gettext_lazy("Or gave it to the post for us. Leave this empty if you still have it."),
    ),
    "buyer": (
        gettext_lazy("For whom did you buy it?"),
        gettext_lazy("Private customers have more rights than companies."),
    ),
    "goods": (gettext_lazy("What is it?"), gettext_lazy("Choose what fits best.")),
    "seal": (
        gettext_lazy("Is the seal still closed?"),
        gettext_lazy("The sticker or film it was sealed with when it came."),
    ),
    "receipt": (gettext_lazy("Do you have the receipt?"), gettext_lazy("The invoice will do.")),
    "packaging": (gettext_lazy("Do you have the original packaging?"), ""),
    "unused": (gettext_lazy("Is it unused?"), gettext_lazy("Trying it on, or out, is no use.")),
    "unopened": (gettext_lazy("Is it still unopened?"), ""),
}
"""Each fact we ask for: the question, and what helps to answer it."""

"""English: one tone for everybody."""

GREETINGS = {"": "Hello {{ customer.first_name }},"}
ANSWERS: dict[str, tuple[str, ...]] = {
    "where_is_it": (
        "Where the parcel is",
        "your order {{ order.number }} is on its way with {{ parcel.carrier }}. The parcel's number is "
        "{{ parcel.number }}.\n\nIf it has not arrived in three working days, please write to us; we will then "
        "ask the carrier for you.",
    ),
    "lost": (
        "We ask the carrier",
        "I am sorry that your parcel is not there yet. We have asked {{ parcel.carrier }} to look for parcel "
        "{{ parcel.number }} and will tell you what they found. If it stays lost, you choose between a new parcel "
        "and your money back.",
    ),
    "damaged": (
        "Arrived damaged: photos, please",
        "I am sorry that it arrived damaged. Please send us two or three photos: the damage, the whole article, "
        "and the box with its label. You can add them here: {{ case.status_url }}\n\nPlease keep the box until we "
        "have solved this.",
    ),
    "wrong_item": (
        "Wrong article sent",
        "we are sorry: that was not what you ordered. Please tell us what the label on the article says, or send a "
        "photo of it. We will send the right one and have the wrong one collected, at our cost.",
    ),
    "missing_part": (
        "A part is missing",
        "I am sorry that something is missing from order {{ order.number }}. Please tell us which part it is; a "
        "photo of what you have, or of the page with the parts in the manual, helps. We will send the part at our "
        "cost.",
    ),
    "return": (
        "How to send it back",
        "of course you can send it back. Please tell us which articles of order {{ order.number }} you return; we "
        "will then write to you how and where to.",
    ),
    "cancel": (
        "Cancelling an order",
        "we are asking the warehouse at once whether order {{ order.number }} can still be stopped, and will write "
        "to you as soon as we know. If it has left already, you need not accept the parcel: you will have your "
        "money back once it is with us again.",
    ),
    "which_order": (
        "Which order is it?",
        "thank you for writing to us. So that we find it quickly: which order is it about? Its number is in the "
        "mail that confirmed it; a photo of the label on the box will do as well.",
    ),
    "longer": (
        "We need a little longer",
        "thank you for your patience. We have not forgotten you: we are still waiting for an answer ourselves, and "
        "will write to you again as soon as we have it.\n\nWhere your case stands: {{ case.status_url }}",
    ),
    "thanks": (
        "Settled: thank you",
        "thank you for your patience, and once more: we are sorry for the trouble. For us, everything about case "
        "{{ case.number }} is settled now. If anything is still open, simply answer this message; it comes straight "
        "to us.",
    ),
}

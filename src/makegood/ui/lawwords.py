"""The law's codes in plain words: rights, reasons, rules, events, states. One place, so that every page says the same."""

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from makegood.ui.speaking import said

WORDS: dict[str, dict[str, str | Lazy]] = {
    "right": {
        "withdrawal": _("Send it back without giving a reason"),
        "refund": _("Get the money back"),
        "delivery": _("Be delivered to"),
        "risk_with_trader": _("Not pay for what is lost on the way"),
        "guarantee": _("Legal guarantee"),
        "guarantee.digital": _("Legal guarantee for digital content"),
        "repair": _("Have it repaired"),
        "replacement": _("Have it replaced"),
        "price_reduction": _("Get part of the price back"),
        "termination": _("End the contract and get the money back"),
        "presumption": _("The fault counts as there from the start"),
        "mandatory_warranty": _("Warranty by law, by price"),
        "early_rejection": _("Reject it within the first 30 days"),
        "final_rejection": _("Reject it, since a repair or replacement did not help"),
        "loaner": _("Have a substitute during the repair"),
        "exchange": _("Swap it, though nothing is wrong with it"),
        "b2b_defects": _("What the contract and the rules for companies say of faults"),
    },
    "reason": {
        "buyer_not_consumer": _("It was not bought by a private person."),
        "channel_not_distance": _("It was bought in the shop, not from afar."),
        "period_ended": _("The time for it is over."),
        "guarantee_ended": _("The legal guarantee is over."),
        "not_first_remedy": _("Repair or replacement comes first."),
        "exception.personalised": _("It was made for one customer alone."),
        "exception.perishable": _("It spoils quickly."),
        "exception.sealed_hygiene_unsealed": _(
            "It was sealed for reasons of health or hygiene, and has been opened."
        ),
        "exception.sealed_media_unsealed": _(
            "It is music, a film or software, and its seal has been opened."
        ),
        "exception.digital_started": _("It is digital content, and its use has begun."),
        "exception.service_fully_performed": _("The service has been done in full."),
        "exception.mixed_inseparably": _("It is mixed with other things for good."),
        "exception.market_price": _("Its price follows a market."),
        "exception.alcohol_future": _("It is wine that was bought ahead."),
        "exception.urgent_repair_visit": _(
            "It was an urgent repair at home that had been asked for."
        ),
        "exception.newspaper": _("It is a newspaper or magazine."),
        "exception.public_auction": _("It was bought at a public auction."),
        "exception.dated_leisure": _("It is a stay, a trip or a ticket for a date."),
    },
    "rule": {
        "withdrawal.period": _("Sending it back without a reason"),
        "withdrawal.return_goods": _("The customer sends the goods back"),
        "withdrawal.refund": _("Paying back the money"),
        "delivery.default": _("Delivery"),
        "delivery.termination_refund": _("Paying back the money after the contract ended"),
        "exchange.good_quality": _("Swapping faultless goods"),
        "exchange.refund": _("Paying back the money when there is nothing to swap for"),
        "guarantee.liability": _("Legal guarantee"),
        "guarantee.limitation": _("Going to court over a fault"),
        "guarantee.digital.liability": _("Legal guarantee for digital content"),
        "guarantee.burden": _("A fault counts as there from the start"),
        "guarantee.burden_used": _("A fault of used goods counts as there from the start"),
        "guarantee.digital.burden": _("A fault of digital content counts as there from the start"),
        "guarantee.notify": _("The customer tells us of the fault"),
        "guarantee.action": _("Going to court over this fault"),
        "guarantee.limitation_after_defect": _("Going to court over this fault"),
        "guarantee.limitation_after_repair": _("Going to court after the repair"),
        "guarantee.same_defect": _("The repaired fault is covered"),
        "guarantee.replacement_restart": _("Legal guarantee of the replacement"),
        "guarantee.early_rejection": _("Rejecting it at once"),
        "guarantee.free_choice": _("The customer chooses what is done"),
        "guarantee.technically_complex": _(
            "Technically complex goods: the customer chooses what is done"
        ),
        "guarantee.repair_striving": _("Repair, if possible"),
        "guarantee.repair_deadline": _("Repair"),
        "guarantee.replace_deadline": _("Replacement"),
        "guarantee.replace_deadline_check": _("Replacement after an examination"),
        "guarantee.refund_deadline": _("Paying back the money for a fault"),
        "guarantee.loaner": _("A substitute during the repair"),
        "mandatory_warranty.tier1": _("Warranty by law, cheaper goods"),
        "mandatory_warranty.tier2": _("Warranty by law, dearer goods"),
        "mandatory_warranty.exchange": _("Replacement in the first days"),
        "complaint.ack": _("Confirming that the complaint is here"),
        "complaint.answer": _("Answer to the complaint"),
        "complaint.guarantee_position": _("Taking a stand on the guarantee claim"),
        "complaint.resolve": _("Settling the complaint"),
        "complaint.resolve_technical": _("Settling the complaint (technical goods, furniture)"),
        "complaint.consumer_response": _("The customer's response"),
        "complaint.large.resolve": _("Settling the complaint (large companies)"),
        "complaint.large.resolve_billing": _(
            "Settling the complaint about a bill (large companies)"
        ),
        "privacy.dsar": _("Answer to the request for personal data"),
        "privacy.complaint_ack": _("Confirming that the complaint about data is here"),
        "b2b.defect_notice": _("The company tells us of the fault"),
        "adr.consumer_file": _("Time to go to a body that settles disputes"),
        "adr.info": _("Naming a body that settles disputes when refusing"),
        "adr.participation": _("Taking part in settling a dispute"),
        "buyer.nonprofessional": _("Buyers that are no consumers but no traders either"),
        "buyer.sole_trader": _("Self-employed people who buy outside their trade"),
        "complaint.consumer_file": _("Time to make a complaint"),
        "complaint.cure": _("Time to complete a complaint that lacks something"),
        "complaint.default_effect": _("A complaint that is not answered in time"),
        "complaint.extension": _("More time to settle a complaint"),
        "complaint.record": _("Keeping complaints"),
        "complaint.suspension": _("When the time to settle a complaint stands still"),
        "count.days": _("How long a day counts"),
        "count.end_rule": _("An end on a day off"),
        "count.event_day": _("The day it happens"),
        "count.min_working_days": _("Working days in a period at least"),
        "count.months_years": _("Months and years"),
        "delivery.risk": _("From when loss and damage are the customer's"),
        "guarantee.commercial.language": _("Language of a guarantee given by maker or shop"),
        "guarantee.deduction_for_use": _("How long nothing is deducted for use"),
        "guarantee.handover_document": _("A paper when goods are handed in for repair"),
        "guarantee.inform_choice_and_extension": _("Saying that repair makes the guarantee longer"),
        "guarantee.notify_option": _(
            "The customer's time to report a fault, where a country wants one"
        ),
        "guarantee.record": _("Keeping what faults were reported"),
        "guarantee.refusal_written": _("Refusing a fault in writing"),
        "guarantee.remedy_order": _("What the customer may ask for, in which order"),
        "guarantee.repair_extension": _("How much longer the guarantee is after a repair"),
        "guarantee.restart_after_replacement": _("The guarantee begins anew with a replacement"),
        "guarantee.return_cost": _("Who pays for sending faulty goods"),
        "guarantee.second_repair_consent": _("A second repair only if the customer agrees"),
        "guarantee.spare_parts": _("How long there have to be spare parts"),
        "guarantee.suspension": _("When the guarantee stands still"),
        "guarantee.used_min": _("Legal guarantee for used goods, where it was agreed"),
        "info.software_updates_repairability": _(
            "Telling of updates and how well it can be repaired"
        ),
        "label.garan": _("The label of a maker's guarantee of durability"),
        "language": _("Language"),
        "law.applicable": _("Whose law it is"),
        "law.version": _("The law it was read from"),
        "mandatory_warranty.burden": _("Who has to prove it, under the obligatory warranty"),
        "mandatory_warranty.none": _("Where there is no obligatory warranty"),
        "mandatory_warranty.ticket_language": _("Language of the warranty ticket"),
        "marketing.consent": _("Advertising only if they agreed"),
        "marketing.soft_optin": _("Advertising to one's own customers"),
        "notice.harmonised": _("The notice on the legal guarantee"),
        "odr.removed": _("No link to the EU's dispute platform any more"),
        "penalty.delay": _("What each day of being late costs"),
        "platform.law": _("Shops on a marketplace"),
        "privacy.breach": _("Reporting that personal data got out"),
        "privacy.dsar_extension": _("More time to answer it"),
        "privacy.erasure": _("Deleting what is known of somebody"),
        "privacy.localisation": _("Keeping personal data in the country"),
        "privacy.refusal_notice": _("Saying why a request about data is refused"),
        "records.accounting": _("Keeping the books"),
        "records.contract": _("Keeping contracts"),
        "repair.info_form_validity": _("How long a repairer's offer holds"),
        "repair.producer_duty": _("Makers that have to repair"),
        "safety.recall_remedies": _("What is offered in a recall"),
        "withdrawal.ack_if_web_form": _("Confirming a withdrawal made on a web form"),
        "withdrawal.ancillary": _("What was bought along with it"),
        "withdrawal.before_delivery": _("Withdrawing before it is delivered"),
        "withdrawal.diminished_value": _("Paying for use beyond trying it out"),
        "withdrawal.exception.alcohol_future": _("Drinks bought long before they are delivered"),
        "withdrawal.exception.dated_leisure": _("Stays, trips and tickets for a date"),
        "withdrawal.exception.digital_started": _("Downloads that were begun"),
        "withdrawal.exception.market_price": _("Prices that follow a market"),
        "withdrawal.exception.mixed_inseparably": _("What can't be taken apart from other goods"),
        "withdrawal.exception.newspaper": _("Newspapers and magazines"),
        "withdrawal.exception.perishable": _("Goods that spoil quickly"),
        "withdrawal.exception.personalised": _("Goods made for one customer"),
        "withdrawal.exception.public_auction": _("Public auctions"),
        "withdrawal.exception.sealed_hygiene_unsealed": _(
            "Opened goods sealed for health or hygiene"
        ),
        "withdrawal.exception.sealed_media_unsealed": _("Opened music, films and software"),
        "withdrawal.exception.service_fully_performed": _("Services that are done"),
        "withdrawal.exception.urgent_repair_visit": _("Urgent repairs the customer sent for"),
        "withdrawal.exceptions": _("The list of what can't be given back"),
        "withdrawal.exercise.dispatch_counts": _("Sending it in time is enough"),
        "withdrawal.extension_uninformed": _(
            "How much longer it is where the customer was not told"
        ),
        "withdrawal.function.ack": _("Confirming a withdrawal made with the button"),
        "withdrawal.function.confirm_label": _("Words on the second button"),
        "withdrawal.function.duty": _("A button to withdraw"),
        "withdrawal.function.fields": _("What the button's form may ask"),
        "withdrawal.function.info": _("Telling where the button is"),
        "withdrawal.function.label": _("Words on the button"),
        "withdrawal.function.timely": _("In time with the button"),
        "withdrawal.info_supplied_late": _("Time to withdraw where the customer was told late"),
        "withdrawal.late_refund_penalty": _("What paying back late costs"),
        "withdrawal.offpremises_period": _("Time to withdraw after a visit or an excursion"),
        "withdrawal.refund.express_supplement": _("Paying back the extra cost of express delivery"),
        "withdrawal.refund.same_means": _("Paying back the way it was paid"),
        "withdrawal.refund.withhold": _("Until when the money may be held back"),
        "withdrawal.return_cost": _("Who pays for sending it back"),
        "withdrawal.start.lots": _("The time to withdraw begins: one thing in several parcels"),
        "withdrawal.start.multi_item_order": _(
            "The time to withdraw begins: several things in one order"
        ),
        "withdrawal.start.periodic": _(
            "The time to withdraw begins: something delivered again and again"
        ),
        "withdrawal.start.service_or_digital": _(
            "The time to withdraw begins: a service or something digital"
        ),
        "withdrawal.start.single": _("The time to withdraw begins: one thing"),
    },
    "event": {
        "contract.concluded": _("the order was placed"),
        "goods.delivered": _("the goods were received"),
        "goods.handed_over": _("the goods were received"),
        "goods.possession": _("the goods were received"),
        "goods.possession_first_item": _("the first parcel was received"),
        "goods.possession_last_item": _("the last parcel was received"),
        "goods.possession_last_lot": _("the last part was received"),
        "goods.purchased": _("the goods were bought"),
        "goods.received_back": _("the goods came back to us"),
        "goods.received_back_or_proof": _(
            "the goods, or proof that they were sent, came back to us"
        ),
        "digital.supplied": _("the content was supplied"),
        "delivery.terminated": _("the customer ended the contract"),
        "withdrawal.initial_period_end": _("the usual time to withdraw was over"),
        "withdrawal.info_received": _("the customer was told of the right to withdraw"),
        "withdrawal.declaration_sent": _("the customer withdrew"),
        "withdrawal.declaration_received": _("the customer withdrew"),
        "withdrawal.trader_informed": _("the customer withdrew"),
        "defect.appeared": _("the fault showed"),
        "defect.discovered": _("the fault showed"),
        "defect.notified": _("the customer told us of the fault"),
        "defect.claim_communicated": _("the customer told us of the fault"),
        "repair.requested": _("the customer asked for a repair"),
        "repair.requested_or_handed_in": _("the customer asked for a repair"),
        "repair.handed_in": _("the goods were handed in"),
        "repair.started": _("the repair began"),
        "repair.goods_returned": _("the repaired goods were back"),
        "replacement.demanded": _("the customer asked for a replacement"),
        "replacement.delivered": _("the replacement was received"),
        "refund.demanded": _("the customer asked for the money"),
        "refund.agreed": _("we agreed to pay back"),
        "declaration.price_reduction_or_goods_back": _("the goods came back to us"),
        "guarantee.liability_end": _("the legal guarantee was over"),
        "guarantee.repair_deadline_end": _("the time for the repair was over"),
        "complaint.received": _("the complaint came"),
        "complaint.answered": _("we answered"),
        "complaint.answer_received_by_buyer": _("our answer was received"),
        "complaint.answer_end": _("the time to answer was over"),
        "privacy.request_received": _("the request came"),
        "privacy.complaint_received": _("the complaint came"),
        "breach": _("the fault showed"),
        "complaint.incomplete_notice": _("the customer was told what is missing"),
        "complaint.refused": _("the complaint was refused"),
        "complaint.to_trader": _("the customer complained"),
        "contract.performed": _("the contract was fulfilled"),
        "exchange.unavailable": _("there was nothing to swap for"),
        "loaner.demanded": _("the customer asked for a substitute"),
        "privacy.breach_known": _("we knew of it"),
        "privacy.dsar_end": _("the time to answer was over"),
        "product.last_manufactured": _("the last one was made"),
        "recall.announced": _("the recall was announced"),
        "record.created": _("the document was made"),
        "repair.form_supplied": _("the offer was made"),
        "right.violation_known": _("the customer knew of it"),
        "withdrawal.refund_end": _("the time to pay back was over"),
    },
    "state": {
        "running": pgettext_lazy("time of law", "running"),
        "waiting": pgettext_lazy("time of law", "not begun"),
        "ended": pgettext_lazy("time of law", "over"),
        "met": pgettext_lazy("time of law", "done in time"),
        "missed": pgettext_lazy("time of law", "missed"),
    },
    "confidence": {
        "high": _("well established"),
        "medium": _("probable"),
        "low": _("uncertain"),
    },
    "amount": {
        "refund_now": _("To be paid back"),
        "withheld": _("To be paid back once the goods, or proof that they were sent, are here"),
        "not_refundable": _("Need not be paid back"),
        "surcharge": _("Surcharge because it comes late"),
        "double_claim": _("Twice the sum because it comes late"),
        "penalty": _("Penalty because it comes late"),
        "return_cost": _("Cost of the return that we bear"),
    },
    "effect": {
        "deemed_accepted": _("We did not answer in time: the complaint counts as accepted."),
        "deemed_disagreed": _("The customer did not respond in time: that counts as a no."),
        "trader_pays": _("We pay for the return."),
        "consumer_pays": _("The customer pays for the return."),
        "no_deduction": _(
            "Nothing may be deducted for use: the customer was not told of the right."
        ),
        "trader_proves": _("We would have to prove that the fault was not there from the start."),
        "consumer_proves": _("The customer has to show that the fault was there from the start."),
        "extended": _("The guarantee is longer after the repair."),
        "limited": _("Data that an open claim needs are kept, and no longer used otherwise."),
    },
    "risk": {
        "accepted": _("If we stay silent, the complaint counts as accepted."),
        "doubled": _("If it comes late, we owe twice the sum."),
        "surcharge": _("If it comes more than ten days late, we owe a surcharge."),
        "per_day": _("For each day it comes late, we owe a part of the price."),
    },
    "risk_runs": {
        "accepted": _("Silence accepts"),
        "doubled": _("Late, it doubles"),
        "surcharge": _("Late, it costs more"),
        "per_day": _("Late, each day costs"),
    },
    "risk_came": {
        "accepted": _("Accepted by silence"),
        "doubled": _("Owed twice: too late"),
        "surcharge": _("Surcharge: too late"),
        "per_day": _("Each day costs: too late"),
    },
    "condition": {
        "a quality check of the goods is needed": _("the goods have to be examined first"),
        "buyer.kind = business": _("a company bought it"),
        "contract price >= 120 EUR": _("it cost 120 euros or more"),
        "contract.channel = shop": _("it was bought in the shop, not from afar"),
        "goods on the statutory list of technically complex goods": _(
            "the goods are on the law’s list of technically complex goods"
        ),
        "line.category = digital": _("it is digital content"),
        "line.category in (technical, furniture)": _("it is technical goods or furniture"),
        "line.category not in (technical, furniture)": _(
            "it is neither technical goods nor furniture"
        ),
        "line.condition = used": _("it was bought used"),
        "line.condition = used AND line.facts.liability_agreement.form = separate": _(
            "it was bought used, and a shorter time was agreed apart from the terms"
        ),
        "line.facts.durable (and not on the list of goods without loaner)": _(
            "the goods are durable, and not on the list of those without a substitute"
        ),
        "line.facts.durable AND 10000 <= line.price <= 250000 HUF (gross)": _(
            "the goods are on the list of durable goods and cost 10,000 to 250,000 forints"
        ),
        "line.facts.durable AND line.price > 250000 HUF (gross)": _(
            "the goods are on the list of durable goods and cost more than 250,000 forints"
        ),
        "line.price < 10000 HUF (gross)": _("it cost less than 10,000 forints"),
        "loaner.demanded in writing": _("the substitute was asked for in writing"),
        "mandatory warranty applies (tier1 or tier2)": _("the obligatory warranty holds for it"),
        "non-food AND unused AND not on the list of KMU resolution 172-94": _(
            "it is no food, is unused, and is not on the list of resolution 172-94"
        ),
        "off_premises = unsolicited_visit_or_excursion": _(
            "it was sold at an uninvited visit or on an excursion"
        ),
        "remedy = repair AND settings.transposed['EU-2024/1799']": _(
            "it was repaired, and the country has made Directive 2024/1799 its own law"
        ),
        "settings.transposed['EU-2024/1799']": _(
            "the country has made Directive 2024/1799 its own law"
        ),
        "shop is a large company": _("the shop is a large company"),
        "shop is a large company AND the complaint is about billing": _(
            "the shop is a large company, and the complaint is about a bill"
        ),
    },
    "subject": {
        "withdrawal": _("Changing one's mind"),
        "exceptions": _("What can't be given back"),
        "refund": _("Money back"),
        "delivery": _("Delivery, and being late"),
        "guarantee": _("Faulty goods and guarantee"),
        "complaint": _("Complaints"),
        "privacy": _("Privacy and advertising"),
        "informing": _("What has to be said, and in which language"),
        "records": _("What has to be kept"),
        "buyers": _("Whom it protects, and which law"),
        "counting": _("How days are counted"),
    },
    "value": {
        "next_working_day": _("The next working day"),
        "next_working_day_if_holiday_saturday_sunday": _("The next working day"),
        "no_exclusion_of_non_working_days": _("It stays: days off count as others"),
        "no_shift": _("It stays as it is"),
        "not_counted": _("It is not counted: the day after is the first"),
        "same_date_else_last_day_of_month": _("The same date, or the last day of the month"),
        "first_hour_of_first_day_to_last_hour_of_last_day": _(
            "From its first hour to its last, where the customer is"
        ),
        "reasonable_time": _("Within a reasonable time"),
        "beyond_necessary_handling": _("Only what is more than trying it out as in a shop"),
        "double_amount": _("Twice the amount"),
        "on_receipt_or_proof": _("When the goods are back, or it is proved that they were sent"),
        "may_provide_free": _("The shop may lend one, at no cost"),
        "without_delay": _("At once"),
        "without_undue_delay": _("At once"),
        "automatic_termination": _("It ends by itself, at no cost"),
        "submitted_before_expiry": _("Pressed before the time is over"),
        "deemed_accepted": _("It counts as accepted"),
        "immediate_with_number": _("At once, with its number"),
        "receipt_with_id_key": _("A receipt with a number"),
        "once_with_consent": _("Once, if the customer agrees"),
        "repair_time_added": _("The time of the repair is added"),
        "repair_or_replacement_time": _("The time of the repair or replacement is added"),
        "immobilisation_and_negotiation": _(
            "The time without the goods, and that of talks, is added"
        ),
        "while_remedying": _("As long as it is put right"),
        "repair or replacement (consumer's choice unless impossible/disproportionate); price reduction or termination": _(
            "First repair or replacement, as the customer chooses; then less money or none"
        ),
        "repair or replacement; price reduction or termination": _(
            "First repair or replacement; then less money or none"
        ),
        "repair or replacement (43d); price reduction or termination (43e)": _(
            "First repair or replacement; then less money or none"
        ),
        "producer free durability guarantee over 2 years": _(
            "Where the maker stands for it at no cost, for more than two years"
        ),
        "contact obtained in a sale; own similar products; clear free opt-out at collection and in every message; customer did not refuse": _(
            "Only for similar goods of one's own, to who bought and did not refuse, with a free way out in every message"
        ),
        "at least two of(repair, replacement, refund)": _(
            "At least two of repair, replacement and money back"
        ),
        "name; contract identification; electronic means for confirmation": _(
            "Name, which contract, and where the confirmation is to go; nothing else"
        ),
        "earlier of(goods.received back, return.proof supplied)": _(
            "Until the goods are back, or it is proved that they were sent"
        ),
        "0-10 days late – legal interest rate; 10-20 – 5 %; 20-30 – 10 %; 30-60 – 20 %; 60-90 – 50 %; each further month – +5 points, up to the product price, then legal interest": _(
            "Up to 10 days late legal interest; then 5 percent to 20 days, 10 percent to 30, 20 percent to 60, 50 percent to 90, and 5 points more each month, up to the price"
        ),
        "< 10000 HUF": _("Below 10,000 forints"),
        "email only": _("By e-mail only"),
        "answer received by buyer -> buyer response received": _(
            "From the customer's having our answer until we have theirs"
        ),
        "immediately; 14 days if a check is needed; up to 2 months if not in stock": _(
            "At once; 14 days where it is examined; up to 2 months where it is not in stock"
        ),
        "guarantee_period": _("As long as the guarantee"),
        "warranty_period": _("As long as the warranty"),
        "habitual_residence": _(
            "That of the country the customer lives in, where it is better for them"
        ),
        "covered_for_guarantee": _("They have the legal guarantee"),
        "protected_if_not_professional": _("Protected as consumers are"),
        "email_only": _("By e-mail only"),
        "consumer": _("The customer"),
        "trader": _("The shop"),
    },
    "legal_status": {
        "verified": pgettext_lazy("law", "Verified"),
        "draft": pgettext_lazy("law", "Draft"),
        "reference": pgettext_lazy("law", "Reference"),
    },
}
"""Group → code → words."""


def law_word(group: str, code: str) -> str:
    """In the reader's words; a code of a pack of one's own is shown as it is."""
    words = WORDS[group]
    return said(("law", group, code), words[code]) if code in words else code

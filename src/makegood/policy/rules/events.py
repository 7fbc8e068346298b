"""What can happen to an order, and which of it stands for something else."""

STORED = frozenset({
    "contract.precontract", "contract.concluded", "contract.performed",
    "goods.delivered", "goods.handed_over", "goods.possession", "goods.purchased", "goods.received_back",
    "digital.supplied", "delivery.terminated",
    "withdrawal.info_received", "withdrawal.function_opened", "withdrawal.function_submitted",
    "withdrawal.declaration_sent", "withdrawal.declaration_received", "withdrawal.trader_informed",
    "return.goods_sent", "return.proof_supplied", "exchange.unavailable",
    "defect.appeared", "defect.discovered", "defect.notified", "defect.claim_communicated", "defect.refused",
    "repair.requested", "repair.handed_in", "repair.started", "repair.goods_returned", "repair.failed",
    "repair.form_supplied", "replacement.demanded", "replacement.delivered", "loaner.demanded", "loaner.delivered",
    "refund.demanded", "refund.agreed", "refund.paid",
    "complaint.received", "complaint.to_trader", "complaint.incomplete_notice", "complaint.answered",
    "complaint.answer_received_by_buyer", "complaint.buyer_response_received", "complaint.resolved",
    "complaint.refused",
    "privacy.request_received", "privacy.complaint_received", "privacy.breach_known", "privacy.acknowledged",
    "privacy.answered",
    "guarantee.issued", "recall.announced", "product.last_manufactured", "record.created", "data.collected",
    "marketing.send", "right.violation_known", "breach",
})  # fmt: skip
"""What somebody reports."""

ENDS = frozenset({
    "withdrawal.initial_period_end", "withdrawal.refund_end", "guarantee.liability_end",
    "guarantee.repair_deadline_end", "complaint.answer_end", "privacy.dsar_end", "any_deadline_end",
})  # fmt: skip
"""Ends of other rules: what begins there is chained to them."""

DERIVED = frozenset({
    "goods.possession_last_item", "goods.possession_first_item", "goods.possession_last_lot",
    "goods.received_back_or_proof", "repair.requested_or_handed_in", "declaration.price_reduction_or_goods_back",
})  # fmt: skip
"""Seen from others."""

EVENTS = STORED | DERIVED
KNOWN = EVENTS | ENDS | {"any", "none"}
"""What a rule may name."""

POSSESSION = ("goods.possession", "goods.delivered", "goods.handed_over")
"""One given stands for the others; a parcel that came in pieces came with the last of them."""

EARLIEST_OF = {
    "goods.received_back_or_proof": ("goods.received_back", "return.proof_supplied"),
    "declaration.price_reduction_or_goods_back": ("goods.received_back", "return.proof_supplied"),
    "repair.requested_or_handed_in": ("repair.requested", "repair.handed_in"),
    "withdrawal.declaration_sent": ("withdrawal.declaration_sent", "withdrawal.function_submitted"),
    "withdrawal.declaration_received": ("withdrawal.declaration_received", "withdrawal.function_submitted"),
    "withdrawal.trader_informed": ("withdrawal.trader_informed", "withdrawal.function_submitted"),
}  # fmt: skip

IN_ITS_STEAD = {
    "withdrawal.declaration_sent": (
        "withdrawal.trader_informed",
        "withdrawal.declaration_received",
    ),
    "withdrawal.trader_informed": ("withdrawal.declaration_received",),
    "breach": POSSESSION,
    "defect.notified": ("defect.claim_communicated", "repair.requested"),
    "defect.claim_communicated": ("repair.requested",),
    "declaration.price_reduction_or_goods_back": ("refund.demanded",),
}
"""What serves where the event itself is missing: who was informed had been told; goods break the contract when they come."""

MET_BY = {
    "b2b.defect_notice": ("defect.notified", "defect.claim_communicated"),
    "complaint.ack": ("complaint.answered",),
    "complaint.answer": ("complaint.answered",),
    "complaint.consumer_file": ("complaint.to_trader",),
    "complaint.consumer_response": ("complaint.buyer_response_received",),
    "complaint.guarantee_position": ("complaint.answered",),
    "complaint.large.resolve": ("complaint.resolved",),
    "complaint.large.resolve_billing": ("complaint.resolved",),
    "complaint.resolve": ("complaint.resolved",),
    "complaint.resolve_technical": ("complaint.resolved",),
    "delivery.default": POSSESSION,
    "delivery.termination_refund": ("refund.paid",),
    "exchange.refund": ("refund.paid",),
    "guarantee.loaner": ("loaner.delivered",),
    "guarantee.notify": ("defect.notified", "defect.claim_communicated"),
    "guarantee.refund_deadline": ("refund.paid",),
    "guarantee.repair_deadline": ("repair.goods_returned", "replacement.delivered"),
    "guarantee.repair_striving": ("repair.goods_returned", "replacement.delivered"),
    "guarantee.replace_deadline": ("replacement.delivered",),
    "guarantee.replace_deadline_check": ("replacement.delivered",),
    "privacy.breach": ("privacy.answered",),
    "privacy.complaint_ack": ("privacy.acknowledged",),
    "privacy.dsar": ("privacy.answered",),
    "privacy.dsar_extension": ("privacy.answered",),
    "privacy.erasure": ("privacy.answered",),
    "privacy.refusal_notice": ("privacy.answered",),
    "withdrawal.refund": ("refund.paid",),
    "withdrawal.return_goods": ("return.goods_sent", "return.proof_supplied", "goods.received_back"),
}  # fmt: skip
"""Which event fulfils a duty. What is in no line here is kept up until its end (records), and over then."""

DONE_SINCE = {
    "guarantee.refund_deadline": "defect.notified",
    "withdrawal.refund": "withdrawal.trader_informed",
    "withdrawal.return_goods": "goods.possession",
}
"""From when on a duty can be done before its time has begun: money paid before the goods were back, goods sent before
the letter.
"""

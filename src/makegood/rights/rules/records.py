"""Which rules of the law are about our own files, not about anybody's right."""

_KEEPING, _RECORD = "records.", ".record"


def is_of_our_files(rule_id: str) -> bool:
    """How long books, contracts and complaints are kept is no date of a customer's: it stands on the country's page only."""
    return rule_id.startswith(_KEEPING) or rule_id.endswith(_RECORD)

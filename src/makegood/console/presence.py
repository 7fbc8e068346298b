"""What a page tells of itself to colleagues' pages that show the same case."""

from makegood.cases.models import Case
from makegood.kernel.presence import TYPING, Sign, say
from makegood.people.models import Staff


def say_typing(case: Case, staff: Staff, what: str = "") -> None:
    """They write to the customer, or (`what`) a note; it is over by itself."""
    say([Sign(TYPING, f"case:{case.pk}", str(staff.pk), staff.name, what=what)])

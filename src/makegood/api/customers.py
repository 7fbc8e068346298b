"""Customers, read."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from makegood.api import shown
from makegood.api.cursors import closed, opened_id
from makegood.api.errors import documented
from makegood.api.keys import ApiKeyAuth, staff_of
from makegood.api.schemas import CustomerPage, CustomerWhole, WordsPageIn
from makegood.cases.queries import case_numbers_of
from makegood.people.access import customer_for
from makegood.people.queries import customers_page
from makegood.shops.queries import orders_of

router = Router(tags=["customers"], auth=ApiKeyAuth("customers:read"))


@router.get("", response=documented(CustomerPage), summary="List customers")
def list_customers(request: HttpRequest, asked: Query[WordsPageIn]) -> CustomerPage:
    """Newest first. `text` looks into names, e-mail addresses and phone numbers. Scope `customers:read`."""
    page = customers_page(opened_id(asked.after), asked.limit, asked.text)
    return CustomerPage(items=[shown.customer(row) for row in page.rows], next=closed(page.after))


@router.get("/{customer_id}", response=documented(CustomerWhole, 404), summary="Read a customer")
def read_customer(request: HttpRequest, customer_id: UUID) -> CustomerWhole:
    """The customer with their order and case numbers. One that was joined into another answers as that one. Scope `customers:read`."""
    customer = customer_for(staff_of(request), customer_id)
    return CustomerWhole(
        **shown.customer(customer).dict(),
        note=customer.note,
        orders=[order.number for order in orders_of(customer)[:200]],
        cases=case_numbers_of(staff_of(request), customer=customer),
    )

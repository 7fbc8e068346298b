"""Consumer law, asked: facts in, a ruling out. Nothing is read from the desk, nothing is kept."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Body, Router
from pydantic import Field

from makegood.api.errors import documented
from makegood.api.keys import ApiKeyAuth
from makegood.api.schemas import NotUnderstoodOut, RulingOut
from makegood.policy.queries import explained

router = Router(tags=["policy"], auth=ApiKeyAuth("policy:read"))
Asked = dict[str, Any] | Annotated[list[Any], Field(max_length=1000)]
Answer = RulingOut | NotUnderstoodOut


@router.post(
    "/explain", response=documented(Answer | list[Answer]), summary="Explain what the law gives"
)
def explain_policy(request: HttpRequest, asked: Body[Asked]) -> Any:
    """Facts of one order, or a list of up to 1,000 of them; the answers are in the same order. Reference material, not
    legal advice. Scope `policy:read`."""
    return [explained(one) for one in asked] if isinstance(asked, list) else explained(asked)

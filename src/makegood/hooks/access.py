"""The doors to endpoints and their posts: for those who change settings."""

from uuid import UUID

from makegood.hooks.models import Endpoint, Post
from makegood.kernel.errors import NotFound
from makegood.people.models import Staff


def endpoint_for(staff: Staff, endpoint_id: UUID) -> Endpoint:
    """An endpoint to look after."""
    found = Endpoint.objects.select_related("staff").filter(pk=endpoint_id).first()
    if found is None or not (staff.is_active and staff.may("settings")):
        raise NotFound("no such endpoint")
    return found


def post_for(staff: Staff, post_id: UUID) -> Post:
    """Something that went to an endpoint, or waits to."""
    found = Post.objects.select_related("endpoint").filter(pk=post_id).first()
    if found is None:
        raise NotFound("no such post")
    endpoint_for(staff, found.endpoint_id)
    return found

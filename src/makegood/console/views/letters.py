import base64
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from makegood.cases.access import case_for
from makegood.console.access import for_staff, staff_of
from makegood.kernel import files
from makegood.kernel.errors import NotFound
from makegood.messages.access import attachment_for, message_for
from makegood.messages.models import Attachment, Message
from makegood.messages.rules import shown
from makegood.ui.csp import policy
from makegood.ui.serving import attachment_response, picture_type, thumbnail_response

LARGEST_PICTURE = 2_000_000
"""Bytes of a picture inside a letter that are put into the page itself."""


@for_staff
@require_GET
@xframe_options_sameorigin
def letter(request: HttpRequest, number: int, message_id: UUID) -> HttpResponse:
    """A mail as it was sent, alone in a frame that can run nothing; pictures from elsewhere only when asked."""
    staff = staff_of(request)
    case = case_for(staff, number)
    message = message_for(staff, message_id)
    if message.case_id != case.pk or not message.html:
        raise NotFound
    with_pictures = request.GET.get("pictures") == "1"
    html = shown(message.html, _pictures(message), remote=with_pictures)
    has_blocked = "data-remote-src" in message.html and not with_pictures
    body = render_to_string(
        "console/letter.html", {"html": html, "has_blocked": has_blocked, "message": message}
    )
    response = HttpResponse(body)
    response["Content-Security-Policy"] = _policy(with_pictures)
    response["Referrer-Policy"] = "no-referrer"
    return response


@for_staff
@require_GET
def attachment(request: HttpRequest, attachment_id: UUID) -> HttpResponseBase:
    return attachment_response(attachment_for(staff_of(request), attachment_id))


@for_staff
@require_GET
def thumbnail(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    return thumbnail_response(attachment_for(staff_of(request), attachment_id))


def _policy(with_pictures: bool) -> str:
    pictures = "data: https: http:" if with_pictures else "data:"
    sealed = "allow-popups allow-popups-to-escape-sandbox"
    return policy(
        script_src="'none'",
        connect_src="'none'",
        form_action="'none'",
        frame_src="'none'",
        img_src=pictures,
        style_src_attr="'unsafe-inline'",  # the few harmless properties that were let through
        frame_ancestors="'self'",
        sandbox=sealed,
    )


def _pictures(message: Message) -> dict[str, str]:
    """Content-ID → the picture itself: a frame without an origin has no session to fetch it with."""
    inline = [one for one in message.attachments.all() if one.content_id]
    return {one.content_id.strip("<>"): source for one in inline if (source := _as_data(one))}


def _as_data(attachment: Attachment) -> str:
    if attachment.size > LARGEST_PICTURE or (kind := picture_type(attachment.sha256)) is None:
        return ""
    content = base64.b64encode(files.read(attachment.sha256)).decode()
    return f"data:{kind};base64,{content}"

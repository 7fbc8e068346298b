"""The design system, shown by itself: its tokens as the style sheet has them, its parts as pages draw them."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from makegood.console.access import for_staff
from makegood.kernel import clock
from makegood.kernel.colours import READABLE, contrast
from makegood.ui.pages import render
from makegood.ui.tokens import READ_ON, icons, tokens

SIZES = ("text-small", "text", "text-large", "text-huge")
SPACES = ("s1", "s2", "s3", "s4", "s5", "s6", "s7")


@for_staff
@require_GET
def style(request: HttpRequest) -> HttpResponse:
    light, dark = tokens("light"), tokens("dark")
    now = clock.now()
    context = {
        "colours": [(name, value, dark[name]) for name, value in light.items() if value[0] == "#"],
        "pairs": [
            (text, ground, *(contrast(found[text], found[ground]) for found in (light, dark)))
            for text, ground in READ_ON
        ],
        "least": READABLE,
        "sizes": [(name, light[name]) for name in SIZES],
        "spaces": [
            (name, light[name], float(light[name].removesuffix("rem")) * 16) for name in SPACES
        ],
        "icons": icons(),
        "moments": [now + timedelta(hours=hours) for hours in (-3, 1, 5, 90)],
    }
    return render(request, "console/style.html", context)

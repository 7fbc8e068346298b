"""What each page of the desk asks of a role: the one table the doors of the pages read (`access`).

A page that is not named here needs nothing to be read (those of the settings, `for_leads`, need `settings`); to send
anything to it needs `answer`, unless it is named in `FREE`. So a new page is closed to those who only look on, until
somebody says otherwise.
"""

NEEDED: dict[str, str] = {
    **dict.fromkeys(["console:closure", "console:reopening"], "close"),
    **dict.fromkeys(
        ["console:import", "console:import_file", "console:import_run", "console:import_refused"],
        "orders",
    ),
    **dict.fromkeys(
        [
            "console:staff",
            "console:invitations",
            "console:invitation_revocation",
            "console:staff_role",
            "console:staff_work",
            "console:staff_deactivation",
            "console:staff_reactivation",
            "console:teams",
            "console:team_new",
            "console:team",
            "console:team_removal",
            "console:roles",
            "console:role_new",
            "console:role",
            "console:role_removal",
        ],
        "people",
    ),
    "console:practice_review": "people",
    "console:counts": "reports",
    "console:promise_figures": "reports",
    "console:promise_figure": "reports",
    "console:deletion": "delete",
    "console:retention": "delete",
    "console:audit_table": "export",
    "console:command_new": "answer",
    "console:splitting": "answer",
    "console:threads": "answer",
    "console:delivery": "answer",
    "console:macro_on_case": "answer",
}
FREE = frozenset(
    {
        "console:noting",
        "console:following",
        "console:notices_reading",
        "console:notice",
        "console:view_saving",
        "console:view_removal",
        "console:view_renaming",
        "console:queue_look",
        "console:profile",
        "console:work",
        "console:calendar",
        "console:bulk",
        "console:tips",
        "console:tip_removal",
        "console:training",
        "console:practice",
        "console:practice_removal",
        "setup_protection",
    }
)
"""What anybody at the desk may send: notes, what they follow, what is their own (practice, too), and bulks, whose steps ask for
themselves."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def needed(page: str, method: str, usually: str = "") -> str:
    """The permission the page asks for; empty when it asks for none. `usually`: what pages of its kind ask for."""
    if asked := NEEDED.get(page, usually):
        return asked
    return "" if method in SAFE or page in FREE else "answer"

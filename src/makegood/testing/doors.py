"""Every address there is, with who may pass. A new address that is not listed here fails the test."""

from dataclasses import dataclass

OWNER, AGENT, OTHER, LIGHT, CUSTOM = "owner", "agent", "other agent", "light", "custom"
"""`other agent` is of another team than the case is. `light` only looks on, and `custom` closes cases and looks after people;
both are of the case's team.
"""


@dataclass(frozen=True)
class Door:
    """Who of the staff may pass; nobody without a seat ever may."""

    passes: frozenset[str]


STAFF = Door(frozenset({OWNER, AGENT, OTHER, LIGHT, CUSTOM}))
WORK = Door(frozenset({OWNER, AGENT, OTHER}))
"""What is sent by those who work on cases."""
LEADS = Door(frozenset({OWNER}))
PEOPLE = Door(frozenset({OWNER, CUSTOM}))
CASE = Door(frozenset({OWNER, AGENT}))
"""What is done to a case of the agent's team."""
CLOSING = Door(frozenset({OWNER, AGENT, CUSTOM}))
SEEN = Door(frozenset({OWNER, AGENT, LIGHT, CUSTOM}))
"""What is read of a case of the agent's team, and notes on it."""
PRACTICE = Door(frozenset({OWNER, AGENT, CUSTOM}))
"""What the agent wrote to learn by it: theirs, and of those who look after people."""
OWN = Door(frozenset({AGENT}))
"""What is the agent's own: not even the owner's."""

CONSOLE: dict[str, Door] = {
    "setup_protection": STAFF,
    "setup_start": LEADS,
    "console:settings": STAFF,
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
            "console:practice_review",
        ],
        PEOPLE,
    ),
    **dict.fromkeys(
        [
            "console:postoffice_letter",
            "console:postoffice_html",
            "console:arrival",
            "console:arrival_raw",
            "console:case",
            "console:earlier_drafts",
            "console:noting",
            "console:following",
            "console:letter",
            "console:original",
            "console:attachment",
            "console:thumbnail",
        ],
        SEEN,
    ),
    **dict.fromkeys(
        [
            "console:closure",
            "console:reopening",
        ],
        CLOSING,
    ),
    **dict.fromkeys(
        [
            "console:settings_shop",
            "console:brand",
            "console:brand_letter",
            "console:logo",
            "console:logo_removal",
            "console:languages",
            "console:settings_hours",
            "console:mailboxes",
            "console:counts",
            "console:deletion",
            "console:census",
            "console:arrivals_retrying",
            "console:mailbox_new",
            "console:mailbox",
            "console:answers",
            "console:signature",
            "console:disconnection",
            "console:mailbox_new_by",
            "console:mailbox_new_on_consent",
            "console:mailbox_consent",
            "console:consent_again",
            "console:tags",
            "console:tag_name",
            "console:tag_removal",
            "console:tag_joining",
            "console:templates",
            "console:template_new",
            "console:template",
            "console:template_removal",
            "console:template_prepared",
            "console:phrases",
            "console:playbooks",
            "console:playbook_making",
            "console:playbook",
            "console:playbook_restoring",
            "console:guide_new",
            "console:guide",
            "console:guide_removal",
            "console:sign_in",
            "console:seat_release",
            "console:keys",
            "console:key_revocation",
            "console:retention",
            "console:exports",
            "console:export_file",
            "console:export_removal",
            "console:audit",
            "console:audit_table",
            "console:sample",
            "console:sample_removal",
            "console:import",
            "console:import_file",
            "console:import_run",
            "console:import_refused",
        ],
        LEADS,
    ),
    **dict.fromkeys(
        [
            "console:postoffice",
            "console:postoffice_new",
            "console:intake",
            "console:customers",
            "console:customer",
            "console:customer_merging",
            "console:orders",
            "console:order",
            "console:inbox",
            "console:bulks",
            "console:bulk_new",
            "console:incidents",
            "console:incident_new",
            "console:incident",
            "console:macros",
            "console:macro_new",
            "console:view_saving",
            "console:queue_look",
            "console:search",
            "console:palette",
            "console:style",
            "console:promises",
            "console:training",
            "console:tips",
            "console:tip_removal",
            "console:calls",
            "console:notices",
            "console:bell",
            "console:notices_reading",
            "console:profile",
            "console:work",
            "console:wishes",
        ],
        STAFF,
    ),
    **dict.fromkeys(
        [
            "console:arrival_decision",
            "console:macro_on_case",
            "console:incident_membership",
            "console:assignment",
            "console:handing_over",
            "console:snoozing",
            "console:waking",
            "console:changing",
            "console:tagging",
            "console:untagging",
            "console:facts",
            "console:marking",
            "console:questions",
            "console:undoing",
            "console:merging",
            "console:splitting",
            "console:rearrangement",
            "console:linking",
            "console:address_works",
            "console:threads",
            "console:promising",
            "console:promise_change",
            "console:draft",
            "console:draft_template",
            "console:script",
            "console:finding_missing",
            "console:finding_refusal",
            "console:steps",
            "console:attempts",
            "console:draft_removal",
            "console:draft_files",
            "console:draft_file_removal",
            "console:messages",
            "console:withdrawal",
            "console:delivery",
        ],
        CASE,
    ),
    **dict.fromkeys(
        [
            "console:view_removal",
            "console:view_renaming",
            "console:notice",
            "console:earlier_draft_back",
            "console:call",
            "console:call_notes",
            "console:call_ending",
            "console:call_removal",
            "console:macro",
            "console:macro_removal",
            "console:practice_removal",
        ],
        OWN,
    ),
    "console:practice": PRACTICE,
    **dict.fromkeys(["console:incident_changing", "console:incident_resolution"], WORK),
    **dict.fromkeys(
        ["console:bulk", "console:bulk_stopping", "console:bulk_undoing", "console:bulk_again"],
        CASE,
    ),
}

LINK = {
    "portal:status",
    "portal:answer",
    "portal:facts",
    "portal:questions",
    "portal:file",
    "portal:thumbnail",
}
"""Pages behind a customer's link: whoever has it, and nobody who has another or a revoked one."""

API: dict[str, str] = {
    "api:list_cases": "cases:read",
    "api:count_cases": "cases:read",
    "api:open_a_case": "cases:write",
    "api:read_case": "cases:read",
    "api:assign_case": "cases:write",
    "api:note_case": "cases:write",
    "api:reply_to_case": "cases:write",
    "api:take_reply_back": "cases:write",
    "api:list_threads": "cases:read",
    "api:open_a_thread": "cases:write",
    "api:read_thread": "cases:read",
    "api:write_to_thread": "cases:write",
    "api:close_a_case": "cases:write",
    "api:reopen_a_case": "cases:write",
    "api:list_bulks": "cases:read",
    "api:start_a_bulk": "cases:write",
    "api:read_bulk": "cases:read",
    "api:list_results": "cases:read",
    "api:stop_a_bulk": "cases:write",
    "api:undo_a_bulk": "cases:write",
    "api:list_customers": "customers:read",
    "api:read_customer": "customers:read",
    "api:list_orders": "orders:read",
    "api:read_order": "orders:read",
    "api:list_promises": "promises:read",
    "api:explain_policy": "policy:read",
    "api:search": "search",
}
"""The API's operations and the scope each asks for."""

PUBLIC = {
    "password_strength": "judges a password that is being typed; knows nothing",
    "setup": "behind a one-time link of its own (tests/console)",
    "invitation": "behind a one-time link of its own (tests/console)",
    "set_language": "keeps the reader's choice of language",
    "account_login": "signing in",
    "provider_start": "signing in at the shop's own provider (tests/console/test_sign_in_elsewhere.py)",
    "provider_back": "coming back from there; nothing without the question this browser asked",
    "account_logout": "signing out; does nothing for a stranger",
    "account_inactive": "says that a seat is closed",
    "account_reset_password": "asks for a mail to one's own address",
    "account_reset_password_done": "says that a mail is on its way",
    "account_reset_password_from_key": "behind a one-time link of its own (tests/console)",
    "account_reset_password_from_key_done": "says that the password is changed",
    "mfa_authenticate": "the second step of signing in; nothing without the first",
    "mfa_login_webauthn": "signing in with a passkey",
    "portal:brand": "a colour as a style sheet",
    "portal:logo": "the shop's logo, which is on every mail",
    "portal:preview": "a sample page behind a signed link of the settings (tests/portal/test_previewing.py)",
    "inbound": "a provider, who shows the account's secret (tests/api/test_inbound.py)",
    "inbound-to": "as inbound",
    "healthz": "whether all is well, without names and secrets (tests/api)",
    "metrics": "this machine or a key with its scope (tests/api)",
    "api:api-root": "says that nothing is here",
    "api-root": "says that nothing is here",
    "api-elsewhere": "says that nothing is here",
}
"""Addresses that ask nobody who they are, and why that is right."""

SIGNED_IN = {
    "account_reauthenticate",
    "account_change_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}
"""allauth's pages about one's own seat: a stranger is asked to sign in."""

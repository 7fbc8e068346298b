"""The addresses of the staff's pages."""

from django.urls import URLPattern, URLResolver, include, path

from makegood.console.views import (
    asking,
    calls,
    cases,
    deleting,
    inbox,
    intake,
    letters,
    notices,
    playbooks,
    profile,
    promises,
    searching,
    writing,
)

app_name = "console"

CASE = "cases/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("makegood.console.settings_urls")),
    path("", inbox.inbox, name="inbox"),
    path("views/", inbox.saving, name="view_saving"),
    path("looks/", inbox.looking, name="queue_look"),
    path("views/<uuid:view_id>/renaming/", inbox.renaming, name="view_renaming"),
    path("views/<uuid:view_id>/removal/", inbox.removal, name="view_removal"),
    path("calls/", calls.calls, name="calls"),
    path("calls/<uuid:call_id>/", calls.call, name="call"),
    path("calls/<uuid:call_id>/notes/", calls.notes, name="call_notes"),
    path("calls/<uuid:call_id>/ending/", calls.ending, name="call_ending"),
    path("calls/<uuid:call_id>/removal/", calls.removal, name="call_removal"),
    path(CASE, cases.case, name="case"),
    path(f"{CASE}assignment/", cases.assignment, name="assignment"),
    path(f"{CASE}closure/", cases.closure, name="closure"),
    path(f"{CASE}deletion/", deleting.deletion, name="deletion"),
    path(f"{CASE}reopening/", cases.reopening, name="reopening"),
    path(f"{CASE}snooze/", cases.snoozing, name="snoozing"),
    path(f"{CASE}waking/", cases.waking, name="waking"),
    path(f"{CASE}cover/", cases.changing, name="changing"),
    path(f"{CASE}tags/", cases.tagging, name="tagging"),
    path(f"{CASE}tags/removal/", cases.untagging, name="untagging"),
    path(f"{CASE}notes/", cases.noting, name="noting"),
    path(f"{CASE}facts/", cases.facts, name="facts"),
    path(f"{CASE}questions/", asking.questions, name="questions"),
    path(f"{CASE}mark/", cases.marking, name="marking"),
    path(f"{CASE}history/<int:happening_id>/undoing/", cases.undoing, name="undoing"),
    path(f"{CASE}merger/", cases.merging, name="merging"),
    path(f"{CASE}addresses/<uuid:identity_id>/", cases.address_works, name="address_works"),
    path(f"{CASE}splitting/", cases.splitting, name="splitting"),
    path(
        f"{CASE}rearrangements/<uuid:rearrangement_id>/", cases.rearrangement, name="rearrangement"
    ),
    path(f"{CASE}link/", cases.linking, name="linking"),
    path(f"{CASE}promises/", cases.promising, name="promising"),
    path(f"{CASE}promises/<uuid:promise_id>/", cases.promise_change, name="promise_change"),
    path(f"{CASE}steps/", playbooks.steps, name="steps"),
    path(f"{CASE}attempts/", playbooks.attempts, name="attempts"),
    path(f"{CASE}draft/script/", playbooks.script, name="script"),
    path(f"{CASE}draft/", writing.draft, name="draft"),
    path(f"{CASE}draft/template/", writing.template, name="draft_template"),
    path(f"{CASE}draft/earlier/", writing.earlier, name="earlier_drafts"),
    path(
        f"{CASE}draft/earlier/<uuid:earlier_id>/", writing.earlier_back, name="earlier_draft_back"
    ),
    path(f"{CASE}draft/removal/", writing.removal, name="draft_removal"),
    path(f"{CASE}draft/files/", writing.files, name="draft_files"),
    path(
        f"{CASE}draft/files/<uuid:attachment_id>/removal/",
        writing.file_removal,
        name="draft_file_removal",
    ),
    path(f"{CASE}messages/", writing.messages, name="messages"),
    path(f"{CASE}threads/", writing.threads, name="threads"),
    path(f"{CASE}messages/<uuid:message_id>/letter/", letters.letter, name="letter"),
    path(f"{CASE}messages/<uuid:message_id>/original/", intake.original, name="original"),
    path(f"{CASE}messages/<uuid:message_id>/withdrawal/", writing.withdrawal, name="withdrawal"),
    path(f"{CASE}messages/<uuid:message_id>/delivery/", writing.delivery, name="delivery"),
    path("files/<uuid:attachment_id>/", letters.attachment, name="attachment"),
    path("files/<uuid:attachment_id>/small/", letters.thumbnail, name="thumbnail"),
    path("search/", searching.search, name="search"),
    path("promises/", promises.promises, name="promises"),
    path("notices/", notices.notices, name="notices"),
    path("notices/bell/", notices.bell, name="bell"),
    path("notices/reading/", notices.reading, name="notices_reading"),
    path("notices/<uuid:notice_id>/", notices.opening, name="notice"),
    path("profile/", profile.profile, name="profile"),
]

"""Sessions that have ended do not stay in the database."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from makegood.kernel import clock
from makegood.kernel.sessions import SessionStore
from makegood.kernel.tasks import forget_old_sessions

pytestmark = pytest.mark.django_db


def test_sessions_that_have_ended_are_swept_and_no_others() -> None:
    old, young = SessionStore(), SessionStore()
    old.create()
    young.create()
    ended = clock.now() - timedelta(minutes=1)
    Session.objects.filter(pk=old.session_key).update(expire_date=ended)

    forget_old_sessions(0)

    assert [one.pk for one in Session.objects.all()] == [young.session_key]

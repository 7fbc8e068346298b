"""Django's sessions in the database, found by a statement written once: every page asks for one."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from makegood.kernel.written import written_rows


class SessionStore(db.SessionStore):
    """As Django's. Its clock is the browser's, as that of the cookie: no clock that stands still in a test."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        found = _session(key, timezone.now()) if key else []  # noqa: TID251  as Django's own
        if not found:
            self._session_key = None
            return None
        return found[0]


@written_rows
def _session(key: str, now: object) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)

"""The steps of a connection in words: what was tried, what went wrong, what to do."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from makegood.messages.ports import Published, Step


@dataclass(frozen=True)
class Told:
    """A step for the reader; `advice` is empty when it went well, `detail` is the server's own words, `note` what is worth
    knowing all the same."""

    name: str
    is_ok: bool
    problem: str
    advice: str
    detail: str
    note: str = ""


def told(step: Step) -> Told:
    """One step of a test."""
    problem, advice = ("", "") if step.is_ok else words_for(step.code, step.name)
    return Told(name_of(step.name), step.is_ok, problem, advice, "" if step.is_ok else step.detail)


def name_of(step: str) -> str:
    """What a step does."""
    names = {
        "imap.connect": _("Reach the incoming server"),
        "imap.login": _("Sign in for reading"),
        "pop3.connect": _("Reach the incoming server"),
        "pop3.login": _("Sign in for reading"),
        "pop3.fetch": _("Fetch the mail"),
        "imap.folder": _("Open the folder"),
        "oauth.token": _("Ask the provider for permission"),
        "smtp.connect": _("Reach the outgoing server"),
        "smtp.login": _("Sign in for sending"),
        "postoffice": _("The post office"),
    }
    return names.get(step, step)


def words_for(code: str, step: str = "") -> tuple[str, str]:
    """What went wrong, and what to do about it."""
    side = {"smtp": "SMTP", "pop3": "POP3"}.get(step.partition(".")[0], "IMAP")
    words = {
        "name_not_found": (
            _("There is no server of this name."),
            _(
                "Check the %(side)s server's name for typing mistakes; your provider's help pages name it."
            )
            % {"side": side},
        ),
        "refused": (
            _("The server does not answer at this port."),
            _(
                "Check the %(side)s port (usually 993 for IMAP, 995 for POP3, 465 or 587 for SMTP) and whether a firewall stands between."
            )
            % {"side": side},
        ),
        "timed_out": (
            _("The server did not answer in time."),
            _(
                "Check the server's name and port. If they are right, a firewall may swallow the connection; otherwise wait, it is tried again by itself."
            ),
        ),
        "certificate": (
            _("The server's certificate is not to be trusted."),
            _("Its provider or whoever runs it has to put that right."),
        ),
        "certificate_expired": (
            _("The server's certificate has expired."),
            _(
                "Whoever runs the server has to renew it; if it is your own, its renewal has stopped working. Check this machine's clock, too."
            ),
        ),
        "certificate_name": (
            _("The server's certificate is made for another name."),
            _(
                "Use one of the names it is made for (below) as the server's name, or the one your provider's help pages give."
            ),
        ),
        "certificate_issuer": (
            _("The server's certificate comes from somebody this machine does not know."),
            _(
                "A server of your own may have a certificate it made itself: give it one from a known authority, such as Let's Encrypt. With any other server, do not go on: somebody may be listening in."
            ),
        ),
        "token_refused": (
            _("The mail server does not take the provider's permission."),
            _(
                "A new one is asked for by itself. If this stays, check that the address is the one that gave its consent, and that IMAP and SMTP are switched on for it at the provider."
            ),
        ),
        "consent_ended": (
            _("The permission to read and send has been withdrawn or has run out."),
            _(
                "Open this mailbox and sign in at the provider again. Nothing is lost: what came meanwhile is fetched then."
            ),
        ),
        "client_refused": (
            _("The provider does not know this desk's registration any more."),
            _(
                "Its client secret has probably run out: make a new one at the provider, enter it in this mailbox and sign in again."
            ),
        ),
        "no_tls": (
            _("The server does not offer the security chosen."),
            _(
                "Choose another security: port 993 and 465 go with TLS from the start, 143 and 587 with STARTTLS."
            ),
        ),
        "wrong_password": (
            _("The server does not take this user name and password."),
            _(
                "Type them again. Many providers want a password made for this program (an “app password”), which you make in your account's security settings there."
            ),
        ),
        "no_such_folder": (
            _("The mailbox has no folder of this name."),
            _(
                "Leave the folder empty to read the INBOX, or write its name exactly as your mail program shows it."
            ),
        ),
    }
    unknown = (
        _("The server answered something unexpected."),
        _(
            "Its own words are below; your provider's support can tell what they mean. It is tried again by itself."
        ),
    )
    return words.get(code, unknown)


def words_of_record(published: Published) -> str:
    """Whether a signature's record is right, and what to do when it is not."""
    words = {
        "ok": _("The record is there, and it is right."),
        "missing": _("There is no record of this name yet. Publish it as it stands below."),
        "name_doubled": _(
            "The domain stands twice in the record's name: enter the name without the domain."
        ),
        "several": _("There are several records of this name. Keep only the one below."),
        "other": _("Something else stands there. Replace it by the whole value below."),
    }
    return words.get(published.code) or _("The DNS gave no answer. Try again in a minute.")

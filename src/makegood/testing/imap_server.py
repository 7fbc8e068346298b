"""An IMAP server with mailboxes in memory: enough of RFC 3501, 2177 and 4315 to be read from, and to fail as told."""

import base64
import re
import ssl
import threading
import time
from collections.abc import Callable, MutableSequence, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from makegood.testing.consent import TOKEN_REFUSED, is_taken
from makegood.testing.sockets import Gate, LineSession, LoopbackServer

NO_DATE = datetime.min.replace(tzinfo=UTC)
"""A mail without a Date is older than any date, as Dovecot sees it."""


@dataclass
class Stored:
    uid: int
    content: bytes
    arrived_at: datetime
    flags: set[str] = field(default_factory=set)


class ManyMails(Sequence[Stored]):
    """A folder of `length` mails that exist only when they are looked at, with the UIDs from 1 on."""

    def __init__(self, length: int, make: Callable[[int], bytes], arrived_at: datetime) -> None:
        self.length, self.make, self.arrived_at = length, make, arrived_at

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, place: Any) -> Any:
        uid = range(1, self.length + 1)[place]
        return Stored(uid, self.make(uid), self.arrived_at)


@dataclass
class Folder:
    uidvalidity: int
    mails: MutableSequence[Stored] | ManyMails = field(default_factory=list)
    next_uid: int = 1


@dataclass
class ImapFaults:
    """Switches, read at each command; change them while it runs."""

    refuse_login: bool = False
    silent: bool = False
    no_idle: bool = False
    no_starttls: bool = False
    unreadable: set[int] = field(default_factory=set)
    """UIDs whose content the server can't give: NO for any fetch of their body."""
    unmeasured: set[int] = field(default_factory=set)
    """UIDs of which the server knows the day alone: asked for size or content it hangs up, as Dovecot does over a broken file."""
    cut_off: set[int] = field(default_factory=set)
    """UIDs in the middle of whose content the line breaks, every time; their headers come through."""
    gate: Gate | None = None
    """Held at before any mail's content is given."""
    drop_in_fetch: int = 0
    """Cut the line after this many fetched mails of a command; 0: never."""


class ImapServer(LoopbackServer):
    """`put` delivers; open IDLEs hear of it at once. `commands` is what clients asked for."""

    def __init__(
        self,
        *,
        user: str = "desk",
        secret: str = "geheim",  # noqa: S107  a server that exists for a test
        tls: ssl.SSLContext | None = None,
        starttls: ssl.SSLContext | None = None,
        port: int = 0,
    ) -> None:
        super().__init__(_Session, port)
        self.user, self.secret, self.tls, self.starttls = user, secret, tls, starttls
        self.tokens: set[str] = set()
        """Access tokens taken with XOAUTH2."""
        self.faults = ImapFaults()
        self.folders: dict[str, Folder] = {"INBOX": Folder(1), "Sent": Folder(2)}
        self.changed = threading.Condition()
        self.commands: list[str] = []

    def put(self, content: bytes, folder: str = "INBOX", arrived_at: datetime | None = None) -> int:
        """Deliver a mail; its UID."""
        with self.changed:
            box = self.folders[folder]
            uid = box.next_uid
            box.next_uid += 1
            content = re.sub(rb"\r?\n", b"\r\n", content)
            assert isinstance(box.mails, MutableSequence), "nothing is put into an endless folder"
            box.mails.append(Stored(uid, content, arrived_at or datetime.now(UTC)))
            self.changed.notify_all()
        return uid

    def delete(self, uid: int, folder: str = "INBOX") -> None:
        with self.changed:
            box = self.folders[folder]
            box.mails = [mail for mail in box.mails if mail.uid != uid]
            self.changed.notify_all()

    def renumber(self, folder: str = "INBOX") -> None:
        """A new UIDVALIDITY, every mail with another UID: what a restored or moved mailbox does."""
        with self.changed:
            box = self.folders[folder]
            box.uidvalidity += 1000
            for uid, mail in enumerate(box.mails, start=1):
                mail.uid = uid
            box.next_uid = len(box.mails) + 1
            self.changed.notify_all()


class _Session(LineSession):
    def handle(self) -> None:
        self.owner: ImapServer = self.server.owner
        self.folder: Folder | None = None
        self.is_known = False
        self.request.settimeout(180)
        if self.owner.faults.silent:
            self.rfile.read(1)
            return
        if self.owner.tls:
            self.secure(self.owner.tls)
        self.say(f"* OK [CAPABILITY {self._offers()}] loopback")
        while line := self._line():
            tag, _, rest = line.partition(" ")
            word, _, rest = rest.partition(" ")
            self.owner.commands.append(
                f"{word} {rest}".strip() if word.upper() != "LOGIN" else "LOGIN"
            )
            if not self._obey(tag, word.upper(), rest):
                return

    def _line(self) -> str:
        """One command, its literals read and put in as quoted strings."""
        line = self.rfile.readline(1 << 20).decode("utf-8", "replace").rstrip("\r\n")
        while match := re.search(r"\{(\d+)(\+?)\}$", line):
            if not match[2]:
                self.say("+ go on")
            literal = self.rfile.read(int(match[1]))
            self.literal = literal
            tail = self.rfile.readline().decode().rstrip("\r\n")
            line = f'{line[: match.start()]}"{literal.decode("utf-8", "replace")}"{tail}'
        return line

    def _obey(self, tag: str, word: str, rest: str) -> bool:
        is_uid = word == "UID"
        if is_uid:
            word, _, rest = rest.partition(" ")
        verb = getattr(self, f"_on_{word.lower()}", None)
        if verb is None:
            self.say(f"{tag} BAD unknown command")
            return True
        if (
            word not in ("CAPABILITY", "LOGIN", "LOGOUT", "NOOP", "STARTTLS", "AUTHENTICATE")
            and not self.is_known
        ):
            self.say(f"{tag} NO sign in first")
            return True
        return verb(tag, rest) is not False

    def _offers(self) -> str:
        offers = ["IMAP4rev1", "AUTH=PLAIN", "AUTH=XOAUTH2", "SASL-IR", "SPECIAL-USE", "UIDPLUS"]
        if not self.owner.faults.no_idle:
            offers.append("IDLE")
        if self.owner.starttls and not self.is_secure and not self.owner.faults.no_starttls:
            offers.append("STARTTLS")
        return " ".join(offers)

    def _on_capability(self, tag: str, rest: str) -> None:
        self.say(f"* CAPABILITY {self._offers()}")
        self._ok(tag)

    def _on_starttls(self, tag: str, rest: str) -> None:
        if not self.owner.starttls:
            self.say(f"{tag} BAD no TLS here")
            return
        self._ok(tag)
        self.secure(self.owner.starttls)

    def _on_login(self, tag: str, rest: str) -> None:
        user, secret = _strings(rest)[:2]
        self._welcome(tag, user, secret)

    def _welcome(self, tag: str, user: str, secret: str) -> None:
        is_right = (user, secret) == (self.owner.user, self.owner.secret)
        self.is_known = is_right and not self.owner.faults.refuse_login
        if self.is_known:
            self.say(f"{tag} OK [CAPABILITY {self._offers()}] welcome")
        else:
            self.say(f"{tag} NO [AUTHENTICATIONFAILED] wrong user or password")

    def _on_authenticate(self, tag: str, rest: str) -> None:
        """PLAIN or XOAUTH2, with or without an initial response."""
        method, _, first = rest.partition(" ")
        if not first:
            self.say("+ ")
            first = self.rfile.readline().decode().strip()
        if method.upper() == "XOAUTH2":
            self._welcome_on_consent(tag, base64.b64decode(first).decode())
            return
        _, user, secret = base64.b64decode(first).decode().split("\0")
        self._welcome(tag, user, secret)

    def _welcome_on_consent(self, tag: str, given: str) -> None:
        self.is_known = is_taken(given, self.owner.user, self.owner.tokens)
        if self.is_known:
            self.say(f"{tag} OK welcome")
            return
        self.say(f"+ {TOKEN_REFUSED}")
        self.rfile.readline()
        self.say(f"{tag} NO [AUTHENTICATIONFAILED] Invalid credentials")

    def _on_logout(self, tag: str, rest: str) -> bool:
        self.say("* BYE")
        self._ok(tag)
        return False

    def _on_noop(self, tag: str, rest: str) -> None:
        if self.folder:
            self.say(f"* {len(self.folder.mails)} EXISTS")
        self._ok(tag)

    def _on_list(self, tag: str, rest: str) -> None:
        for name in self.owner.folders:
            flags = "\\Sent" if name == "Sent" else ""
            self.say(f'* LIST ({flags}) "/" "{name}"')
        self._ok(tag)

    def _on_select(self, tag: str, rest: str) -> None:
        folder = self.owner.folders.get(_strings(rest)[0])
        if folder is None:
            self.say(f"{tag} NO [NONEXISTENT] no such folder")
            return
        self.folder = folder
        self.say(f"* {len(folder.mails)} EXISTS")
        self.say("* 0 RECENT")
        self.say("* FLAGS (\\Seen \\Deleted)")
        self.say(f"* OK [UIDVALIDITY {folder.uidvalidity}] valid")
        self.say(f"* OK [UIDNEXT {folder.next_uid}] next")
        self.say(f"{tag} OK [READ-ONLY] open")

    _on_examine = _on_select

    def _on_search(self, tag: str, rest: str) -> None:
        assert self.folder is not None
        wanted = _criteria(rest, self.folder)
        mails = self.folder.mails
        if isinstance(
            mails, ManyMails
        ):  # asked for a stretch of UIDs, as whoever minds the time does
            uids = _strings(rest)[1] if rest.upper().startswith("UID ") else "1:*"
            mails = [mails[uid - 1] for uid in _uid_set(uids, self.folder)]
        found = [str(mail.uid) for mail in mails if all(test(mail) for test in wanted)]
        self.say(" ".join(["* SEARCH", *found]))
        self._ok(tag)

    def _on_fetch(self, tag: str, rest: str) -> bool | None:
        assert self.folder is not None
        uids, _, items = rest.partition(" ")
        wanted, faults = _uid_set(uids, self.folder), self.owner.faults
        is_body = "BODY" in items
        if is_body and faults.gate:
            faults.gate.hold()
        if is_body and any(uid in faults.unreadable for uid in wanted):
            self.say(f"{tag} NO [SERVERBUG] can't read that mail")
            return None
        if (is_body or "SIZE" in items) and any(uid in faults.unmeasured for uid in wanted):
            self.say("* BYE FETCH failed: Internal error occurred")
            return False
        for sent, (number, mail) in enumerate(_numbered(self.folder, wanted), start=1):
            out = f"* {number} FETCH (UID {mail.uid}".encode() + _items(mail, items) + b")\r\n"
            if "BODY.PEEK[]" in items and mail.uid in faults.cut_off:
                self.wfile.write(out[: len(out) // 2])
                return False
            self.wfile.write(out)
            if is_body and sent == faults.drop_in_fetch:
                return False
        self._ok(tag)
        return None

    def _on_append(self, tag: str, rest: str) -> None:
        name = _strings(rest)[0]
        uid = self.owner.put(self.literal, name)
        self.say(f"{tag} OK [APPENDUID {self.owner.folders[name].uidvalidity} {uid}] kept")

    def _on_idle(self, tag: str, rest: str) -> bool | None:
        """Listens for DONE in a thread of its own, since the mailbox has to be watched at the same time."""
        assert self.folder is not None
        self.say("+ idling")
        done = threading.Event()
        threading.Thread(target=self._until_done, args=(done,), daemon=True).start()
        known = len(self.folder.mails)
        while not done.is_set():
            with self.owner.changed:
                self.owner.changed.wait(0.05)
            if len(self.folder.mails) != known:
                known = len(self.folder.mails)
                self.say(f"* {known} EXISTS")
        if self.is_gone:
            return False
        self._ok(tag)
        return None

    def _until_done(self, done: threading.Event) -> None:
        self.is_gone = True
        try:
            self.is_gone = self.rfile.readline().strip().upper() != b"DONE"
        except OSError:
            time.sleep(0)
        finally:
            done.set()

    def _ok(self, tag: str) -> None:
        self.say(f"{tag} OK done")


def _strings(rest: str) -> list[str]:
    found = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', rest)
    return [
        re.sub(r"\\(.)", r"\1", quoted) if quoted or not bare else bare for quoted, bare in found
    ]


def _numbered(folder: Folder, uids: set[int]) -> list[tuple[int, Stored]]:
    """The mails of these UIDs with their numbers in the folder."""
    if isinstance(folder.mails, ManyMails):
        return [(uid, folder.mails[uid - 1]) for uid in sorted(uids)]
    return [(n, mail) for n, mail in enumerate(folder.mails, start=1) if mail.uid in uids]


def _uid_set(text: str, folder: Folder) -> set[int]:
    highest = folder.mails[-1].uid if folder.mails else 0
    found: set[int] = set()
    for piece in text.split(","):
        first, _, last = piece.partition(":")
        ends = sorted(highest if end == "*" else int(end) for end in (first, last or first))
        if isinstance(folder.mails, ManyMails):
            found |= set(range(max(1, ends[0]), min(highest, ends[1]) + 1))
        else:
            found |= {mail.uid for mail in folder.mails if ends[0] <= mail.uid <= ends[1]}
    return found


def _criteria(rest: str, folder: Folder) -> list[Any]:
    """The search keys our client uses, as tests of one mail."""
    words = _strings(rest.replace("(", " ( ").replace(")", " ) "))
    tests: list[Any] = []
    while words:
        tests.append(_criterion(words.pop(0).upper(), words, folder))
    return tests


def _criterion(word: str, words: list[str], folder: Folder) -> Any:
    if word == "UID":
        wanted = _uid_set(words.pop(0), folder)
        return lambda mail: mail.uid in wanted
    if word == "NOT":
        inner = _criterion(words.pop(0).upper(), words, folder)
        return lambda mail: not inner(mail)
    if word == "(":
        group: list[Any] = []
        while (key := words.pop(0).upper()) != ")":
            group.append(_criterion(key, words, folder))
        return lambda mail: all(test(mail) for test in group)
    if word == "SINCE":
        since = datetime.strptime(words.pop(0), "%d-%b-%Y").replace(tzinfo=UTC)
        return lambda mail: mail.arrived_at >= since
    if word == "SENTBEFORE":
        before = datetime.strptime(words.pop(0), "%d-%b-%Y").replace(tzinfo=UTC)
        return lambda mail: (_date(mail) or NO_DATE) < before
    if word == "HEADER":
        name, value = words.pop(0), words.pop(0)
        pattern = re.compile(
            re.escape(name.encode()) + rb":[^\r\n]*" + re.escape(value.encode()), re.I
        )
        return lambda mail: bool(pattern.search(mail.content.partition(b"\r\n\r\n")[0]))
    return lambda mail: True


def _date(mail: Stored) -> datetime | None:
    match = re.search(rb"(?mi)^date:\s*([^\r\n]+)", mail.content.partition(b"\r\n\r\n")[0])
    try:
        return parsedate_to_datetime(match[1].decode()).astimezone(UTC) if match else None
    except ValueError:
        return None


def _items(mail: Stored, items: str) -> bytes:
    out = b""
    if "RFC822.SIZE" in items:
        out += f" RFC822.SIZE {len(mail.content)}".encode()
    if "INTERNALDATE" in items:
        out += f' INTERNALDATE "{mail.arrived_at:%d-%b-%Y %H:%M:%S +0000}"'.encode()
    if "HEADER.FIELDS (MESSAGE-ID)" in items:
        line = re.search(rb"(?mi)^message-id:[^\r\n]*", mail.content.partition(b"\r\n\r\n")[0])
        head = (line[0] if line else b"") + b"\r\n\r\n"
        out += f" BODY[HEADER.FIELDS (MESSAGE-ID)] {{{len(head)}}}\r\n".encode() + head
    if "FLAGS" in items:
        out += f" FLAGS ({' '.join(sorted(mail.flags))})".encode()
    if match := re.search(r"BODY(?:\.PEEK)?\[(HEADER)?\](?:<(\d+)\.(\d+)>)?", items):
        out += _body(mail, match[1] or "", match[2], match[3])
    if "BODY[]" in items:
        mail.flags.add("\\Seen")
    return out


def _body(mail: Stored, part: str, start: str | None, length: str | None) -> bytes:
    """A part of the mail, whole or from an octet on."""
    content = mail.content
    if part == "HEADER":
        content = content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    if start is not None:
        content = content[int(start) : int(start) + int(length or 0)]
    origin = f"<{start}>" if start is not None else ""
    return f" BODY[{part}]{origin} {{{len(content)}}}\r\n".encode() + content

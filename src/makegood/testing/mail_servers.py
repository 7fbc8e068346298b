"""Debian's Dovecot and Postfix as ordinary processes on the loopback: own configuration, own ports, own folder."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from makegood.testing.sockets import certificates

DOVECOT, POSTFIX = "/usr/sbin/dovecot", "/usr/sbin/postfix"
POP3 = "/usr/lib/dovecot/pop3"
SECRET = "geheim-šifra"  # noqa: S105  of servers that live for a test
DOMAINS = ("shop.example", "example.org")

MISSING = [program for program in (DOVECOT, POSTFIX, POP3) if not Path(program).exists()]
INSTALL = "apt-get install -y dovecot-imapd dovecot-lmtpd dovecot-pop3d postfix"


@dataclass(frozen=True)
class MailServers:
    """Where they listen. Any user of the two domains exists; all have the same secret."""

    folder: Path
    imap_port: int
    imaps_port: int
    lmtp_port: int
    smtp_port: int
    pop3_port: int
    ca_file: str

    def settings(self, address: str = "desk@shop.example") -> dict[str, object]:
        """A mailbox here, as an account's settings have it."""
        return {
            "address": address,
            "secret": SECRET,
            "imap_host": "127.0.0.1",
            "imap_port": self.imaps_port,
            "imap_security": "tls",
            "pop3_host": "127.0.0.1",
            "pop3_port": self.pop3_port,
            "smtp_host": "127.0.0.1",
            "smtp_port": self.smtp_port,
            "smtp_security": "starttls",
            "ca_file": self.ca_file,
            "plus_addressing": True,
            "timeout": 20,
        }

    def hand_over(self, address: str, transport: str) -> None:
        """Postfix takes this address elsewhere than to Dovecot: `lmtp:inet:127.0.0.1:2424`, `makegood:` for a pipe."""
        with (self.folder / "transport").open("a") as map_:
            map_.write(f"{address} {transport}\n")
        subprocess.run(  # noqa: S603  fixed program
            [POSTFIX, "-c", str(self.folder / "postfix"), "reload"],
            check=True,
            capture_output=True,
            timeout=60,
        )

    def forget_numbers(self, address: str) -> None:
        """What a restored mailbox looks like: Dovecot makes a new UIDVALIDITY and numbers anew."""
        box = self.folder / "mail" / address
        for file in box.glob("dovecot*"):
            file.unlink()
        time.sleep(1.1)  # the new UIDVALIDITY is the second it is made in


@contextmanager
def mail_servers(*, is_sending: bool = True) -> Iterator[MailServers]:
    """Both, running, or Dovecot alone; stopped and gone afterwards. Needs root, as Postfix does."""
    folder = Path(tempfile.mkdtemp(prefix="makegood-mail-"))
    folder.chmod(0o755)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        _, ca_file = stack.enter_context(certificates())
        for name in ("cert.pem", "key.pem"):
            shutil.copy(Path(ca_file).parent / name, folder / name)
        ports = _free_ports(6)
        servers = MailServers(
            folder, ports[0], ports[1], ports[2], ports[3], ports[5], str(folder / "cert.pem")
        )
        stack.enter_context(_dovecot(servers, auth_port=ports[4]))
        if is_sending:
            stack.enter_context(_postfix(servers, auth_port=ports[4]))
        yield servers


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        found = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in found]


@contextmanager
def _dovecot(servers: MailServers, auth_port: int) -> Iterator[None]:
    folder, nobody = servers.folder, pwd.getpwnam("nobody")
    (folder / "mail").mkdir()
    os.chown(folder / "mail", nobody.pw_uid, nobody.pw_gid)
    config = folder / "dovecot.conf"
    config.write_text(
        f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap lmtp pop3
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:{folder}/mail/%Ln@%Ld
recipient_delimiter = +
first_valid_uid = 1
passdb {{
  driver = static
  args = password={SECRET}
}}
userdb {{
  driver = static
  args = uid={nobody.pw_uid} gid={nobody.pw_gid} home={folder}/mail/%Ln@%Ld allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {servers.imap_port}
  }}
  inet_listener imaps {{
    port = {servers.imaps_port}
    ssl = yes
  }}
}}
service pop3-login {{
  inet_listener pop3 {{
    port = 0
  }}
  inet_listener pop3s {{
    port = {servers.pop3_port}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {servers.lmtp_port}
  }}
}}
service auth {{
  inet_listener sasl {{
    port = {auth_port}
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
"""
    )
    process = subprocess.Popen([DOVECOT, "-F", "-c", str(config)])  # noqa: S603  fixed program
    try:
        _wait_for(servers.imaps_port, folder / "dovecot.log")
        yield
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def _postfix(servers: MailServers, auth_port: int) -> Iterator[None]:
    folder = servers.folder
    config, queue, data = folder / "postfix", folder / "queue", folder / "postfix-data"
    for made in (config, queue, data):
        made.mkdir()
    os.chown(data, pwd.getpwnam("postfix").pw_uid, grp.getgrnam("postfix").gr_gid)
    for name in ("postfix-files", "dynamicmaps.cf"):
        if Path("/etc/postfix", name).exists():
            shutil.copy(Path("/etc/postfix", name), config / name)
    (config / "main.cf").write_text(
        f"""
compatibility_level = 3.6
queue_directory = {queue}
data_directory = {data}
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
myhostname = mail.shop.example
mydestination =
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = {" ".join(DOMAINS)}
transport_maps = texthash:{folder}/transport
makegood_destination_recipient_limit = 1
virtual_transport = lmtp:inet:127.0.0.1:{servers.lmtp_port}
recipient_delimiter = +
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth_port}
smtpd_tls_cert_file = {folder}/cert.pem
smtpd_tls_key_file = {folder}/key.pem
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_client_connection_rate_limit = 0
default_destination_concurrency_limit = 10
minimal_backoff_time = 1s
queue_run_delay = 1s
"""
    )
    (config / "master.cf").write_text(_MASTER.format(port=servers.smtp_port, folder=folder))
    (folder / "transport").touch()
    subprocess.run(  # noqa: S603  fixed program
        [POSTFIX, "-c", str(config), "start"], check=True, capture_output=True, timeout=60
    )
    try:
        _wait_for(servers.smtp_port, folder / "postfix.log")
        yield
    finally:
        subprocess.run(  # noqa: S603  fixed program
            [POSTFIX, "-c", str(config), "abort"], check=False, capture_output=True, timeout=60
        )


_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
makegood unix - n n - - pipe flags=DRXhu user=nobody argv={folder}/deliver ${{original_recipient}}
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
"""


def _wait_for(port: int, log: Path) -> None:
    until = time.monotonic() + 15
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(
        f"nothing listens on {port}: {log.read_text() if log.exists() else 'no log'}"
    )

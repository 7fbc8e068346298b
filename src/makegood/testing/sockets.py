"""A threaded server on a free port of the loopback, and certificates for it."""

import socketserver
import ssl
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class LoopbackServer:
    """Serves `handler` in threads from `with` to the end of the block; `port` is free and known at once."""

    def __init__(self, handler: type[socketserver.BaseRequestHandler], port: int = 0) -> None:
        outer = self

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            block_on_close = False
            request_queue_size = 128
            owner = outer

            def handle_error(self, request: object, client_address: object) -> None:
                """A client that went away is what half of these tests are about."""

        self._server = Server(("127.0.0.1", port), handler)
        self.host = "127.0.0.1"
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Gate:
    """Where a server stands still until the test has done what it wants to do at this very step."""

    def __init__(self, patience: float = 120.0) -> None:
        self.reached, self.is_open, self.patience = threading.Event(), threading.Event(), patience

    def hold(self) -> None:
        self.reached.set()
        self.is_open.wait(self.patience)


class LineSession(socketserver.StreamRequestHandler):
    """One client of a protocol that speaks in lines, in the clear or after `secure`."""

    server: Any
    is_secure = False

    def secure(self, context: ssl.SSLContext) -> None:
        self.rfile.close()
        self.wfile.close()
        plain = self.request
        self.request = context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)
        self.rfile = self.request.makefile("rb")
        self.wfile = self.request.makefile("wb", 0)
        self.request.do_handshake()
        self.is_secure = True

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        self.request.close()


@contextmanager
def certificates(
    *, expired: bool = False, name: str = "127.0.0.1"
) -> Iterator[tuple[ssl.SSLContext, str]]:
    """(server's TLS context, file of the authority to trust): a certificate for `name`, run out when `expired`."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    until = now - timedelta(days=1) if expired else now + timedelta(days=2)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Makegood test")])
    who: x509.GeneralName = (
        x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=3))
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([who]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    with tempfile.TemporaryDirectory() as folder:
        cert_file, key_file = Path(folder, "cert.pem"), Path(folder, "key.pem")
        cert_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        key_file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert_file, key_file)
        yield context, str(cert_file)

"""Servers on this machine that do as they are told: a web hook and a mail server."""

import json
import socket
from collections import deque
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"


class WebHook:
    """Answers each request with the next planned status, then with 200."""

    HANG = -1
    CLOSE = -2

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.agents: list[str] = []
        self.planned: deque[int] = deque()
        self.released = Event()
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                hook.agents.append(self.headers["User-Agent"])
                status = hook.planned.popleft() if hook.planned else 200
                if status == WebHook.HANG:
                    hook.released.wait()
                if status < 0:
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                if status == 200:
                    hook.received.append(json.loads(raw))
                self.send_response(status)
                if status in (301, 302):
                    self.send_header("Location", hook.url.replace("json://", "http://"))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_GET(self) -> None:
                # Where a message was sent on, it would arrive as this.
                hook.received.append({})
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer((HOST, 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"json://{HOST}:{self._server.server_address[1]}/hook"

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class MailServer:
    """Answers each message with the next planned reply, then accepts it."""

    def __init__(self) -> None:
        self.received: list[tuple[list[str], EmailMessage]] = []
        self.planned: deque[str] = deque()
        self._controller = Controller(self, hostname=HOST, port=unused_port())
        self._controller.start()

    @property
    def url(self) -> str:
        return f"mailto://{HOST}:{self._controller.port}?from=lilo@example.org&to=dana@example.org"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.planned:
            return self.planned.popleft()
        raw = envelope.original_content
        assert raw is not None
        message = message_from_bytes(raw, policy=default)
        assert isinstance(message, EmailMessage)
        self.received.append((envelope.rcpt_tos, message))
        return "250 kept"

    def close(self) -> None:
        self._controller.stop()


def unused_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port

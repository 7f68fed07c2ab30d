"""The facility's server: a real OpenAI-compatible one on loopback, over TLS, in every mood."""

import datetime
import ipaddress
import json
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.generation import (
    ChatMessage,
    GenerationError,
    Role,
    TextRequest,
    TextUsage,
    TransientError,
)
from models.generation.facility_endpoint import (
    EndpointAddress,
    EndpointError,
    FacilityEndpoint,
)

ASKED = TextRequest((ChatMessage(Role.USER, "Good morning"),))


class Server(ThreadingHTTPServer):
    daemon_threads = True
    mood = "well"
    bodies: list[dict[str, Any]]
    release: threading.Event


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.bodies.append(body | {"key": self.headers.get("Authorization")})
        mood = self.server.mood
        if mood.isdigit():
            self.send_error(int(mood))
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if mood == "hanging":
            self.server.release.wait()
            return
        if mood == "garbage":
            self.wfile.write(b"data: {not json\n\n")
            return
        if mood == "not a chunk":
            self.wfile.write(b'data: [1, 2]\n\ndata: "x"\n\n')
            return
        for piece in ("Good ", "morning ", "to you."):
            self._send({"choices": [{"delta": {"content": piece}}]})
            if mood == "dying":
                return
        self._send({"choices": [{"delta": {}, "finish_reason": "stop"}]})
        counted = {
            "prompt_tokens": 12,
            "completion_tokens": 5,
            "prompt_tokens_details": {"cached_tokens": 8},
        }
        self._send({"choices": [], "usage": counted})
        self.wfile.write(b"data: [DONE]\n\n")

    def _send(self, chunk: dict[str, Any]) -> None:
        self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
        self.wfile.flush()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "lilo-test")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def server(certificate: Path) -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Handler)
    server.bodies, server.release = [], threading.Event()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    serving = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    serving.start()
    yield server
    server.release.set()
    server.shutdown()
    serving.join()
    server.server_close()


def endpoint(server: Server, ca_file: Path | None, key: str = "", read_s: float = 5.0) -> Any:
    url = f"https://127.0.0.1:{server.server_address[1]}/v1"
    return FacilityEndpoint(EndpointAddress(url, "big", key, ca_file), read_s=read_s)


async def written(source: Any) -> tuple[str, TextUsage | None]:
    text, usage = "", None
    async for piece in source.write(ASKED):
        if isinstance(piece, TextUsage):
            usage = piece
        else:
            text += piece
    return text, usage


async def test_it_streams_and_counts_and_sends_its_token(server: Server, certificate: Path) -> None:
    text, usage = await written(endpoint(server, certificate, "secret"))
    assert text == "Good morning to you."
    assert usage is not None
    assert (usage.tokens_in, usage.tokens_out, usage.tokens_cached) == (12, 5, 8)
    (body,) = server.bodies
    assert body["model"] == "big"
    assert body["key"] == "Bearer secret"
    assert body["messages"] == [{"role": "user", "content": "Good morning"}]


@pytest.mark.parametrize("mood", ["503", "429", "dying"])
async def test_what_may_be_over_in_a_moment_is_told_as_such(
    server: Server, certificate: Path, mood: str
) -> None:
    server.mood = mood
    with pytest.raises(TransientError):
        await written(endpoint(server, certificate))


@pytest.mark.parametrize("mood", ["401", "404", "302", "garbage", "not a chunk"])
async def test_what_will_not_be_over_is_not_worth_another_try(
    server: Server, certificate: Path, mood: str
) -> None:
    server.mood = mood
    with pytest.raises(GenerationError) as refused:
        await written(endpoint(server, certificate))
    assert not isinstance(refused.value, TransientError)


async def test_a_server_that_hangs_is_given_up(server: Server, certificate: Path) -> None:
    server.mood = "hanging"
    with pytest.raises(TransientError):
        await written(endpoint(server, certificate, read_s=0.2))


async def test_a_server_whose_certificate_nobody_signed_is_not_trusted(server: Server) -> None:
    with pytest.raises(EndpointError, match="not trusted"):
        await written(endpoint(server, None))
    assert server.bodies == []


async def test_nobody_there_is_transient(certificate: Path) -> None:
    gone = FacilityEndpoint(EndpointAddress("https://127.0.0.1:9/v1", "big", "", certificate))
    with pytest.raises(TransientError):
        await written(gone)


def test_without_tls_there_is_no_server() -> None:
    with pytest.raises(EndpointError, match="https"):
        FacilityEndpoint(EndpointAddress("http://127.0.0.1/v1", "big"))

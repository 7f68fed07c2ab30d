"""Sources that fail: a stick that is pulled out, and a mirror over TLS in every mood."""

import datetime
import errno
import ipaddress
import os
import ssl
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.bundles import Kind
from app.bundles.errors import (
    BusyError,
    NotInSourceError,
    SlowSourceError,
    SourceError,
)
from storage.bundles import FolderSource
from storage.bundles.bundle_lock import bundle_lock
from storage.bundles.https_mirror import HttpsMirror
from storage.bundles.tuf_signatures import TufSignatures
from tests.fakes.kiosks import Kiosk, make_kiosk
from tests.fakes.releases import Release


class Pulled:
    """A stick that is pulled out after so many files of content."""

    name = "stick"

    def __init__(self, folder: Path, files: int) -> None:
        self._folder = FolderSource(folder)
        self._left = files
        self.given: list[str] = []

    def blocks(self, path: str, most: int) -> Iterator[bytes]:
        if path.startswith("content/"):
            if self._left == 0:
                raise SourceError("gone")
            self._left -= 1
            self.given.append(path)
        yield from self._folder.blocks(path, most)


def three_articles(release: Release) -> None:
    head = "---\nid: {0}\ntitle: T\nreviewed: 2026-01-05\nreview_by: 2027-01-05\n---\nAbout {0}.\n"
    files = {f"knowledge/{name}.md": head.format(name) for name in ("a", "b", "c")}
    release.add(Kind.KNOWLEDGE, files, "1.1.0")
    release.publish()


def test_a_stick_pulled_out_half_way_is_gone_on_with(kiosk: Kiosk, release: Release) -> None:
    three_articles(release)
    publisher = release.publisher()
    pulled = Pulled(release.folder, 2)
    (first,) = kiosk.installer.install(pulled, publisher)
    again = Pulled(release.folder, 9)
    (second,) = kiosk.installer.install(again, publisher)

    assert type(first.error) is SourceError
    assert second.error is None
    assert len(pulled.given) == 2
    assert len(again.given) == 1  # What was copied already is kept.
    assert kiosk.log.codes == ["bundle.source", "bundle.installed"]


def test_the_folder_vanishes(release: Release, tmp_path: Path) -> None:
    source = FolderSource(release.folder)
    release.folder.rename(tmp_path / "elsewhere")

    with pytest.raises(SourceError, match="no folder"):
        list(source.blocks("metadata/timestamp.json", 1_000))


@pytest.mark.parametrize(
    ("number", "said"), [(errno.EACCES, "may not be read"), (errno.EIO, "cannot be read")]
)
def test_a_stick_that_cannot_even_be_looked_at(
    kiosk: Kiosk, release: Release, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    is_dir = Path.is_dir

    def odd(path: Path) -> bool:
        if path == release.folder:
            raise OSError(number, os.strerror(number))
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", odd)
    with pytest.raises(SourceError, match=said):
        kiosk.look(release.folder, release.publisher())


def test_who_looks_at_a_source_is_waited_for(kiosk: Kiosk, release: Release) -> None:
    """What another program has half written of the signed lists is not cleared away."""
    trust = kiosk.root / "trust"
    signatures = TufSignatures(trust, wait_s=0.0)
    half = trust / "vendor" / "tmp-of-another"
    with bundle_lock(trust, "vendor.lock"):
        half.parent.mkdir()
        half.write_text("{")
        with pytest.raises(BusyError):
            signatures.catalogue(FolderSource(release.folder), release.publisher())
        assert half.exists()
    signatures.catalogue(FolderSource(release.folder), release.publisher())
    assert not half.exists()


def test_two_installs_at_once(kiosk: Kiosk, release: Release) -> None:
    other = make_kiosk(kiosk.root)
    source, publisher = FolderSource(release.folder), release.publisher()

    with other.store.locked(), pytest.raises(BusyError):
        kiosk.installer.install(source, publisher)
    (outcome,) = kiosk.installer.install(source, publisher)

    assert outcome.error is None


class Mirror(ThreadingHTTPServer):
    """Serves a folder; `mood` applies to paths that hold `about`."""

    daemon_threads = True
    block_on_close = False
    folder: Path
    mood = "well"
    about = "content/"
    asked: list[str]
    release: threading.Event

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.server_port}"


class Handler(SimpleHTTPRequestHandler):
    server: Mirror

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        server = self.server
        server.asked.append(self.path)
        path = server.folder / self.path.lstrip("/")
        if not path.is_file():
            self.send_error(404)
            return
        raw = path.read_bytes()
        mood = server.mood if server.about in self.path else "well"
        if mood.isdigit():
            self.send_response(int(mood))
            self.send_header("Location", f"{server.url}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(200)
        if mood != "endless":
            self.send_header("Content-Length", str(len(raw)))
        if mood == "slow head":
            self.flush_headers()
            self.wfile.write(b"X")
            server.release.wait(20)
            return
        if mood == "packed":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.give(raw, mood)
        self.close_connection = True

    def give(self, raw: bytes, mood: str) -> None:
        server = self.server
        if mood == "stalling":
            self.wfile.write(raw[:10])
            self.wfile.flush()
            server.release.wait(20)
        elif mood == "trickling":
            for byte in raw[:3]:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
            server.release.wait(20)
        elif mood == "truncating":
            self.wfile.write(raw[:10])
        elif mood == "endless":
            try:
                for _ in range(100_000):
                    self.wfile.write(raw)
            except OSError:
                pass  # The reader has gone: that is the point.
        else:
            self.wfile.write(raw)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mirror")])
    begun = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begun)
        .not_valid_after(begun + datetime.timedelta(days=30))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "mirror.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def mirror(release: Release, certificate: Path) -> Iterator[Mirror]:
    server = Mirror(("127.0.0.1", 0), Handler)
    server.folder, server.asked, server.release = release.folder, [], threading.Event()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.release.set()
    server.shutdown()
    server.server_close()
    thread.join()


def test_installs_from_a_mirror(
    kiosk: Kiosk, release: Release, mirror: Mirror, certificate: Path
) -> None:
    source = HttpsMirror(mirror.url, certificate)

    (outcome,) = kiosk.installer.install(source, release.publisher())
    nothing = kiosk.installer.install(source, release.publisher())

    assert outcome.error is None
    assert nothing == []
    assert sum("content/" in path for path in mirror.asked) == 1


@pytest.mark.parametrize(
    ("mood", "kind"),
    [
        ("stalling", "bundle.source_slow"),
        ("truncating", "bundle.source"),
        ("endless", "bundle.endless"),
        ("packed", None),  # It is what it is, whatever the mirror calls it.
        ("302", "bundle.source"),
        ("500", "bundle.source"),
        ("404", "bundle.not_in_source"),
    ],
)
def test_a_mirror_in_a_mood(
    kiosk: Kiosk, release: Release, mirror: Mirror, certificate: Path, mood: str, kind: str | None
) -> None:
    mirror.mood = mood
    source = HttpsMirror(mirror.url, certificate, silence_s=0.3)

    (outcome,) = kiosk.installer.install(source, release.publisher())

    assert (outcome.error.code if outcome.error else None) == kind
    assert (kiosk.store.state(Kind.KNOWLEDGE).in_use is None) is (kind is not None)
    assert "/elsewhere" not in mirror.asked


def test_a_mirror_that_stalls_on_metadata(
    kiosk: Kiosk, release: Release, mirror: Mirror, certificate: Path
) -> None:
    mirror.mood, mirror.about = "stalling", "snapshot"

    with pytest.raises(SlowSourceError):
        kiosk.look(HttpsMirror(mirror.url, certificate, silence_s=0.3), release.publisher())


def test_a_mirror_that_trickles(release: Release, mirror: Mirror, certificate: Path) -> None:
    """Three bytes come: they are counted as they come, not once a block is full."""
    mirror.mood, mirror.about = "trickling", "metadata/"
    moments = iter([0.0, 29.0, 31.0, 33.0])
    source = HttpsMirror(mirror.url, certificate, monotonic=lambda: next(moments))

    with pytest.raises(SlowSourceError, match="bytes a second"):
        list(source.blocks("metadata/timestamp.json", 100_000))


def test_a_mirror_whose_head_does_not_come(
    release: Release, mirror: Mirror, certificate: Path
) -> None:
    mirror.mood, mirror.about = "slow head", "metadata/"
    source = HttpsMirror(mirror.url, certificate, answer_s=0.3)

    with pytest.raises(SlowSourceError, match="does not answer"):
        list(source.blocks("metadata/timestamp.json", 100_000))


def test_a_mirror_that_nobody_vouches_for(release: Release, mirror: Mirror) -> None:
    with pytest.raises(SourceError):
        list(HttpsMirror(mirror.url).blocks("metadata/timestamp.json", 100_000))


def test_what_a_mirror_does_not_have(release: Release, mirror: Mirror, certificate: Path) -> None:
    with pytest.raises(NotInSourceError):
        list(HttpsMirror(mirror.url, certificate).blocks("metadata/9.root.json", 100))


@pytest.mark.parametrize("url", ["http://a.b/c", "ftp://a.b", "https://u:p@a.b", "https://a.b?c"])
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(SourceError, match="https"):
        HttpsMirror(url)

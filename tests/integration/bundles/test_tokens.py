"""Keys on tokens: a release signed with one is trusted by a kiosk, and faults are told in words.

With SoftHSM2 (`apt install softhsm2`), a token in software behind the interface of real ones.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from release_keys import KeyFileError
from release_tokens import is_token, open_token

from app.bundles import Kind
from tests.fakes.kiosks import Kiosk
from tests.fakes.releases import ARTICLE, Release, new_key

pkcs11 = pytest.importorskip("pkcs11")

LIBRARIES = (
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
    Path("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"),
)
LIBRARY = next((path for path in LIBRARIES if path.is_file()), None)
PIN = "424242"
KEY = 2

pytestmark = pytest.mark.skipif(
    LIBRARY is None or shutil.which("softhsm2-util") is None, reason="SoftHSM2 is not installed"
)


def pin(_name: str) -> str:
    return PIN


@pytest.fixture(scope="module")
def _tokens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Two tokens, `one` with a key; the library reads its file of settings once a process."""
    folder = tmp_path_factory.mktemp("tokens")
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(settings))
        for label in ("one", "two"):
            command = ["softhsm2-util", "--init-token", "--free", "--label", label]
            secrets = ["--so-pin", PIN, "--pin", PIN]
            subprocess.run([*command, *secrets], check=True, capture_output=True)
        library = pkcs11.lib(str(LIBRARY))
        with library.get_token(token_label="one").open(rw=True, user_pin=PIN) as session:
            curve = pkcs11.util.ec.encode_named_curve_parameters("secp256r1")
            parameters = session.create_domain_parameters(
                pkcs11.KeyType.EC, {pkcs11.Attribute.EC_PARAMS: curve}, local=True
            )
            parameters.generate_keypair(store=True, id=bytes([KEY]), label="release")
        yield


@pytest.fixture(autouse=True)
def _library(_tokens: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYKCS11LIB", str(LIBRARY))


def test_what_a_token_signs_is_trusted(tmp_path: Path, kiosk: Kiosk) -> None:
    keys = {role: [new_key()] for role in ("targets", "snapshot", "timestamp", Kind.KNOWLEDGE)}
    of_token = open_token("hsm:2?label=one", pin)
    assert of_token.public_key.scheme == "ecdsa-sha2-nistp256"
    keys["targets"] = [of_token]
    keys[Kind.KNOWLEDGE] = [of_token]
    roots = [of_token, new_key(), new_key()]
    release = Release(tmp_path / "stick", tmp_path / "payloads", roots, keys).begin()
    release.add(Kind.KNOWLEDGE, {"knowledge/tea.md": ARTICLE.format(id="tea", text="At four.")})
    release.publish()
    found = kiosk.look(release.folder, release.publisher())
    assert [offer.manifest.kind for offer in found.offers] == [Kind.KNOWLEDGE]
    assert not found.refused


def test_the_pin_is_asked_for_once_however_much_is_signed() -> None:
    asked: list[str] = []

    def ask(name: str) -> str:
        asked.append(name)
        return PIN

    signer = open_token("hsm:2?label=one", ask)
    for text in (b"first", b"second"):
        signer.public_key.verify_signature(signer.sign(text), text)
    assert asked == ["hsm:2?label=one"]


def test_a_wrong_pin_is_told_before_anything_is_signed() -> None:
    with pytest.raises(KeyFileError, match=r"the PIN is wrong\. A token locks itself"):
        open_token("hsm:2?label=one", lambda _name: "000000")


def test_a_token_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyFileError, match="No PKCS#11 token found for label three"):
        open_token("hsm:2?label=three", pin)


def test_of_several_tokens_one_must_be_named() -> None:
    with pytest.raises(KeyFileError, match="Multiple PKCS#11 tokens found"):
        open_token("hsm:2", pin)


def test_a_key_that_is_not_on_the_token_is_missed() -> None:
    with pytest.raises(KeyFileError, match="could not find ECDSA key"):
        open_token("hsm:9?label=one", pin)


def test_without_a_library_it_is_said_where_one_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("", "/nowhere/library.so"):
        monkeypatch.setenv("PYKCS11LIB", name)
        with pytest.raises(KeyFileError, match="names no library of a token"):
            open_token("hsm:2", pin)


def test_a_library_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "library.so").write_bytes(b"none")
    monkeypatch.setenv("PYKCS11LIB", os.fspath(tmp_path / "library.so"))
    with pytest.raises(KeyFileError):
        open_token("hsm:2?label=one", pin)


def test_names_of_tokens_are_told_from_files() -> None:
    assert is_token("hsm:2?label=Lilo+root+1")
    assert not is_token("root1.p12")
    with pytest.raises(KeyFileError, match="names no key"):
        open_token("hsm:two", pin)

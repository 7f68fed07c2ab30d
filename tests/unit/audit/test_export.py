"""An export can be checked by whoever has the public key, and by nobody else altered."""

import json
from hashlib import sha256

import pytest

from app.audit import Signer, Wanted
from app.audit.export import Exporter, chosen_of, fault_in_export
from tests.fakes.audit_logs import KEY, rows
from tests.fakes.clock import NOON

SIGNER = Signer(KEY)


@pytest.fixture
def exported() -> tuple[bytes, bytes, bytes]:
    exporter = Exporter()
    content = b"".join([*exporter.lines(rows(3)), *exporter.lines(rows(0))])
    manifest = exporter.manifest("Willow House", NOON, SIGNER.public).to_bytes()
    return content, manifest, SIGNER.sign(manifest)


def test_every_entry_is_a_line(exported: tuple[bytes, bytes, bytes]) -> None:
    lines = [json.loads(line) for line in exported[0].splitlines()]
    assert [line["sequence"] for line in lines] == [1, 2, 3]
    manifest = json.loads(exported[1])
    assert (manifest["entries"], manifest["head"]) == (3, lines[-1]["mac"])


def test_as_it_was_signed(exported: tuple[bytes, bytes, bytes]) -> None:
    content, manifest, signature = exported
    assert fault_in_export(manifest, signature, sha256(content).hexdigest(), SIGNER.public) == ""


def test_whatever_was_altered_is_refused(exported: tuple[bytes, bytes, bytes]) -> None:
    content, manifest, signature = exported
    digest = sha256(content).hexdigest()
    other = Signer(b"j" * 32)
    assert fault_in_export(manifest, signature, "00" * 32, SIGNER.public)
    assert fault_in_export(manifest + b" ", signature, digest, SIGNER.public)
    assert fault_in_export(manifest, signature[::-1], digest, SIGNER.public)
    assert fault_in_export(manifest, signature, digest, other.public)
    nonsense = b"[]"
    assert "cannot be read" in fault_in_export(
        nonsense, SIGNER.sign(nonsense), digest, SIGNER.public
    )


def test_an_export_says_of_which_entries_it_holds_all() -> None:
    wanted = Wanted(person="dana", action="audit.read", since=NOON)
    chosen = chosen_of(wanted)
    assert chosen == {
        "person": "dana",
        "action": "audit.read",
        "since": NOON.isoformat(timespec="microseconds"),
    }
    assert chosen_of(Wanted(until=NOON)).keys() == {"until"}
    exporter = Exporter()
    list(exporter.lines(rows(2)))
    manifest = exporter.manifest("Willow House", NOON, SIGNER.public, chosen)
    assert (manifest.chosen, exporter.entries) == (chosen, 2)
    assert exporter.manifest("Willow House", NOON, SIGNER.public).chosen == chosen_of(Wanted())

"""Handing the audit log out from the staff window: what is written, signed and noted."""

import json
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from app.audit import Signer, Wanted
from app.audit.export import fault_in_export
from app.errors import LiloError
from app.identity import Role
from tests.fakes.station_house import StationHouse


async def test_what_is_chosen_is_written_signed_and_noted_with_a_name(
    house: StationHouse, tmp_path: Path
) -> None:
    lilo, auditor = house.lilo, house.session(Role.AUDITOR)
    to = tmp_path / "log.jsonl"
    for _ in range(3):
        await lilo.station.audit.read(auditor)
    wanted = Wanted(person=str(auditor.member.id), action="audit.read")
    done = await lilo.station.audit.export(auditor, to, wanted)
    lines = [json.loads(line) for line in to.read_bytes().splitlines()]
    assert (len(lines), done.entries) == (3, 3)
    assert {line["action"] for line in lines} == {"audit.read"}
    manifest = (tmp_path / "log.jsonl.manifest.json").read_bytes()
    signature = (tmp_path / "log.jsonl.sig").read_bytes()
    public = Signer(lilo.keys.audit).public
    assert (tmp_path / "log.jsonl.pem").read_bytes() == public.pem
    digest = sha256(to.read_bytes()).hexdigest()
    assert fault_in_export(manifest, signature, digest, public) == ""
    assert json.loads(manifest)["chosen"]["action"] == "audit.read"
    assert modes(tmp_path) == [0o600] * 4
    with lilo.database.reading() as unit:
        entry = unit.audit.latest(1)[0]
    assert (entry.action, entry.actor) == ("audit.exported", str(auditor.member.id))


async def test_the_whole_log_ends_with_its_own_export(house: StationHouse, tmp_path: Path) -> None:
    to = tmp_path / "log.jsonl"
    to.write_text("an older one")
    done = await house.lilo.station.audit.export(house.session(Role.AUDITOR), to)
    lines = [json.loads(line) for line in to.read_bytes().splitlines()]
    assert [line["sequence"] for line in lines] == list(range(1, done.entries + 1))
    assert lines[-1]["action"] == "audit.exported"


async def test_where_it_cannot_be_written_nothing_stays(
    house: StationHouse, tmp_path: Path
) -> None:
    with pytest.raises(LiloError):
        await house.lilo.station.audit.export(
            house.session(Role.AUDITOR), tmp_path / "nowhere" / "log.jsonl"
        )
    assert modes(tmp_path) == []


def modes(folder: Path) -> list[int]:
    return [stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()]

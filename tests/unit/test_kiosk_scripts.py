"""The scripts beside the units, with the programs they call replaced by small ones."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

FILES = Path(__file__).parents[2] / "packaging" / "deb" / "files"
LIB = FILES / "usr" / "lib" / "lilo"
KEY = "0123456789abcdef" * 4


class Machine:
    """Folders in the place of those that the scripts name, and programs that note what is asked."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.store, self.run_folder = home / "store", home / "run"
        self.settings = home / "kiosk.env"
        self.programs = home / "programs"
        self.programs.mkdir()
        self.program("id", 'echo "${FAKE_USER:-0}"')

    def program(self, name: str, text: str) -> None:
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)

    def run(self, script: str, *words: str, said: str = "", **more: str) -> tuple[int, str, str]:
        text = (LIB / script).read_text("utf-8")
        for place, here in (
            ("/etc/credstore.encrypted", self.store),
            ("/etc/lilo/kiosk.env", self.settings),
            ("run=/run/lilo", f"run={self.run_folder}"),
        ):
            text = text.replace(str(place), str(here))
        copy = self.home / script
        copy.write_text(text)
        copy.chmod(0o755)
        path = f"{self.programs}:/usr/bin:/bin"
        done = subprocess.run(
            [str(copy), *words],
            input=said,
            capture_output=True,
            text=True,
            check=False,
            env={**_without_facility(), "PATH": path, **more},
        )
        return done.returncode, done.stdout, done.stderr


def _without_facility() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "LILO_FACILITY"}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_command_gets_the_kiosks_keys_facility_and_sound(machine: Machine) -> None:
    machine.program("systemd-run", 'printf "%s\\n" "$@"')
    machine.store.mkdir()
    machine.run_folder.mkdir()
    machine.settings.write_text("# made\nLILO_FACILITY=/srv/lilo\nLILO_ROTATION=90\n")
    for name in ("lilo-database-key", "lilo-audit-key", "lilo-database-key-next", "lilo-carol"):
        (machine.store / name).touch()
    code, told, _ = machine.run("as-kiosk", "facility", "create", "/srv/lilo", "--resident", "A B")
    words = told.splitlines()
    assert code == 0
    assert words[-6:] == ["/usr/bin/lilo", "facility", "create", "/srv/lilo", "--resident", "A B"]
    credentials = [one for one in words if "LoadCredential" in one]
    assert len(credentials) == 3
    assert not any("carol" in one for one in credentials)
    assert f"--setenv=XDG_RUNTIME_DIR={machine.run_folder}" in words
    assert "--setenv=LILO_FACILITY=/srv/lilo" in words
    assert "--setenv=LILO_AS_KIOSK=1" in words
    assert "--working-directory=/var/lib/lilo" in words
    # What reads its answer gets it as it is, and not as a terminal would show it.
    assert "--pipe" in words
    assert "--pty" not in words


def test_without_keys_and_set_up_there_are_usual_places(machine: Machine) -> None:
    machine.program("systemd-run", 'printf "%s\\n" "$@"')
    words = machine.run("as-kiosk", "doctor")[1].splitlines()
    assert "--setenv=LILO_FACILITY=/var/lib/lilo/facility" in words
    assert not any("XDG_RUNTIME_DIR" in one or "LoadCredential" in one for one in words)


def test_no_facility_may_be_chosen(machine: Machine) -> None:
    machine.program("systemd-run", 'printf "%s\\n" "$@"')
    words = machine.run("as-kiosk", "doctor", LILO_FACILITY="")[1].splitlines()
    assert "--setenv=LILO_FACILITY=" in words


@pytest.mark.parametrize("script", ["as-kiosk", "make-keys"])
def test_without_root_there_are_words(machine: Machine, script: str) -> None:
    code, _, told = machine.run(script, FAKE_USER="1000")
    assert code == 1
    assert "Only root can do that: sudo" in told


SEALED = """echo "$*" >> {home}/asked
for word in "$@"; do case $word in --name=*) name=${{word#--name=}} ;; esac; done
case $1 in
encrypt) for last; do :; done; {{ echo "$name"; cat; }} > "$last" ;;
decrypt) [ "$(head -n 1 "$3")" = "$name" ] || exit 1; tail -n +2 "$3" ;;
esac
"""


def sealing(machine: Machine) -> None:
    machine.program("systemd-creds", SEALED.format(home=machine.home))


def test_keys_are_made_once_and_bound_to_the_machine_alone(machine: Machine) -> None:
    sealing(machine)
    code, told, _ = machine.run("make-keys")
    assert code == 0
    shown = dict(line.split() for line in told.splitlines())
    assert sorted(shown) == ["lilo-audit-key", "lilo-database-key"]
    for name, key in shown.items():
        assert len(key) == 64
        assert (machine.store / name).read_text() == f"{name}\n{key}"
        assert stat.S_IMODE((machine.store / name).stat().st_mode) == 0o600
    assert (machine.home / "asked").read_text().count("--with-key=host") == 2
    before = (machine.store / "lilo-audit-key").read_text()
    code, told, why = machine.run("make-keys")
    assert (code, told) == (0, "")
    assert "stays" in why
    assert (machine.store / "lilo-audit-key").read_text() == before


def test_a_key_that_cannot_be_sealed_is_not_shown(machine: Machine) -> None:
    machine.program("systemd-creds", "exit 1")
    code, told, _ = machine.run("make-keys")
    assert code != 0
    assert told == ""
    assert not (machine.store / "lilo-database-key").exists()


def test_keys_are_entered_from_paper(machine: Machine) -> None:
    sealing(machine)
    spaced = f"{KEY[:32].upper()} {KEY[32:]}"
    code, told, _ = machine.run("make-keys", "--from-paper", said=f"{spaced}\n{KEY[::-1]}\n")
    assert (code, told) == (0, "")
    assert (machine.store / "lilo-database-key").read_text().endswith(KEY)
    assert (machine.store / "lilo-audit-key").read_text().endswith(KEY[::-1])


@pytest.mark.parametrize("wrong", ["", KEY[:-1], f"{KEY[:-1]}g", f"{KEY}0"])
def test_what_is_no_key_is_not_kept(machine: Machine, wrong: str) -> None:
    sealing(machine)
    code, _, why = machine.run("make-keys", "--from-paper", said=f"{wrong}\n{KEY}\n")
    assert code == 1
    assert "no key" in why
    assert not (machine.store / "lilo-database-key").exists()


def test_the_next_key_takes_the_place_of_the_old_one_under_its_name(machine: Machine) -> None:
    sealing(machine)
    machine.run("make-keys")
    told = machine.run("make-keys", "--next")[1]
    name, key = told.split()
    assert name == "lilo-database-key-next"
    assert machine.run("make-keys", "--keep-next")[0] == 0
    assert (machine.store / "lilo-database-key").read_text() == f"lilo-database-key\n{key}"
    assert not (machine.store / name).exists()
    # A second time there is no next one, and the key stays.
    assert machine.run("make-keys", "--keep-next")[0] != 0
    assert (machine.store / "lilo-database-key").read_text().endswith(key)


CAGE = """case $1 in
-h) echo "Usage: cage [OPTIONS] [--] APPLICATION"; echo " -h  Display this"; {turns} ;;
*) echo "cage $*"; while [ "$1" != -- ]; do shift; done; shift; exec "$@" ;;
esac"""


@pytest.mark.parametrize(
    ("degrees", "turns", "expected"),
    [
        ("0", True, ["cage  -- kiosk"]),
        ("270", True, ["cage -r -r -r -- kiosk"]),
        ("90", False, ["cage  -- kiosk", "randr --output HDMI-A-1 --transform 90"]),
        ("0", False, ["cage  -- kiosk"]),
    ],
)
def test_the_screen_is_turned_by_whoever_can(
    machine: Machine, degrees: str, turns: bool, expected: list[str]
) -> None:
    machine.program("cage", CAGE.format(turns="echo ' -r  Rotate'" if turns else ":"))
    machine.program(
        "wlr-randr",
        '[ $# = 0 ] && { echo \'HDMI-A-1 "A screen (HDMI-A-1)"\'; echo "  Make: x"; exit; }\n'
        'echo "randr $*"',
    )
    machine.program("lilo", 'echo "lilo $*"')
    code, told, _ = machine.run("kiosk-screen", LILO_ROTATION=degrees, LILO_KIOSK_OPTIONS="")
    assert code == 0
    lines = told.splitlines()
    assert [" ".join(one.split()) for one in expected[1:]] == lines[1:-1]
    turned = lines[0].split(" -- ")[0].strip()
    assert turned == expected[0].split(" -- ")[0].strip()
    assert lines[-1] == "lilo kiosk --full-screen --supervised"

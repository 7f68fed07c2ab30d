"""Runs the tests that stand beside the QML components, `ui/kiosk/qml/Lilo/tst_*.qml`."""

import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ui.kiosk.window import QML_FOLDER

FILES = sorted(path.stem for path in (QML_FOLDER / "Lilo").glob("tst_*.qml"))
RUNNER = Path(__file__).parent / "children" / "components.py"
COMPLAINTS = ("ReferenceError", "TypeError", "Unable to assign", "Binding loop", "is not a type")


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[str]], str]:
    """What failed in each file, with an entry for each that was run; and all that was said."""
    results = tmp_path_factory.mktemp("components") / "results.xml"
    done = subprocess.run(
        [sys.executable, str(RUNNER), str(results)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert results.exists(), done.stdout + done.stderr
    failed: dict[str, list[str]] = defaultdict(list)
    for case in ElementTree.parse(results).getroot().iter("testcase"):  # noqa: S314 - our own file
        component, _, test = case.attrib["name"].partition("::")
        failed[component] += [test for _ in case.iter("failure")]
    return failed, done.stdout + done.stderr


@pytest.mark.parametrize("file", FILES)
def test_component(told: tuple[dict[str, list[str]], str], file: str) -> None:
    failed, said = told
    component = file.removeprefix("tst_")
    assert component in failed, f"{file}.qml was not run:\n{said}"
    assert failed[component] == [], said


def test_components_complain_of_nothing(told: tuple[dict[str, list[str]], str]) -> None:
    wrong = [line for line in told[1].splitlines() if any(word in line for word in COMPLAINTS)]
    assert wrong == []

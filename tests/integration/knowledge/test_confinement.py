"""The process that reads documents can reach nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

CHILD = Path(__file__).parent / "children" / "confined.py"


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        ("connect", "PermissionError"),
        ("program", "PermissionError"),
        ("shell", "PermissionError"),
        ("memory", "MemoryError"),
    ],
)
def test_it_is_refused(what: str, refusal: str) -> None:
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, str(CHILD), what],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={"PYTHONPATH": str(root)},
    )
    assert done.stdout.strip() == refusal, done.stderr


def test_the_child_loads_no_more_than_what_it_reads_with() -> None:
    look = (
        "import sys, models.documents.child, models.documents.text_files\n"
        "print([name for name in ('app', 'numpy', 'pydantic', 'pypdf', 'docx') "
        "if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""Rows of an evaluation file that are left out, each with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.quality.evaluation_rows import EvaluationFileError


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One row that is not counted.

    Attributes:
        number: of its line, from 1.
    """

    number: int
    reason: str


def load_left_out(path: Path) -> Sequence[LeftOut]:
    """Read lines of a number and a reason, as in `17 really about self-harm`.

    Empty lines and those that begin with # are passed over.

    Raises:
        EvaluationFileError: a line has no number or no reason, or a number stands there twice.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationFileError(f"{path} cannot be read: {error}") from error
    found: dict[int, LeftOut] = {}
    for at, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        number, _, reason = line.strip().partition(" ")
        if not (number.isdecimal() and int(number) > 0 and reason.strip()):
            raise EvaluationFileError(
                f"{path}, line {at}, is not the number of a row and a reason.",
                "Write it like this: 17 really about self-harm",
            )
        if int(number) in found:
            raise EvaluationFileError(f"{path}, line {at}, names row {number} again.")
        found[int(number)] = LeftOut(int(number), reason.strip())
    return tuple(found.values())

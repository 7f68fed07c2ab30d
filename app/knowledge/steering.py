"""Noticing documents whose text speaks to a program instead of a reader."""

import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from app.errors import LiloError
from app.plain_yaml import read_yaml


class SteeringFileError(LiloError):
    """The file of patterns is missing or wrong."""

    code = "knowledge.steering_file"


class SteeringWatch:
    """Finds sentences that would steer a program."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._patterns = patterns

    def steers(self, text: str) -> bool:
        """Return whether there is such a sentence in the text."""
        lower = text.lower()
        return any(pattern.search(lower) for pattern in self._patterns)


def load_steering_watch(path: Path) -> SteeringWatch:
    """Read the patterns.

    Raises:
        SteeringFileError: the file is missing or wrong.
    """
    try:
        rows = read_yaml(path.read_text("utf-8"))["steering"]
        return SteeringWatch([re.compile(row) for row in rows])
    except (OSError, KeyError, TypeError, re.error, yaml.YAMLError) as error:
        raise SteeringFileError(
            f"The patterns in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error

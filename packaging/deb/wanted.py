"""Prints what a kiosk needs of the product's dependencies: all but those that are left out.

python wanted.py pyproject.toml LISTS...
"""

import re
import sys
import tomllib
from pathlib import Path


def left_out(listed: str) -> frozenset[str]:
    """Return the names in a file with one name a line and comments after `#`."""
    lines = (line.partition("#")[0].strip() for line in listed.splitlines())
    return frozenset(line.lower() for line in lines if line)


def wanted(requirements: list[str], without: frozenset[str]) -> list[str]:
    """Return the requirements whose names are not left out.

    Raises:
        ValueError: a name that is left out is required by nobody.
    """
    named = {re.split(r"[\s<>=!~\[;]", one, maxsplit=1)[0].lower(): one for one in requirements}
    if strange := without - named.keys():
        raise ValueError(f"left out, but not required: {', '.join(sorted(strange))}")
    return [one for name, one in named.items() if name not in without]


def main() -> int:
    """Print one requirement a line."""
    project, *lists = (Path(argument).read_text("utf-8") for argument in sys.argv[1:])
    requirements = tomllib.loads(project)["project"]["dependencies"]
    without = frozenset[str]().union(*map(left_out, lists))
    sys.stdout.write("\n".join(wanted(requirements, without)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

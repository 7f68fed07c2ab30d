"""Looks at the Python packages that Lilo asks for."""

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from app.checkup import Finding
from app.checkup.libraries import LibrarySeen, judge_libraries

_NAME = "lilo"
_PACKAGED = "/opt/lilo"
"""Where the Debian package has its environment."""


def libraries() -> Iterator[Finding]:
    """Check each package that the product itself asks for, tests apart."""
    wanted = [Requirement(line) for line in requires(_NAME) or ()]
    needed = [one for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})]
    seen = tuple(_seen(one) for one in needed)
    return judge_libraries(seen, is_packaged=sys.prefix == _PACKAGED)


def _seen(wanted: Requirement) -> LibrarySeen:
    name, wants = canonicalize_name(wanted.name), str(wanted.specifier)
    try:
        installed = version(wanted.name)
    except PackageNotFoundError:
        return LibrarySeen(name, wants, None, fits=False)
    # A build with a local name, such as 2.13.0+cpu, is the version it is a build of.
    fits = wanted.specifier.contains(installed, prereleases=True)
    return LibrarySeen(name, wants, installed, fits=fits)

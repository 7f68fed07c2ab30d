"""A Debian in a folder: programs of the names of dpkg's, which keep in a file what is installed.

A package is a text file with its fields. These files are what the programs look for:

    state/NAME      "STATUS VERSION" of an installed package
    dpkg-fails      a version that dpkg leaves half installed
    missing         names that apt would have to fetch
    unmet           what apt says where it cannot help
    calls           what was called
"""

from pathlib import Path

_DPKG = """#!/bin/sh
home={home}
[ "$1" = --print-architecture ] && {{ echo amd64; exit 0; }}
shift
for package in "$@"; do
    name=$(sed -n 's/^Package: //p' "$package"); version=$(sed -n 's/^Version: //p' "$package")
    echo "install $name $version" >> "$home/calls"
    if [ "$version" = "$(cat "$home/dpkg-fails" 2>/dev/null)" ]; then
        echo "half-installed $version" > "$home/state/$name"
        echo "dpkg: it broke" >&2; exit 1
    fi
    echo "installed $version" > "$home/state/$name"
done
"""
_DPKG_DEB = """#!/bin/sh
cat "$2"
"""
_DPKG_QUERY = """#!/bin/sh
for last; do :; done
cat {home}/state/$last 2>/dev/null || {{ echo "no packages found" >&2; exit 1; }}
"""
_APT_GET = """#!/bin/sh
for package; do case $package in *.deb)
    echo "Inst $(sed -n 's/^Package: //p' "$package") (1 local)" ;;
esac; done
sed 's/^/Inst /' {home}/missing 2>/dev/null
[ -e {home}/unmet ] || exit 0
cat {home}/unmet
echo "E: Unable to correct problems" >&2
exit 100
"""


def make_debian(home: Path) -> Path:
    """Make the programs; return the folder to put first on PATH."""
    programs = home / "programs"
    programs.mkdir(parents=True)
    (home / "state").mkdir()
    for name, text in (
        ("dpkg", _DPKG),
        ("dpkg-deb", _DPKG_DEB),
        ("dpkg-query", _DPKG_QUERY),
        ("apt-get", _APT_GET),
    ):
        (programs / name).write_text(text.format(home=home))
        (programs / name).chmod(0o755)
    return programs


def package(name: str, version: str, architecture: str = "amd64") -> str:
    """Return a package as these programs read it."""
    return f"Package: {name}\nVersion: {version}\nArchitecture: {architecture}\n"

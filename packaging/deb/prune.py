"""Takes out of an environment what a kiosk never loads: most of Qt, tests, headers, tools.

    python prune.py SITE_PACKAGES

What Lilo imports of Qt is listed here; a test (test_deb.py) holds the list to the source. Of Qt's
libraries those stay that it leads to, by the names that each file itself says it needs.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

MODULES = frozenset(
    {
        "Core",
        "DBus",
        "Gui",
        "Multimedia",
        "Network",
        "OpenGL",
        "PrintSupport",
        "Qml",
        "Quick",
        "Svg",
        "Test",
        "Widgets",
    }
)
PLUGINS = frozenset(
    {
        "egldeviceintegrations",
        "iconengines",
        "imageformats",
        "multimedia",
        "platforminputcontexts",
        "platforms",
        "printsupport",
        "wayland-decoration-client",
        "wayland-graphics-integration-client",
        "wayland-shell-integration",
        "xcbglintegrations",
    }
)
NOT_PLUGINS = frozenset({"libqpdf.so", "libqvnc.so", "libqvkkhrdisplay.so"})
QML = ("QtQml", "QtQuick/Layouts", "QtQuick/Templates", "QtQuick/Window")
QML_FILES = ("QtQuick",)
"""Folders of QML of which the files stay, and of what lies below only what `QML` names."""

OF_QT = frozenset({"lib", "plugins", "qml"})
TESTS = ("*/tests", "*/test", "*/testing")
NOT_TESTS = frozenset({"numpy/testing", "sqlalchemy/testing"})
"""Folders that are called like tests and are imported all the same."""


def main() -> int:
    """Prune one environment."""
    packages = Path(sys.argv[1])
    prune_qt(packages / "PySide6")
    for pattern in TESTS:
        for folder in [*packages.glob(pattern), *packages.glob(f"*/{pattern}")]:
            if str(folder.relative_to(packages)) not in NOT_TESTS and folder.is_dir():
                shutil.rmtree(folder)
    for pattern in ("**/*.pyi", "**/*.h", "**/*.pxd", "**/*.a"):
        for file in packages.glob(pattern):
            file.unlink()
    return 0


def prune_qt(pyside: Path) -> None:
    """Leave of PySide6 what is listed, and the libraries it leads to."""
    qt = pyside / "Qt"
    _keep(pyside, lambda path: _is_kept_file(path) if path.is_file() else _is_kept_folder(path))
    _keep(qt, lambda path: path.name in OF_QT)
    _keep(qt / "plugins", lambda path: path.name in PLUGINS)
    for folder in (qt / "plugins").iterdir():
        _keep(folder, lambda path: path.name not in NOT_PLUGINS)
    _prune_qml(qt / "qml")
    needed = reached(_binaries(pyside, qt), _libraries(qt / "lib"))
    _keep(qt / "lib", lambda path: path.name in needed)
    # A plugin whose own libraries are not there cannot be loaded.
    have = {path.name for path in (qt / "lib").iterdir()}
    for path in [*(qt / "plugins").rglob("*.so"), *(qt / "qml").rglob("*.so")]:
        if any(name.startswith("libQt6") and name not in have for name in needs(path)):
            path.unlink()


def _keep(folder: Path, is_kept: Callable[[Path], bool]) -> None:
    for path in list(folder.iterdir()):
        if is_kept(path):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _is_kept_folder(path: Path) -> bool:
    return path.name in {"Qt", "support"} or (path / "__init__.py").exists()


def _is_kept_file(path: Path) -> bool:
    if path.name.startswith("Qt"):
        return path.name.split(".")[0].removeprefix("Qt") in MODULES
    return path.suffix == ".py" or ".so" in path.name or path.name == "py.typed"


def _prune_qml(qml: Path) -> None:
    kept = [qml / name for name in QML]
    for path in sorted(qml.rglob("*"), reverse=True):
        inside = any(path.is_relative_to(one) for one in kept)
        above = any(one.is_relative_to(path) for one in kept)
        beside = path.is_file() and any(path.parent == qml / name for name in QML_FILES)
        if path.is_file() and not inside and not beside:
            path.unlink()
        elif path.is_dir() and not inside and not above and not any(path.iterdir()):
            path.rmdir()


def _binaries(pyside: Path, qt: Path) -> Iterator[Path]:
    yield from pyside.glob("*.so*")
    yield from (pyside.parent / "shiboken6").glob("*.so*")
    yield from (path for path in (qt / "plugins").rglob("*.so") if _is_core(path))
    yield from (qt / "qml").rglob("*.so")


def _is_core(plugin: Path) -> bool:
    """Whether a plugin is worth the libraries it brings."""
    return not any(part in plugin.name for part in ("compose", "pdf", "virtualkeyboard"))


def _libraries(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in folder.iterdir() if ".so" in path.name}


def reached(binaries: Iterable[Path], libraries: dict[str, Path]) -> frozenset[str]:
    """Return the names of the libraries that binaries lead to."""
    found: set[str] = set()
    ahead = list(binaries)
    while ahead:
        for name in needs(ahead.pop()):
            if name in libraries and name not in found:
                found.add(name)
                ahead.append(libraries[name])
    return frozenset(found)


def needs(binary: Path) -> list[str]:
    """Return the names of the libraries that a binary says it needs."""
    told = subprocess.run(  # noqa: S603
        ["/usr/bin/objdump", "-p", str(binary)], capture_output=True, text=True, check=False
    ).stdout
    return [line.split()[1] for line in told.splitlines() if line.strip().startswith("NEEDED")]


if __name__ == "__main__":
    sys.exit(main())

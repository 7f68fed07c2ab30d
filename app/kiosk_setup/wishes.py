"""What a kiosk is made of: the files and links that turn a Debian machine into one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import PurePosixPath
from typing import Literal

from app.kiosk_setup.errors import KioskSetupError
from app.kiosk_setup.places import Wish, file, link
from app.kiosk_setup.usb import usb_rules

Rotation = Literal[0, 90, 180, 270]

SYSTEMD = "/etc/systemd/system"
UNITS = "/lib/systemd/system"
CREDENTIALS = "/etc/credstore.encrypted"
KEYS = ("lilo-database-key", "lilo-audit-key")

OWN_FOLDER = "/var/lib/lilo"
"""What the unit may always write."""

_HIDDEN = ("/home", "/root", "/run", "/tmp", "/var/tmp", "/dev", "/proc", "/sys")  # noqa: S108
"""Other folders there, or none, are what the unit sees."""

_PLAIN_PATH = re.compile(r"/[A-Za-z0-9._/-]*", re.ASCII)
_SLEEPS = ("sleep", "suspend", "hibernate", "hybrid-sleep", "suspend-then-hibernate")


@dataclass(frozen=True, slots=True)
class KioskWish:
    """What somebody wants of the kiosk.

    Attributes:
        facility: the folder of the facility.
        rotation: degrees, clockwise.
        usb_lock: sticks, telephones and network adapters stay off.
        allowed: addresses or networks that the kiosk may reach.
        has_keys: the facility's keys are credentials of this machine.
    """

    facility: str = "/var/lib/lilo/facility"
    rotation: Rotation = 0
    usb_lock: bool = True
    allowed: tuple[str, ...] = ()
    has_keys: bool = False


def wishes_of(kiosk: KioskWish) -> tuple[Wish, ...]:
    """Return what must stand where.

    Raises:
        KioskSetupError: a path or an address cannot be used.
    """
    return tuple(_wishes(kiosk))


def _wishes(kiosk: KioskWish) -> Iterator[Wish]:
    yield file(
        "/etc/lilo/kiosk.env",
        f"{_MADE}LILO_FACILITY={_plain(kiosk.facility)}\nLILO_ROTATION={kiosk.rotation}\n",
        f"the kiosk opens {kiosk.facility}, turned by {kiosk.rotation} degrees",
    )
    for unit, why in (
        ("lilo-kiosk", "the kiosk starts with the machine, by itself and as its own user"),
        ("lilo-sound", "its sound as well"),
    ):
        wanted = f"{SYSTEMD}/graphical.target.wants/{unit}.service"
        yield link(wanted, f"{UNITS}/{unit}.service", why)
    yield link(
        f"{SYSTEMD}/default.target", f"{UNITS}/graphical.target", "the machine starts to the kiosk"
    )
    if not PurePosixPath(kiosk.facility).is_relative_to(OWN_FOLDER):
        # Everything else is closed to the unit; the folder may lie on a disk of its own.
        yield file(
            f"{SYSTEMD}/lilo-kiosk.service.d/facility.conf",
            f"{_MADE}[Unit]\nRequiresMountsFor={kiosk.facility}\n"
            f"[Service]\nReadWritePaths=-{kiosk.facility}\n",
            f"the kiosk may write {kiosk.facility}",
        )
    if kiosk.has_keys:
        yield file(
            f"{SYSTEMD}/lilo-kiosk.service.d/keys.conf",
            f"{_MADE}[Service]\n"
            + "".join(f"LoadCredentialEncrypted={key}:{CREDENTIALS}/{key}\n" for key in KEYS),
            "the kiosk is handed the facility's keys",
        )
    if kiosk.allowed:
        yield file(
            f"{SYSTEMD}/lilo-kiosk.service.d/network.conf",
            f"{_MADE}[Service]\nIPAddressAllow={' '.join(map(_address, kiosk.allowed))}\n",
            f"the kiosk may reach {', '.join(kiosk.allowed)} and nothing else",
        )
    yield from _nobody_switches_it_off()
    if kiosk.usb_lock:
        yield file(
            "/etc/udev/rules.d/70-lilo-usb.rules",
            usb_rules(),
            "sticks, telephones and network adapters stay off when they are plugged in",
        )


def _nobody_switches_it_off() -> Iterator[Wish]:
    yield file(
        "/etc/systemd/logind.conf.d/70-lilo.conf",
        f"{_MADE}[Login]\n"
        "HandlePowerKey=ignore\n"
        "HandlePowerKeyLongPress=poweroff\n"
        "HandleSuspendKey=ignore\n"
        "HandleHibernateKey=ignore\n"
        "HandleLidSwitch=ignore\n"
        "IdleAction=ignore\n"
        "NAutoVTs=0\n"
        "ReserveVT=0\n",
        "a short press of the power button does nothing, a long one switches off",
    )
    for name in _SLEEPS:
        yield link(f"{SYSTEMD}/{name}.target", "/dev/null", "it never goes to sleep")
    yield link(f"{SYSTEMD}/ctrl-alt-del.target", "/dev/null", "Ctrl+Alt+Del does not start it anew")
    yield file(
        "/etc/sysctl.d/70-lilo.conf",
        f"{_MADE}kernel.sysrq = 0\n",
        "no key reaches the kernel past Lilo",
    )


def _plain(path: str) -> str:
    if not _PLAIN_PATH.fullmatch(path):
        raise KioskSetupError(
            f"The folder {path!r} cannot stand in a unit.",
            "Use a whole path of letters, digits, dots, dashes and slashes.",
        )
    if ".." in path.split("/") or any(map(PurePosixPath(path).is_relative_to, _HIDDEN)):
        raise KioskSetupError(
            f"{path!r} is no place for a facility: the kiosk's unit does not see it.",
            "Take a folder elsewhere, such as /var/lib/lilo/facility or /srv/lilo.",
        )
    return path


def _address(text: str) -> str:
    try:
        return str(ip_network(text, strict=False))
    except ValueError as error:
        raise KioskSetupError(
            f"{text!r} is no address.",
            "Give numbers, such as 192.168.10.5 or 192.168.10.0/24; units know no names.",
        ) from error


_MADE = "# Made by lilo kiosk-setup; it takes it back with --undo.\n"

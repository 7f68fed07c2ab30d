"""The lock on USB: a rule of udev, so that nothing else has to be installed.

The kernel lets each interface of a device be switched off (`authorized` of a usb_interface).
That is done to storage, cameras and telephones, network adapters and modems, by the class codes of
usb.org. Many telephones and network adapters have the class of their maker alone (ff), as have some
touch screens: such telephones are known by what their interface is called (MTP), and adapters by
the network device that the kernel makes of them. What else is of that class stays, and so do touch
screens, keyboards, sound and card readers: on a kiosk under cage a keyboard reaches Lilo and
nothing else. IT opens the lock for a stick until the next start:

    sudo touch /run/lilo-usb-open
"""

OPEN_MARK = "/run/lilo-usb-open"

CLASSES = {
    "02": "modems and network adapters",
    "06": "cameras and telephones",
    "08": "storage",
    "0a": "modems and network adapters",
    "e0": "wireless adapters",
}
"""bInterfaceClass, hexadecimal."""


_NO_ADAPTER = (
    'SUBSYSTEM=="net", SUBSYSTEMS=="usb", RUN+="/bin/sh -c \'echo 0 > /sys%p/device/authorized\'"'
)


def usb_rules() -> str:
    """Return the file of rules."""
    lines = [
        "# Made by lilo kiosk-setup. Devices of these classes stay off when they are plugged in,",
        f"# unless somebody who administers this machine has made {OPEN_MARK}.",
        'ACTION!="add", GOTO="lilo_usb_end"',
        f'TEST=="{OPEN_MARK}", GOTO="lilo_usb_end"',
        "# network adapters of any class: what they hang on is switched off",
        _NO_ADAPTER,
        'SUBSYSTEM!="usb", GOTO="lilo_usb_end"',
        'ENV{DEVTYPE}!="usb_interface", GOTO="lilo_usb_end"',
        "# telephones of any class",
        'ATTR{interface}=="*MTP*", ATTR{authorized}="0"',
    ]
    for code, what in CLASSES.items():
        lines += [f"# {what}", f'ATTR{{bInterfaceClass}}=="{code}", ATTR{{authorized}}="0"']
    return "\n".join([*lines, 'LABEL="lilo_usb_end"', ""])

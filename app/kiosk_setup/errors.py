"""What can keep a machine from becoming a kiosk."""

from app.errors import LiloError


class KioskSetupError(LiloError):
    """The machine cannot be set up, or set back."""

    code = "kiosk_setup"


class OnlyRootError(KioskSetupError):
    """Somebody without the right to look asks how this machine was set up."""

    code = "kiosk_setup.root"

    def __init__(self) -> None:
        super().__init__(
            "Only root can see how this machine was set up.", "sudo lilo kiosk-setup --dry-run"
        )

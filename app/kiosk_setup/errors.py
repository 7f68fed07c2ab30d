"""What can keep a machine from becoming a kiosk."""

from app.errors import LiloError


class KioskSetupError(LiloError):
    """The machine cannot be set up, or set back."""

    code = "kiosk_setup"

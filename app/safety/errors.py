"""What can go wrong with safety data; screening itself never raises."""

from app.errors import LiloError


class SafetyDataError(LiloError):
    """A file under `resources/crisis` is missing or wrong; Lilo does not start without it."""

    code = "safety.data"

"""The root of all of Lilo's errors."""


class LiloError(Exception):
    """Something went wrong that a person can be told about.

    Attributes:
        code: stable, machine-readable name of the fault, never translated.
        message: what happened and why, in words for people; never a resident's words.
        remedy: what to do next.
    """

    code = "lilo"

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()

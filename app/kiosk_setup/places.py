"""What stands at a path: a file, a link, or nothing."""

from dataclasses import dataclass

MODE = 0o644


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at a path.

    Attributes:
        text: of a file; None where there is none.
        mode: of a file.
        link: where a link leads; None where there is none.
    """

    text: str | None = None
    mode: int = 0
    link: str | None = None

    @property
    def is_absent(self) -> bool:
        """Whether nothing stands there."""
        return self.text is None and self.link is None


ABSENT = Place()


@dataclass(frozen=True, slots=True)
class Wish:
    """What should stand at a path.

    Attributes:
        path: absolute, on the kiosk.
        why: what it brings about, in words.
    """

    path: str
    place: Place
    why: str


def file(path: str, text: str, why: str, mode: int = MODE) -> Wish:
    """Wish for a file."""
    return Wish(path, Place(text=text, mode=mode), why)


def link(path: str, to: str, why: str) -> Wish:
    """Wish for a link."""
    return Wish(path, Place(link=to), why)

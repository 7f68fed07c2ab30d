"""Reading a picture in a child process that may do nothing else."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from app.story import Picture, StoryError

_DEADLINE_S = 60.0
_MOST_BYTES = 8_000_000
_ROOT = Path(__file__).parents[2]


class ConfinedPhotoReader:
    """Implements `app.story.PhotoReader` with `models.photos.child`."""

    def __init__(self, deadline_s: float = _DEADLINE_S) -> None:
        self._deadline_s = deadline_s

    def read(self, path: Path) -> Picture:
        """Decode a picture and write it anew. Blocking, for about a second.

        Raises:
            StoryError: it is no picture, damaged, or hostile.
        """
        with path.open("rb") as photo:
            try:
                # A constant command; the picture is only ever its standard input.
                done = subprocess.run(
                    [sys.executable, "-s", "-m", "models.photos.child"],
                    stdin=photo,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    timeout=self._deadline_s,
                    check=False,
                    cwd=_ROOT,
                    env={"PYTHONPATH": str(_ROOT)},
                )
            except subprocess.TimeoutExpired:
                raise _unreadable() from None
        if done.returncode or not done.stdout or len(done.stdout) > _MOST_BYTES:
            raise _unreadable()
        with Image.open(BytesIO(done.stdout), formats=("JPEG",)) as jpeg:
            width, height = jpeg.size
        return Picture(done.stdout, width, height)


def _unreadable() -> StoryError:
    return StoryError(
        "The picture cannot be read: it is damaged, far too large, or no JPEG, PNG or WebP.",
        "Open it on another machine and save it again as JPEG.",
    )

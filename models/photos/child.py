"""The child process that reads one picture: a file in, a JPEG out, and nothing else.

    python -m models.photos.child < photo > safe.jpg

It gives up its network and the right to start programs, and bounds its memory and time, before it
looks at the first byte. What comes out has none of the original's bytes: no place, no camera, no
comment, no second picture.
"""

import sys
from io import BytesIO

from PIL import Image, ImageOps

from models.confinement import confine

LONGEST_SIDE = 1600
"""Pixels: enough for a full screen of 1920 x 1080, about 200 to 400 KB."""

MOST_PIXELS = 80_000_000
QUALITY = 85
BAD_PICTURE = 3


def safe_jpeg(raw: bytes) -> bytes:
    """Decode a picture and write it anew: upright, opaque, small.

    Raises:
        OSError, ValueError, SyntaxError: it is no picture that can be read.
        Image.DecompressionBombError: it unpacks to far too much.
    """
    with Image.open(BytesIO(raw), formats=("JPEG", "PNG", "WEBP")) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        # JPEG can be decoded at a half, a quarter or an eighth, which saves most of the memory.
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        paper = Image.new("RGB", upright.size, "white")
        layers = upright.convert("RGBA")
        paper.paste(layers, mask=layers.getchannel("A"))
    out = BytesIO()
    paper.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def main() -> int:
    """Read one picture."""
    Image.init()
    confine()
    try:
        jpeg = safe_jpeg(sys.stdin.buffer.read())
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        return BAD_PICTURE
    sys.stdout.buffer.write(jpeg)
    return 0


if __name__ == "__main__":
    sys.exit(main())

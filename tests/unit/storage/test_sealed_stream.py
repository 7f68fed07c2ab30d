"""Sealed files: what comes out is what went in, or nothing does."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import DamagedDatabaseError
from storage.sealed_stream import SealedReader, SealedWriter

KEY = b"k" * 32
PIECE = 1 << 20


def sealed(*pieces: bytes) -> bytes:
    target = io.BytesIO()
    with SealedWriter(target, KEY) as writer:
        assert writer.writable()
        for piece in pieces:
            writer.write(piece)
    return target.getvalue()


def opened(content: bytes, key: bytes = KEY) -> bytes:
    reader = SealedReader(io.BytesIO(content), key)
    assert reader.readable()
    return reader.read()


@given(st.lists(st.binary(max_size=64), max_size=8))
def test_there_and_back(pieces: list[bytes]) -> None:
    assert opened(sealed(*pieces)) == b"".join(pieces)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_sizes_around_a_piece(size: int) -> None:
    content = bytes(size)
    assert opened(sealed(content)) == content


@settings(max_examples=60)
@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_any_byte_altered_is_refused(place: int, change: int) -> None:
    content = bytearray(sealed(b"forty bytes of somebody's life, or a few more"))
    content[place % len(content)] ^= change
    with pytest.raises(DamagedDatabaseError):
        opened(bytes(content))


@pytest.mark.parametrize(
    "damage",
    [
        lambda c: c[:-1],
        lambda c: c + b"\0",
        lambda c: c[: 21 + PIECE + 16],  # the last piece is gone
        lambda c: c[:21] + c[21 + PIECE + 16 :],  # the first
        lambda _c: b"",
        lambda _c: b"lilo sealed 1\n",
    ],
    ids=["cut", "longer", "no end", "no beginning", "empty", "head only"],
)
def test_pieces_taken_away_or_added_are_refused(damage) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    with pytest.raises(DamagedDatabaseError):
        opened(damage(sealed(bytes(PIECE + 5))))


def test_another_key_opens_nothing() -> None:
    with pytest.raises(DamagedDatabaseError):
        opened(sealed(b"words"), b"j" * 32)

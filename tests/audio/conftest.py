"""A sound card of one's own for tests of voices: `sound` is its speaker, mouth and microphone.

Programs that are tested with it run as children with `sound.environment`: Qt asks for sound
devices once in a process, and another test of the same process may have asked before.
"""

from collections.abc import Iterator

import pytest

from app.commands.virtual_sound import VirtualSound, missing_for_virtual_sound, virtual_sound


@pytest.fixture(scope="module")
def sound() -> Iterator[VirtualSound]:
    if missing := missing_for_virtual_sound():
        pytest.skip(f"not installed: {', '.join(missing)}")
    with virtual_sound() as running:
        yield running

"""Words as phonemes, by the program espeak-ng of the system."""

import re
import shutil
import subprocess

from app.conversation.aloud import VoiceError

WITHIN_S = 5.0

_OTHER_LANGUAGE = re.compile(r"\([a-z-]+\)")
"""espeak-ng marks words that it says in another language."""

_MARK = re.compile(r"[.,;:!?](?=\s|$)")


def phonemes_of(text: str, voice: str) -> str:
    """Return a text in signs of the International Phonetic Alphabet, its clauses parted by marks.

    Args:
        text: to be said.
        voice: of espeak-ng, such as `en-us`.

    Raises:
        VoiceError: espeak-ng is not installed, or does not answer.
    """
    program = shutil.which("espeak-ng")
    if program is None:
        raise VoiceError(
            "A voice from a bundle needs espeak-ng, which is not installed.",
            "Install the package espeak-ng.",
        )
    try:
        done = subprocess.run(  # noqa: S603 - the system's program, with our own arguments
            [program, "-q", "-b", "1", "--ipa", "-v", voice],
            input=text.encode(),
            capture_output=True,
            timeout=WITHIN_S,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        # Its kind alone: the error's text may hold what was to be said.
        raise VoiceError(f"espeak-ng gave no phonemes: {type(error).__name__}.") from None
    plain = _OTHER_LANGUAGE.sub("", done.stdout.decode("utf-8", "replace")).replace("_", "")
    clauses = [line.strip() for line in plain.splitlines() if line.strip()]
    # It drops the marks between clauses, which a voice is trained on.
    marks = _MARK.findall(text)
    told = [mark for mark, _ in zip([*marks, *"," * len(clauses)], clauses, strict=False)]
    last = len(clauses) - 1
    return " ".join(
        clause + (mark if at < last or marks else "")
        for at, (clause, mark) in enumerate(zip(clauses, told, strict=True))
    )

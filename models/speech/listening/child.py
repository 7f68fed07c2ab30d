"""The process that recognises: loads one engine, and writes down one thing said at a time.

It ends when its input does. Whatever a library prints goes to standard error.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from models.speech.listening.engine import SpeechEngine, SpeechEngineName, Words
from models.speech.listening.protocol import BEGIN, FINISH, LOOK, SOUND, begun, line, read

NICENESS = 5
"""Behind the windows, before a language model."""


def load(name: SpeechEngineName, folder: Path | None) -> SpeechEngine:
    """Load an engine.

    Raises:
        SpeechEngineError: it is not installed, or its model is not.
    """
    # Each only when it is wanted: the one holds 60 MB, the other brings libraries for downloading.
    if name is SpeechEngineName.VOSK and folder is not None:
        from models.speech.listening.vosk_recognizer import VoskRecognizer

        return VoskRecognizer(folder)
    from models.speech.listening.pocketsphinx_recognizer import PocketsphinxRecognizer

    return PocketsphinxRecognizer()


def main(name: SpeechEngineName, folder: Path | None) -> None:
    """Serve until the input ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(OSError, AttributeError):
        os.nice(NICENESS)
    try:
        engine = load(name, folder)
    except BaseException as error:
        _say(out, "unloadable", fault=type(error).__name__)
        raise
    _say(out, "loaded")
    serve(engine, sys.stdin.buffer, out)


def serve(engine: SpeechEngine, asked: BinaryIO, out: BinaryIO) -> None:
    """Do what is asked until there is nothing more."""
    number, before = 0, ""
    while (message := read(asked)) is not None:
        kind, body = message
        if kind == BEGIN:
            (number, phrases), before = begun(body), ""
            engine.begin(phrases)
        elif kind == SOUND:
            text = engine.feed(body)
            if text != before:
                before = text
                _heard(out, number, Words(text), is_final=False)
        elif kind == LOOK:
            _heard(out, number, engine.look(), is_final=False)
        elif kind == FINISH:
            _heard(out, number, engine.finish(), is_final=True)


def _heard(out: BinaryIO, number: int, words: Words, *, is_final: bool) -> None:
    _say(out, "heard", number=number, text=words.text, sure=words.confidence, is_final=is_final)


def _say(out: BinaryIO, kind: str, **values: object) -> None:
    out.write(line(kind, **values))
    out.flush()


if __name__ == "__main__":
    main(SpeechEngineName(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2:] else None)

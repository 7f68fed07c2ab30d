"""The process in which pyttsx3 speaks one sentence into a file.

    python pyttsx3_child.py < request.json

It loads the system's own voices into its process, on Linux the library of espeak-ng, takes a new
rate only for the sentence after the next, can wait for ever, and calls itself done before the file
is written: so each sentence has a process of its own, which can be killed.
"""

import json
import sys
import threading

LAST_WORDS_S = 3.0
"""Longest wait for the file after pyttsx3 called itself done."""


def main() -> None:
    """Read what to say, how fast and into which file, and write it."""
    import pyttsx3

    asked = json.load(sys.stdin)
    ended = threading.Event()
    engine = pyttsx3.init()
    engine.setProperty("rate", asked["rate"])
    engine.connect("finished-utterance", lambda **_: ended.set())
    engine.save_to_file(asked["text"], asked["file"])
    engine.runAndWait()
    ended.wait(LAST_WORDS_S)


if __name__ == "__main__":
    main()

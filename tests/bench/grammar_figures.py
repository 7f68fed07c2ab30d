"""What the closed grammar makes of its phrases and of other words, spoken by espeak-ng.

    python tests/bench/grammar_figures.py en-gb-scotland,en-us+m3,en+f4 --pace 150 --noise 25

The curve of its confidence was laid through en-us, en-gb and en-us+f3 at pace 130 and noise 12.
"""

import argparse
import subprocess
from collections import Counter

import numpy as np
import yaml

from app.commands.voice import resampled
from app.conversation.listening import Trust, Wish, answers, load_phrases
from models.speech.listening.pocketsphinx_recognizer import PocketsphinxRecognizer
from resources import RESOURCES

RATE = 16_000
SCALE = "phq_frequency"

ASKED = {
    "a check-in": (
        "not at all, never, several days, a few days, more than half the days, most days, "
        "nearly every day, every day, sometimes, skip, stop, say that again, yes, no, "
        "call the nurse, help, i do not know"
    ),
    "yes or no": (
        "yes, no, yes please, no thank you, that's right, stop, again, call the nurse, help me, "
        "i need a nurse, help"
    ),
    "a reminder": (
        "done, later, not now, i have taken it, ask the nurse, call the nurse, help, i took it"
    ),
}
OTHERS = (
    "i was thinking about my father's bakery, the weather is lovely today, "
    "good evening and welcome to the news, my hip hurts when it rains, what time is it, "
    "the nurse was nice yesterday, stop that at once you silly man, help yourself to some cake, "
    "yes i would like some tea please, i don't want to be here any more, "
    "several people came to see me, the match begins at three o'clock, bread and butter, "
    "goodness me, who is there, hello, thank you very much, carol, sunday, the news at ten, "
    "where are my glasses, is it time for lunch, i am cold, turn the light off, "
    "she came on tuesday"
)


def grammars() -> dict[str, tuple[str, ...]]:
    """Return what may be said to each question, as a kiosk has it."""
    phrases = load_phrases(RESOURCES / "speech" / "listening.yaml")
    shared = RESOURCES / "scales" / "shared"
    options = yaml.safe_load((shared / "answers.yaml").read_text("utf-8"))[SCALE]["options"]
    speech = yaml.safe_load((shared / "speech.yaml").read_text("utf-8"))["en"]
    ways = [
        way
        for option in options
        for way in (option["text"]["en"], *option["hears"]["en"], *option["like"]["en"])
    ]
    commands = [way for sayings in speech["commands"].values() for way in sayings]
    always = phrases.saying(Wish.NURSE, Wish.STOP, Wish.AGAIN)
    check_in = answers([*ways, *commands, *speech["confirm"], *speech["refuse"]])
    return {
        "a check-in": (*check_in, *phrases.saying(Wish.NURSE)),
        "yes or no": (*always, *phrases.saying(Wish.YES, Wish.NO)),
        "a reminder": (*always, *phrases.choosing(["done", "later", "ask"])),
    }


def said(text: str, voice: str, pace: int, noise: float) -> bytes:
    """Have it spoken in a room with some noise."""
    wav = subprocess.run(
        ["espeak-ng", "-v", voice, "-s", str(pace), "--stdout", text],
        check=True,
        capture_output=True,
    ).stdout
    rate = int.from_bytes(wav[24:28], "little")
    samples = np.frombuffer(wav[44:], np.int16).reshape(-1, 1)
    speech = np.frombuffer(resampled(samples, rate), "<i2")
    room = np.random.default_rng(len(text)).normal(0, noise, len(speech) + int(1.2 * RATE))
    room[RATE // 2 : RATE // 2 + len(speech)] += speech / 2
    return room.clip(-32_768, 32_767).astype("<i2").tobytes()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("voices")
    parser.add_argument("--pace", type=int, default=150)
    parser.add_argument("--noise", type=float, default=25.0)
    wanted = parser.parse_args()
    engine, trust = PocketsphinxRecognizer(), Trust()
    counted: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for voice in wanted.voices.split(","):
        for question, grammar in grammars().items():
            inside = ASKED[question].split(", ")
            for text in [*inside, *OTHERS.split(", ")]:
                engine.begin(grammar)
                engine.feed(said(text, voice, wanted.pace, wanted.noise))
                words = engine.finish()
                band = (
                    "not understood"
                    if not words.text or words.confidence < trust.least
                    else "asked about"
                    if words.confidence < trust.sure
                    else "done at once"
                )
                counted[text in inside][band] += 1
                if band != "not understood" and words.text != text:
                    print(f"{text!r} -> {words.text!r} ({words.confidence:.2f}, {band})")
    print("phrases:", dict(counted[True]), " other words:", dict(counted[False]))


if __name__ == "__main__":
    main()

"""What the closed grammar makes of its phrases and of other words, spoken by programs.

    python -m tests.bench.grammar_figures en-gb-scotland,en-us+m3,en+f4,flite:slt --noise 25

The curve of its confidence was laid through en-us and flite:kal16 at pace 130 and noise 12, and
en-gb+f2 and flite:rms at pace 150 and noise 25. `flite:` names voices of the program flite.
"""

import argparse
from collections import Counter

import yaml

from app.conversation.listening import (
    ALWAYS,
    AT_HOME,
    Expected,
    Trust,
    Wish,
    answers,
    crisis_answers,
    load_phrases,
)
from app.quality.simulated_speech import SimulatedVoice
from app.safety import load_crisis_scripts
from models.speech.listening.pocketsphinx_recognizer import PocketsphinxRecognizer
from resources import RESOURCES

SCALE = "phq_frequency"

ASKED = {
    "a check-in": (
        "not at all, never, several days, a few days, more than half the days, most days, "
        "nearly every day, every day, sometimes, always, not really, skip this one, "
        "say that again, i want to stop, call the nurse, help, i do not know"
    ),
    "a read-back": "yes, no, yes please, that's right, no that's wrong, several days",
    "yes or no": (
        "yes, no, yes please, no thank you, that's right, stop, again, call the nurse, help me, "
        "i need a nurse, help"
    ),
    "a reminder": (
        "done, later, not now, i have taken it, ask the nurse, call the nurse, help, i took it"
    ),
    "home": "talk to me, call the nurse, what day is it, what time is it, ask me the questions",
    "a crisis": "yes, no, yes i am, no i'm not, i don't want to say, i'd rather not say, help me",
}
OTHERS = (
    "i was thinking about my father's bakery, the weather is lovely today, "
    "good evening and welcome to the news, my hip hurts when it rains, "
    "the nurse was nice yesterday, stop that at once you silly man, help yourself to some cake, "
    "yes i would like some tea please, i don't want to be here any more, "
    "several people came to see me, the match begins at three o'clock, bread and butter, "
    "goodness me, who is there, hello, thank you very much, carol, sunday, the news at ten, "
    "where are my glasses, is it time for lunch, i am cold, turn the light off, "
    "she came on tuesday"
)


def grammars() -> dict[str, Expected]:
    """Return what may be said to each question, as a kiosk has it."""
    phrases = load_phrases(RESOURCES / "speech" / "listening.yaml")
    shared = RESOURCES / "scales" / "shared"
    options = yaml.safe_load((shared / "answers.yaml").read_text("utf-8"))[SCALE]["options"]
    ways = [
        way
        for option in options
        for way in (option["text"]["en"], *option["hears"]["en"], *option["like"]["en"])
    ]
    texts = [option["text"]["en"] for option in options]
    hears = load_crisis_scripts(RESOURCES / "crisis" / "dialogue.yaml").hears
    grave = ("Yes", "No", "I don’t want to say")
    always, nurse = phrases.saying(*ALWAYS), phrases.saying(Wish.NURSE)
    beside = phrases.check_in
    return {
        "a check-in": Expected({**nurse, **answers([*ways, *beside.beside_answers])}),
        "a read-back": Expected({**nurse, **answers([*beside.to_read_back, *texts])}),
        "yes or no": Expected({**always, **phrases.saying(Wish.YES, Wish.NO)}),
        "a reminder": Expected({**always, **phrases.choosing(["done", "later", "ask"])}),
        "home": Expected(phrases.saying(Wish.NURSE, *AT_HOME)),
        "a crisis": Expected(
            {
                **phrases.saying(Wish.NURSE, Wish.AGAIN),
                **crisis_answers([(say, *hears.get(say, ())) for say in grave]),
            }
        ),
    }


def meanings() -> dict[str, int]:
    """Return which answer of the scale each way of saying one stands for."""
    shared = RESOURCES / "scales" / "shared"
    options = yaml.safe_load((shared / "answers.yaml").read_text("utf-8"))[SCALE]["options"]
    return {
        way.casefold(): option["value"]
        for option in options
        for way in (option["text"]["en"], *option["hears"]["en"], *option["like"]["en"])
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("voices")
    parser.add_argument("--pace", type=int, default=150)
    parser.add_argument("--noise", type=float, default=25.0)
    parser.add_argument("--echoes", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="Only every so many other words.")
    wanted = parser.parse_args()
    engine, trust, means = PocketsphinxRecognizer(), Trust(), meanings()
    counted: dict[str, Counter[str]] = {}
    for name in wanted.voices.split(","):
        voice = SimulatedVoice(name, wanted.pace, wanted.noise, wanted.echoes)
        kind = "flite" if name.startswith("flite:") else "espeak-ng"
        for question, expected in grammars().items():
            inside = ASKED[question].split(", ")
            for text in [*inside, *OTHERS.split(", ")[:: wanted.every]]:
                engine.begin(expected.phrases)
                engine.feed(voice.says(text))
                words = engine.finish()
                meant, found = expected.wish_of(text), expected.wish_of(words.text)
                is_same = meant == found and means.get(text) == means.get(words.text)
                band = (
                    "not understood"
                    if not words.text or words.confidence < trust.least
                    else "asked about"
                    if words.confidence < trust.sure
                    else "done at once"
                )
                if text in inside and band != "not understood" and not is_same:
                    band += ", wrongly"
                of = f"{kind}, {'phrases' if text in inside else 'other words'}"
                counted.setdefault(of, Counter())[band] += 1
                if band != "not understood" and words.text != text:
                    print(f"{name}, {question}: {text!r} -> {words.text!r} ({band})", flush=True)
    for of, bands in sorted(counted.items()):
        print(f"{of}: {sum(bands.values())} {dict(bands)}")


if __name__ == "__main__":
    main()

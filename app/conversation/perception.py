"""Perceiving a turn: screened first, then understood. One vector serves every step."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from time import perf_counter

from app.conversation.feelings import Feeling, FeelingReader
from app.conversation.following import Answer, Asked
from app.conversation.intents import Intent, IntentReader, Understood, understand
from app.conversation.intents.cues import Cues
from app.embedding import TextEmbedder, Vector
from app.safety import DangerReader, Screened, Screener
from app.utterance import Utterance


@dataclass(frozen=True, slots=True)
class Faculties:
    """What needs models, all of it loaded.

    Attributes:
        forget: has the embedder drop what it keeps of words.
    """

    embedder: TextEmbedder
    danger: DangerReader
    intents: IntentReader
    feelings: FeelingReader
    forget: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Perceived:
    """A turn as perceived; timings in ms, of which `embed` goes on beside `screen`.

    Attributes:
        answer: how it answers the question before it; None where it stands for itself.
        asked: that question.
    """

    screened: Screened
    understood: Understood
    feeling: Feeling
    timings_ms: dict[str, float]
    answer: Answer | None = None
    asked: Asked | None = None


class Perception:
    """Screens and understands; by rules alone until the model has loaded."""

    def __init__(self, screener: Screener, cues: Mapping[str, Cues] | None = None) -> None:
        """Understand by the models; by cues in languages that they were not trained on."""
        self._screener = screener
        self._cues = dict(cues or {})
        self._faculties: Faculties | None = None

    def learn(self, faculties: Faculties) -> None:
        """Take the model into use."""
        self._screener.learn(faculties.embedder, faculties.danger)
        self._faculties = faculties

    @property
    def is_complete(self) -> bool:
        """Whether the model is in use."""
        return self._faculties is not None

    @property
    def fingerprint(self) -> str:
        """Name of the embedding model in use; empty until there is one."""
        return self._faculties.embedder.fingerprint if self._faculties else ""

    def embed(self, text: str) -> Vector | None:
        """Return the vector of a text; None without a model. Blocking; on the inference lane."""
        faculties = self._faculties
        return None if faculties is None else faculties.embedder.embed([text])[0]

    def let_go(self) -> None:
        """Drop vectors of what was said, since something was forgotten. From any thread."""
        if self._faculties is not None:
            self._faculties.forget()

    def by_rules(self, utterance: Utterance) -> Perceived:
        """Screen by rules alone: under a millisecond, and nothing in it can be missing or hang."""
        started = perf_counter()
        screened = self._screener.screen_by_rules(utterance)
        took_ms = (perf_counter() - started) * 1000
        timings = {"embed": 0.0, "screen": took_ms, "intent": 0.0}
        understood, feeling = understand(screened, None), Feeling.NEUTRAL
        if (cues := self._cues.get(utterance.language)) is not None:
            understood, feeling = _by_cues(cues, screened)
        return Perceived(screened, understood, feeling, timings)

    def perceive(self, utterance: Utterance) -> Perceived:
        """Screen, then understand. Blocking; run it on the inference lane."""
        started = perf_counter()
        faculties = self._faculties
        embedding = _Embedding(faculties.embedder, utterance.text) if faculties else None
        screened = self._screener.screen(utterance)
        screened_at = perf_counter()
        understood = understand(screened, faculties.intents if faculties else None)
        feeling = Feeling.NEUTRAL
        if (cues := self._cues.get(utterance.language)) is not None:
            understood, feeling = _by_cues(cues, screened)
        elif faculties and screened.vector is not None:
            feeling = faculties.feelings.read(screened.vector)
        done = perf_counter()
        return Perceived(
            screened,
            understood,
            feeling,
            {
                "embed": embedding.took_ms() if embedding else 0.0,
                "screen": (screened_at - started) * 1000,
                "intent": (done - screened_at) * 1000,
            },
        )


class _Embedding:
    """Makes the vector of a text on a thread of its own, while the danger model reads it.

    The screener asks for the same text and gets it from the cache, or waits for it there. A
    failure is its to handle, since rules must speak all the same.
    """

    def __init__(self, embedder: TextEmbedder, text: str) -> None:
        self._took_ms = 0.0
        self._thread = Thread(target=self._make, args=(embedder, text), daemon=True)
        # A machine without room for another thread: the screener makes the vector by itself.
        with suppress(RuntimeError):
            self._thread.start()

    def took_ms(self) -> float:
        """Wait for it, and return how long it took."""
        if self._thread.ident is not None:
            self._thread.join()
        return self._took_ms

    def _make(self, embedder: TextEmbedder, text: str) -> None:
        started = perf_counter()
        with suppress(Exception):
            embedder.embed([text])
        self._took_ms = (perf_counter() - started) * 1000


def _by_cues(cues: Cues, screened: Screened) -> tuple[Understood, Feeling]:
    """Return what is wanted and felt by the words; what screening found grave is a crisis."""
    text = screened.utterance.text
    grave = understand(screened, None)
    is_grave = grave.primary is Intent.CRISIS
    return (grave if is_grave else cues.read(text)), cues.feeling(text)

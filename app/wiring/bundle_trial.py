"""The trial of a bundle before it is taken into use: loaded as a running program loads it."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from app.bundles import ActiveResources, Kind, UnhealthyError
from app.bundles.self_test import SelfTest, must_not_be_weaker
from app.conversation.feelings import load_feelings
from app.conversation.perception import Perception
from app.conversation.wording import load_wording
from app.errors import LiloError
from app.faculties import load_faculties
from app.language_files import ENGLISH, LANGUAGES
from app.plain_yaml import read_yaml
from app.quality.evaluation_rows import SafetyRow, load_rows
from app.quality.hearing import heard_by
from app.quality.screened_rows import Screening, screen_rows
from app.recall import load_articles
from app.safety import (
    Level,
    Screener,
    Weigher,
    load_crisis_scripts,
    load_disclosure_book,
    load_outgoing_screen,
    load_patterns,
    load_rule_book,
    load_trend_rules,
    load_weights,
)
from app.settings import Settings, load_settings
from app.wiring.embedding_trial import must_be_trained_on
from app.wiring.scales_trial import try_scales
from app.wiring.screening import rules_beside
from app.wiring.tongues import load_tongue
from app.wiring.voice_trial import try_recogniser, try_synthesiser
from app.wiring.words_trial import WindowWords, try_words
from models.generation import load_library
from models.generation.prompts import load_examples, load_prompts
from models.generation.store import check_model
from models.generation.store.check import free_memory_mb
from models.generation.store.smoke import smoke
from resources import RESOURCES

USED_KINDS = frozenset(
    {
        Kind.KNOWLEDGE,
        Kind.PROMPTS,
        Kind.CRISIS,
        Kind.SCALES,
        Kind.TRANSLATIONS,
        Kind.CONFIGURATION,
        Kind.EMBEDDING_MODEL,
        Kind.LANGUAGE_MODEL,
        Kind.RECOGNISER,
        Kind.SYNTHESISER,
    }
)
"""Kinds that this version takes from bundles: those that `HouseTrial` can try."""

SELF_TEST = (
    RESOURCES / "quality" / "safety" / "danger.jsonl",
    RESOURCES / "quality" / "safety" / "harmless.jsonl",
)
"""Sentences of the self-test; they ship with the program, and no bundle carries them."""

_ALARM = Level.ELEVATED
_FEWEST_ARTICLES = 1
_NOT_FROM_BUNDLES = frozenset({"bundles"})
"""Settings that decide whom to trust are the facility's own."""

Shown = Callable[[Sequence[SafetyRow], str], Iterable[SafetyRow]]
"""Gives the rows on while somebody sees how far it is."""


@dataclass(frozen=True, slots=True)
class HouseTrial:
    """Implements `app.bundles.Trial` with the loaders of this program.

    Attributes:
        in_use: gives what is in use now: what came a moment before in the same installation counts.
        facility_config: the facility's own settings, which lie over those of a bundle.
        self_test: files of rows.
        window_words: loads the words of the windows, which this package does not know.
    """

    in_use: Callable[[], ActiveResources]
    settings: Settings
    facility_config: Path | None
    shown: Shown = lambda rows, _what: rows
    self_test: Sequence[Path] = SELF_TEST
    window_words: WindowWords = lambda _folder: None

    def try_out(self, kind: Kind, folder: Path) -> None:
        """Load it, and for crisis patterns and models see what they do.

        Raises:
            UnhealthyError: it does not work here; the message says what is wrong.
        """
        now = self.in_use()
        tried = ActiveResources(now.shipped, {**now.installed, kind: folder})
        tries: dict[Kind, Callable[[ActiveResources], None]] = {
            Kind.KNOWLEDGE: self._knowledge,
            Kind.PROMPTS: self._prompts,
            Kind.CRISIS: lambda tried: self._crisis(tried, now),
            Kind.SCALES: lambda tried: try_scales(tried, now, self.settings),
            Kind.TRANSLATIONS: lambda tried: try_words(tried, self.settings, self.window_words),
            Kind.CONFIGURATION: self._configuration,
            Kind.EMBEDDING_MODEL: lambda tried: self._embedding_model(tried, now),
            Kind.LANGUAGE_MODEL: self._language_model,
            Kind.RECOGNISER: lambda tried: try_recogniser(tried, self.settings),
            Kind.SYNTHESISER: lambda tried: try_synthesiser(tried, self.settings),
        }
        try:
            tries[kind](tried)
        except UnhealthyError:
            raise
        except LiloError as error:
            raise UnhealthyError(
                f"It was tried and does not work here: {error.message}",
                "What was in use stays in use. Send this message to whoever made the bundle.",
            ) from error

    def _knowledge(self, tried: ActiveResources) -> None:
        passages = load_articles(tried.folder("knowledge"))
        if len(passages) < _FEWEST_ARTICLES:
            raise UnhealthyError("There is no article in the bundle.", "Ask for a right one.")

    def _prompts(self, tried: ActiveResources) -> None:
        replies, prompts = tried.folder("replies"), tried.folder("prompts")
        load_library(replies)
        load_feelings(replies / "feelings.jsonl")
        load_wording(tried.folder("i18n") / self.settings.kiosk.language, replies / "lines.yaml")
        _other_languages(tried)
        load_prompts(prompts)
        load_examples(prompts / "examples")

    def _crisis(self, tried: ActiveResources, now: ActiveResources) -> None:
        crisis = tried.folder("crisis")
        load_crisis_scripts(crisis / "dialogue.yaml")
        load_disclosure_book(crisis / "disclosure.yaml")
        load_outgoing_screen(crisis / "outgoing.yaml")
        rules_beside(crisis)
        _other_languages(tried)
        load_patterns(crisis)
        self._must_find_as_much(tried, now)

    def _embedding_model(self, tried: ActiveResources, now: ActiveResources) -> None:
        must_be_trained_on(tried)
        # The same weights read words otherwise with another vocabulary beside them.
        self._must_find_as_much(tried, now)

    def _must_find_as_much(self, tried: ActiveResources, now: ActiveResources) -> None:
        rows = [row for path in self.self_test for row in load_rows(path, SafetyRow)]
        new = self._tested(tried, rows, "Safety self-test of what is new")
        old = self._tested(now, rows, "Safety self-test of what is in use")
        must_not_be_weaker(new, old)

    def _tested(self, resources: ActiveResources, rows: Sequence[SafetyRow], what: str) -> SelfTest:
        crisis = resources.folder("crisis")
        screener = Screener(load_rule_book(crisis / "rules.yaml"))
        weigher = Weigher(
            load_weights(crisis / "fusion.yaml"),
            load_trend_rules(crisis / "trajectory.yaml"),
            screener.rule_levels,
            UTC,
        )
        perception = Perception(screener)
        perception.learn(load_faculties(self.settings, resources))
        begin = heard_by(perception.perceive, weigher)
        return counted(list(screen_rows(self.shown(rows, what), begin)))

    def _configuration(self, tried: ActiveResources) -> None:
        folder = tried.config
        for path in sorted(folder.glob("*.yaml")) if folder else ():
            found = read_yaml(path.read_text("utf-8"))
            if isinstance(found, dict) and (own := _NOT_FROM_BUNDLES & found.keys()):
                raise UnhealthyError(
                    f"A bundle does not decide on {', '.join(sorted(own))}.",
                    "Set it in the facility's own config folder.",
                )
        load_settings(RESOURCES / "defaults", folder, self.facility_config)

    def _language_model(self, tried: ActiveResources) -> None:
        folder = tried.model(Kind.LANGUAGE_MODEL)
        if folder is not None:
            check_model(folder, free_memory_mb())
            asyncio.run(smoke(folder))


def counted(screenings: Sequence[Screening]) -> SelfTest:
    """Return what was missed, by kind of danger, and what alarmed for nothing."""
    missed: dict[str, int] = {}
    dangers = false_alarms = 0
    for one in screenings:
        alarmed = one.level >= _ALARM
        if one.row.label == 0:
            false_alarms += alarmed
            continue
        dangers += 1
        kind = one.row.kind.value if one.row.kind else "danger"
        missed[kind] = missed.get(kind, 0) + (not alarmed)
    return SelfTest(missed, dangers, false_alarms, len(screenings) - dangers)


def _other_languages(tried: ActiveResources) -> None:
    """Load every other language that is there; a running house would go on without a broken one."""
    for language in LANGUAGES:
        if language != ENGLISH:
            load_tongue(tried, language)

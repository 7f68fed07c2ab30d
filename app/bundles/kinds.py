"""Kinds of bundles: what each may carry, who may sign it, and whether it waits for a restart."""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """What a bundle carries. Each kind has slots, and a signing role, of its own."""

    APPLICATION = "application"
    LANGUAGE_MODEL = "language-model"
    EMBEDDING_MODEL = "embedding-model"
    RECOGNISER = "recogniser"
    SYNTHESISER = "synthesiser"
    KNOWLEDGE = "knowledge"
    PROMPTS = "prompts"
    """Prompts and authored replies."""
    CRISIS = "crisis"
    """Crisis patterns and the trained head."""
    SCALES = "scales"
    TRANSLATIONS = "translations"
    CONFIGURATION = "configuration"


FOLDERS: Mapping[Kind, frozenset[str]] = {
    Kind.APPLICATION: frozenset({"application"}),
    Kind.LANGUAGE_MODEL: frozenset({"model"}),
    Kind.EMBEDDING_MODEL: frozenset({"model"}),
    Kind.RECOGNISER: frozenset({"model"}),
    Kind.SYNTHESISER: frozenset({"model"}),
    Kind.KNOWLEDGE: frozenset({"knowledge"}),
    Kind.PROMPTS: frozenset({"prompts", "replies"}),
    Kind.CRISIS: frozenset({"crisis"}),
    Kind.SCALES: frozenset({"scales"}),
    Kind.TRANSLATIONS: frozenset({"i18n"}),
    Kind.CONFIGURATION: frozenset({"config"}),
}
"""The folders that a bundle of the kind may fill; all of its files lie in them."""

GUARDED = frozenset({Kind.APPLICATION, Kind.CRISIS})
"""Lives hang on these: a facility's own key signs them only where that is said twice."""

FACILITY_KINDS = frozenset({Kind.KNOWLEDGE, Kind.PROMPTS, Kind.CONFIGURATION})
"""What a facility's key may sign unless more is said."""

WITHOUT_RESTART = frozenset({Kind.KNOWLEDGE, Kind.PROMPTS})
"""A running program takes these up at once; the others wait for its next start."""

APART = frozenset({Kind.APPLICATION})
"""Installed by root for the whole machine, `lilo bundle upgrade`; not into a facility."""

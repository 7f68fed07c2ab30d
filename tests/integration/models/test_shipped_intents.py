"""The intent model that ships belongs to the lines, and to the engines, that ship with it."""

from pathlib import Path

import pytest

from app.conversation.intents import load_prototypes
from models.danger import load_artefact
from models.danger.artefact import vectors_fingerprint
from models.embedding.model_files import PACKAGED_SHA256
from models.intents import load_intent_artefact
from models.intents.artefact import IntentArtefact
from models.intents.training import fingerprint

AGAIN = "run `lilo train intents`"


@pytest.fixture(scope="module")
def artefact(resources: Path) -> IntentArtefact:
    return load_intent_artefact(resources / "intents" / "model" / "intents.npz")


def test_it_learned_the_lines_that_ship(artefact: IntentArtefact, resources: Path) -> None:
    assert artefact.lines == fingerprint(load_prototypes(resources / "intents")), AGAIN


def test_it_sees_through_the_models_that_ship(artefact: IntentArtefact, resources: Path) -> None:
    danger = load_artefact(resources / "crisis" / "model" / "danger.npz")
    assert artefact.base == PACKAGED_SHA256
    assert artefact.second == vectors_fingerprint(danger), AGAIN

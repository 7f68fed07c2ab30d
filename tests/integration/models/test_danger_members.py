"""Members of the danger model side by side, training that goes on from a model, and sounds."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from app.embedding import EmbeddingError
from models.danger.examples import Example
from models.danger.fitting import Recipe, fit_network, read
from models.danger.members import fit_members
from models.danger.network import DangerNetwork
from models.danger.ngrams import buckets, heard_buckets
from models.danger.training import Plan, train
from tests.fakes.small_encoder import DANGER, example_lines, save_small_encoder

RECIPE = Recipe(rank=4, epochs=1, batch=8)
PLAN = Plan(folds=3, validated=1, members=1, curve=(), recipe=RECIPE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    save_small_encoder(folder)
    return folder


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return example_lines()


def test_members_fitted_side_by_side_are_those_fitted_alone(
    folder: Path, examples: list[Example], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two cores, and so two processes with one each, wherever this runs.
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    told: list[tuple[int, float]] = []
    both = fit_members(
        examples,
        folder,
        RECIPE,
        (1, 2),
        lambda at, share: told.append((at, share)),
        (None, None),
    )
    for seed, beside in zip((1, 2), both, strict=True):
        alone = fit_network(examples, folder, RECIPE, seed, lambda _share: None)
        same = [read(network, folder, DANGER)[0] for network in (beside, alone)]
        assert np.allclose(*same, atol=1e-3)
    assert not np.allclose(*(read(network, folder, DANGER)[0] for network in both), atol=1e-3)
    assert {at for at, _share in told} == {0, 1}


def test_training_goes_on_where_a_model_ended(folder: Path, examples: list[Example]) -> None:
    first = train(examples, folder, PLAN, lambda _name, _share: None).artefact
    network = DangerNetwork(folder, RECIPE.rank, RECIPE.dropout)
    torch.manual_seed(9)
    fresh = read(network.eval(), folder, DANGER)[0]
    network.go_on_from(first.adapters[0], first.heads[0])
    ended = read(network.eval(), folder, DANGER)[0]
    assert not np.allclose(ended, fresh, atol=1e-3)

    still = replace(RECIPE, adapter_rate=0.0, head_rate=0.0)
    plan = replace(PLAN, recipe=still, start=first)
    again = train(examples, folder, plan, lambda _name, _share: None)
    assert np.allclose(again.artefact.heads[0].levels, first.heads[0].levels, atol=1e-6)
    for name, (up, down) in again.artefact.adapters[0].items():
        assert np.allclose(up @ down, np.matmul(*first.adapters[0][name]), atol=1e-6)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"validated": 2}, "has met lines that would be held out"),
        ({"folds": 4}, "has met lines that would be held out"),
        ({"base": "of another"}, "another embedding model"),
    ],
)
def test_training_does_not_go_on_from_a_model_that_may_know_what_is_held_out(
    folder: Path, examples: list[Example], known: dict[str, object], said: str
) -> None:
    first = train(examples, folder, PLAN, lambda _name, _share: None).artefact
    plan = replace(PLAN, start=replace(first, **known))  # type: ignore[arg-type]
    with pytest.raises(EmbeddingError, match=said):
        train(examples, folder, plan, lambda _name, _share: None)


def test_a_member_that_fails_stops_the_others(
    folder: Path, examples: list[Example], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    first = train(examples, folder, PLAN, lambda _name, _share: None).artefact
    wrong = ({}, first.heads[0])
    endless = replace(RECIPE, epochs=10_000)
    with pytest.raises(KeyError):
        fit_members(examples, folder, endless, (1, 2), lambda _at, _share: None, (None, wrong))


def test_a_word_misheard_as_another_of_its_sound_keeps_its_sound() -> None:
    written, heard = "my heart hurts", "my hart herds"
    by_spelling = set(buckets(written)) & set(buckets(heard))
    by_sound = set(heard_buckets(written)) & set(heard_buckets(heard))
    assert by_spelling < by_sound

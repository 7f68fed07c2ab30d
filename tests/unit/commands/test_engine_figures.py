"""Engines side by side: the same tokens on both sides, what was cut told apart, and a table."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from app.commands.bare_engine import BareEngine, Spoken
from app.commands.bench_engine import WRITTEN, _gateway
from app.commands.engine_precision import precision_of
from app.commands.engine_table import table_of
from app.errors import LiloError
from app.generation import ChatMessage, Role, Sampling, TextRequest, TextUsage
from app.quality.retrieval_rows import QueryRow
from models.generation.local import EngineProcess
from models.generation.tiers import engine_of
from tests.bench.memorybank import with_neighbours

ASKED = (ChatMessage(Role.USER, "Good morning"),)
TINY = Path(__file__).parents[2] / "data" / "tiny_qwen3_openvino"


class Writing:
    """An engine that writes given pieces, as many tokens, and notes what it was asked."""

    model = "given"

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces
        self.asked: list[TextRequest] = []

    async def write(self, request: TextRequest) -> AsyncIterator[str | TextUsage]:
        self.asked.append(request)
        for piece in self.pieces:
            yield piece
        yield TextUsage(400, len(self.pieces), None, seconds=9.0, first_s=8.0)


def words(many: int) -> list[str]:
    return [f" word{number}" for number in range(many)]


@pytest.mark.parametrize(
    ("pieces", "tokens", "ended"),
    [
        ([*words(WRITTEN - 1), "."], WRITTEN, "whole"),
        ([*words(20), "."], 0, "by itself"),
        ([*[f" This is {n}." for n in range(6)], *words(WRITTEN)], 0, "cut"),
        ([" It was.", *[" on"] * WRITTEN], 0, "generation.loop"),
        ([" on"] * WRITTEN, 0, "generation.loop"),
    ],
)
async def test_only_what_was_written_to_the_end_counts(
    pieces: list[str], tokens: int, ended: str
) -> None:
    source = Writing(pieces)
    async with _gateway(cast("EngineProcess", source)) as reply:
        spoken = await reply(ASKED)
    assert (spoken.tokens, spoken.ended) == (tokens, ended)
    (request,) = source.asked
    # Whatever the model would like, both sides are to write as much.
    assert request.least_tokens == request.sampling.max_tokens == WRITTEN


def test_a_rate_leaves_the_reading_of_the_prompt_out() -> None:
    assert Spoken(20.5, 22.0, 41, chosen_s=20.0).rate == pytest.approx(20.0)


def test_precision_is_what_most_weights_are_kept_in(tmp_path: Path) -> None:
    assert precision_of(TINY) == "int8"
    assert precision_of(tmp_path) == "?"
    (tmp_path / "config.json").write_text('{"dtype": "bfloat16"}', "utf-8")
    assert precision_of(tmp_path) == "bf16"
    graph = '<data element_type="f32" size="10"/><data element_type="u4" shape="8" size="90"/>'
    (tmp_path / "openvino_model.xml").write_text(graph, "utf-8")
    assert precision_of(tmp_path) == "int4"


def test_several_engines_make_a_table_and_one_that_fails_a_line_below() -> None:
    found = {"model": "a", "engine": "openvino", "precision": "int4", "tokens_per_s": None}
    lines = table_of([found, {"model": "b", "fault": "It did not load."}])
    assert lines[0].startswith("| model | engine | precision | load, s |")
    assert lines[2].startswith("| a | openvino | int4 | - |")
    assert lines[3] == "b: It did not load."
    assert table_of([{"model": "b", "fault": "gone"}]) == ["b: gone"]


def test_a_bare_engine_that_dies_is_said(tmp_path: Path) -> None:
    sampling = Sampling(temperature=1.0, top_p=1.0, max_tokens=4)
    bare = BareEngine(engine_of(TINY), tmp_path / "nothing", sampling)
    with pytest.raises(LiloError, match="has ended"), bare:
        pass
    bare._process.join()


def test_a_turn_that_answers_by_itself_stands_for_no_neighbour() -> None:
    probe = QueryRow(text="Where?", person="Ann", gold=["Ann 0501.5", "Ann 0501.6", "Ann 0501.7"])
    found = ["Ann 0501.6", "Ann 0501.7", "Ann 0501.5"]
    assert with_neighbours(probe, found) == found
    assert with_neighbours(probe, ["Ann 0501.4", "Ann 0501.9"]) == ["Ann 0501.5", "Ann 0501.9"]

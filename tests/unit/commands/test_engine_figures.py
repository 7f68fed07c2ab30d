"""Engines side by side: the same tokens on both sides, what was cut told apart, and a table."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from app.commands.bare_engine import Spoken
from app.commands.bench_engine import WRITTEN, _gateway
from app.commands.engine_precision import precision_of
from app.commands.engine_table import table_of
from app.generation import ChatMessage, Role, TextRequest, TextUsage
from models.generation.local import EngineProcess

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

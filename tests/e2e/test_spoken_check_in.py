"""A check-in by voice alone: read aloud, answered, read back, confirmed and kept.

The voice is a simulated one, of espeak-ng, that speaks into the place of the microphone.
"""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap import prepare_basics
from app.clinical import ScaleId
from app.clinical.administration import How, Step
from app.commands.rehearsal import rehearse
from app.commands.rehearsal_stage import staged
from app.quality.simulated_speech import SimulatedVoice
from tests.e2e.house import live


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_a_scale_is_answered_by_voice_from_home_to_the_database(
    qapp: QApplication, facility: Path
) -> None:
    async def check_in() -> None:
        basics = prepare_basics(facility)
        async with staged(basics, "Margaret Ellis", ScaleId.PHQ2) as stage:
            voice = SimulatedVoice("en-us", pace=130)
            meant, first = {"1": 1, "2": 0}, {"1": "my hip hurts when it rains"}
            done = await rehearse(stage, ScaleId.PHQ2, voice, meant, first)

            # Touched was the microphone on the home screen, once.
            assert (done.by_voice, done.is_whole, done.total) == (2, True, 1)
            with stage.lilo.database.reading() as unit:
                kept = [
                    e for e in unit.administrations.of(stage.resident.id) if e.value is not None
                ]
                steps = [e.step for e in unit.administrations.of(stage.resident.id)]
            assert [(e.item, e.value, e.how, e.was_read_back) for e in kept] == [
                ("1", 1, How.SPEECH, True),
                ("2", 0, How.SPEECH, True),
            ]
            assert steps[-1] is Step.COMPLETED

            said = list(done.said)
            question = said.index("Little interest or pleasure in doing things")
            unclear = said.index(
                "I did not understand that. You can say it again, or touch an answer."
            )
            again = said.index("Nearly every day", unclear)
            read_back = next(i for i, line in enumerate(said) if "Several days." in line)
            assert question < unclear < again < read_back
            assert "Not at all" in " ".join(said[read_back:])

    live(qapp, check_in())

    # What was heard is nowhere in the files of the facility: no sound, and no words in a log.
    assert not list(facility.rglob("*.wav"))
    logs = [file.read_text("utf-8") for file in facility.rglob("*.log")]
    assert not any("hip hurts" in log or "Several days" in log for log in logs)

"""After the talk: what a language model finds on second reading, and what a session was about."""

from app.memory import (
    AfterTalk,
    SecondReader,
    SessionKeeper,
    load_second_reading,
    load_session_words,
)
from app.wiring.foundation import Foundation
from app.wiring.identity import consent_rule
from app.wiring.remembrance import MEMORY, Recollection, Remembrance
from app.wiring.replying import Replying


def wire_after_talk(
    on: Foundation, recall: Recollection, remembrance: Remembrance, replying: Replying
) -> AfterTalk:
    """Build it; without a language model sessions are summed up by rules alone.

    Raises:
        LiloError: a file that ships with Lilo is damaged.
    """
    basics, tiers = on.basics, replying.tiers
    unit, lane, clock = on.database.unit, on.runtime.database, basics.clock
    # Residents' words go to the model of this machine; a server in the building gets none of them.
    writer = tiers.forms if tiers.local is not None else None
    sessions = SessionKeeper(
        unit,
        lane,
        clock,
        basics.settings.facility.zone,
        load_session_words(MEMORY / "sessions.yaml"),
        basics.wording.weekdays,
        basics.wording.spoken_date,
        consent_rule(basics.settings),
        recall.memories_changed,
        writer,
        tiers.ready,
        remembrance.keeper.dating,
    )
    reader = None
    if writer is not None:
        reader = SecondReader(
            writer,
            tiers.ready,
            load_second_reading(MEMORY / "second_reading.yaml"),
            remembrance.extractor,
            remembrance.keeper,
            unit,
            lane,
            clock,
        )
    return AfterTalk(lambda: on.residents, sessions, reader)

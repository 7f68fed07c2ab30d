"""Everything a turn is made with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.clock import Clock
from app.conversation.answering import Answerer
from app.conversation.checking_in import CheckInTalk
from app.conversation.chronicle import Chronicle
from app.conversation.crisis import AlertPath
from app.conversation.day_answers import DayAnswers
from app.conversation.disclosing import Discloser
from app.conversation.perception import Perception
from app.conversation.records import TurnRecords
from app.conversation.remembering import Remembering
from app.conversation.understanding import Understanding
from app.conversation.working_out import WorkingOut
from app.identity import Resident
from app.language_files import ENGLISH
from app.runtime import Lane
from app.safety import CrisisScripts, OutgoingScreen, Weigher


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a turn is made with; put together in `bootstrap`.

    Attributes:
        residents: everybody who lives here, from memory.
        is_ready: whether the models have loaded, or it is known that they will not.
        remembering: knows what residents told Lilo; None where nothing is remembered.
        discloser: knows when Lilo must say what it is; None where it says so only when asked.
        chronicle: keeps what was said so that it can be recalled; None where nothing is.
        on_turn: told that somebody talks, and after each turn that it has been kept.
        day_answers: answers what is asked of the day; None where nothing is planned.
        check_ins: takes scales; None where none are taken.
        understanding: knows what answers mean; None where every turn stands for itself.
        working_out: answers what can be worked out; None where nothing is.
        language: in which all of this speaks.
    """

    records: TurnRecords
    perception: Perception
    weigher: Weigher
    alert_path: AlertPath
    answerer: Answerer
    outgoing: OutgoingScreen
    scripts: CrisisScripts
    inference: Lane
    clock: Clock
    residents: Callable[[], Sequence[Resident]]
    is_ready: Callable[[], bool]
    discloser: Discloser | None = None
    remembering: Remembering | None = None
    chronicle: Chronicle | None = None
    on_turn: Callable[[], None] = lambda: None
    day_answers: DayAnswers | None = None
    check_ins: CheckInTalk | None = None
    understanding: Understanding | None = None
    language: str = ENGLISH
    working_out: WorkingOut | None = None

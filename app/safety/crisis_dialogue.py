"""The crisis dialogue: authored, in small steps, with no language model anywhere near it.

In the manner of the 988 lifeline's themes - desire, capability, intent, buffers - Lilo asks
directly, one question a screen, takes any answer, and stays. Where a body is in danger, first
aid comes first: a script of its own, chosen by the rule that spoke.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.safety.crisis_scripts import Answer, CrisisScript, CrisisScripts, Question
from app.safety.levels import DangerKind

_SIGNS = re.compile(r"[^\w\s]+")


@dataclass(frozen=True, slots=True)
class CrisisDialogue:
    """Where a crisis dialogue stands; every step gives a new one.

    Attributes:
        lines: what Lilo says now.
        question_id: of the question that is asked now, or empty: then Lilo just stays.
        asked: ids of all questions that were put, in whichever script; none is put twice.
        visited: scripts gone through; none is begun twice.
    """

    scripts: CrisisScripts
    script_id: str
    lines: tuple[str, ...]
    question_id: str = ""
    asked: frozenset[str] = frozenset()
    visited: frozenset[str] = frozenset()

    @property
    def script(self) -> CrisisScript:
        """The script it follows."""
        return self.scripts.scripts[self.script_id]

    @property
    def question(self) -> Question | None:
        """What Lilo asks now; None when all was asked, and Lilo just stays."""
        return next((q for q in self.script.questions if q.id == self.question_id), None)

    @property
    def staying(self) -> tuple[str, ...]:
        """What Lilo may say while it stays; every line is true whatever has happened."""
        return (*self.script.staying, *self.scripts.staying)

    def answered(self, answer: Answer) -> "CrisisDialogue":
        """Return the dialogue after an answer; the question is never put again."""
        if answer.script and answer.script not in self.visited:
            return self.turned_to(answer.script, answer.then)
        following = self._unasked(self._place_after(answer))
        if answer.then or answer.declines:
            lines = answer.then or self.scripts.status.declined
        else:
            lines = self.script.meanwhile
        return self._asks(following, lines)

    def answer_in(self, words: str) -> Answer | None:
        """Return the answer of the present question that somebody typed or said, if it is one."""
        plain = _plain(words)
        for answer in self.question.answers if self.question else ():
            meant = (answer.say, *self.scripts.hears.get(answer.say, ()))
            if plain in map(_plain, meant):
                return answer
        return None

    def joined(self, other: "CrisisDialogue") -> "CrisisDialogue":
        """Turn to what was said since, with all that was asked before left out.

        A script for one emergency is not given up for the general one: "help me" while choking
        is about the choking.
        """
        if other.script_id in self.visited:
            return self
        if self.script.rules and other.script_id == DangerKind.MEDICAL_EMERGENCY:
            return self
        return self.turned_to(other.script_id)

    def turned_to(self, script_id: str, lines: tuple[str, ...] = ()) -> "CrisisDialogue":
        """Begin another script, with `lines` in place of its opening where there are any."""
        visited = self.visited | {script_id}
        turned = replace(self, script_id=script_id, visited=visited, question_id="")
        return turned.opened(lines)

    def opened(self, lines: tuple[str, ...] = ()) -> "CrisisDialogue":
        """Put the first question of the script that was not put yet."""
        return self._asks(self._unasked(0), lines or self.script.opening)

    def _place_after(self, answer: Answer) -> int:
        ids = [question.id for question in self.script.questions]
        if answer.stays or self.question_id not in ids:
            return len(ids)
        return ids.index(answer.next) if answer.next else ids.index(self.question_id) + 1

    def _unasked(self, place: int) -> Question | None:
        rest = self.script.questions[place:]
        return next((question for question in rest if question.id not in self.asked), None)

    def _asks(self, question: Question | None, lines: tuple[str, ...]) -> "CrisisDialogue":
        if question is None:
            return replace(self, lines=lines, question_id="")
        asked = self.asked | {question.id}
        return replace(self, lines=lines, question_id=question.id, asked=asked)


def begin_crisis(
    scripts: CrisisScripts,
    kind: DangerKind,
    flags: Sequence[str] = (),
    answers: Sequence[str] = (),
) -> CrisisDialogue:
    """Open the dialogue for what a screening found.

    Args:
        flags: of the screening; "rule:medical.choking" brings the script for choking.
        answers: "question answer", as an alert keeps them: what was asked before the program
            was started anew is not asked again.
    """
    script_id = scripts.chosen(kind, flags)
    every = (q for script in scripts.scripts.values() for q in script.questions)
    asked = frozenset(q.id for q in every if any(kept.startswith(q.ask) for kept in answers))
    return CrisisDialogue(scripts, script_id, (), asked=asked).turned_to(script_id)


def _plain(words: str) -> str:
    return " ".join(_SIGNS.sub("", words.casefold()).split())

"""For calling the emergency line: which number, where we are, and what to say."""

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QGridLayout

from app.oversight import AlertCard
from app.safety import Level
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.services import EmergencyCall
from ui.staff.wording.language import Language, one_line

_MOST_WORDS = 120
"""Characters of the resident's words that are read out to a dispatcher."""


@dataclass(frozen=True, slots=True)
class EmergencyView:
    """What stands in the panel.

    Attributes:
        remark: that the address is missing, or empty.
    """

    number: str
    say: str
    remark: str


def emergency_of(
    card: AlertCard, language: Language, facility: str, call: EmergencyCall | None
) -> EmergencyView | None:
    """Derive the panel of a grave alert; None for the others, and where no number is known."""
    if call is None or card.alert.cause.level < Level.IMMEDIATE:
        return None
    words = language.words.emergency
    place = words.said_room.format(room=card.room) if card.room else words.said_room_unknown
    form = words.said_at if call.address else words.said
    said = form.format(
        facility=facility, address=call.address, place=place, what=_what(card, language)
    )
    return EmergencyView(
        call.number, words.say.format(said=said), "" if call.address else words.no_address
    )


def _what(card: AlertCard, language: Language) -> str:
    cause, words = card.alert.cause, language.words
    what = words.kinds[cause.kind].lower() if cause.kind else words.emergency.said_call
    said = one_line(cause.words).rstrip(".!?… ")
    if not said:
        return what
    short = said if len(said) <= _MOST_WORDS else f"{said[:_MOST_WORDS]}…"
    return f"{what}, ‘{short}’"


class EmergencyPanel(QFrame):
    """Shows the number large. Nothing is dialled here."""

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("emergency")
        words = language.words.emergency
        self._words = words
        self._number = label(kind="number")
        self._number.setObjectName("emergencyNumber")
        self._say = label(wraps=True)
        self._say.setObjectName("emergencySay")
        self._remark = label(kind="warning", wraps=True)
        layout = QGridLayout(self)
        px = look.px
        layout.setContentsMargins(px(12), px(5), px(12), px(6))
        layout.setHorizontalSpacing(px(12))
        layout.setVerticalSpacing(px(2))
        layout.addWidget(label(words.heading, "error"), 0, 0)
        layout.addWidget(self._number, 0, 1)
        layout.addWidget(label(words.not_dialled, "small", wraps=True), 0, 2)
        layout.addWidget(self._say, 1, 0, 1, 3)
        layout.addWidget(self._remark, 2, 0, 1, 3)
        layout.setColumnStretch(2, 1)

    def show_call(self, view: EmergencyView | None) -> None:
        """Show whom to call and what to say, or nothing."""
        self.setVisible(view is not None)
        if view:
            self._number.setText(view.number)
            self._say.setText(view.say)
            set_text(self._remark, view.remark)
            told = f"{self._words.heading} {view.number}"
            self.setAccessibleName(told)
            self.setAccessibleDescription(f"{view.say} {view.remark}".strip())

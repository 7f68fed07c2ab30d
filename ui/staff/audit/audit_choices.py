"""Choosing entries by who acted, whom it was about, what was done, and when."""

from datetime import datetime, timedelta

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from app.audit import AuditAction
from app.oversight import Trail
from app.station import Wanted
from ui.staff.audit.audit_view import short_id as _named
from ui.staff.look.style import Look
from ui.staff.wording.language import Language

_LARGE = 1.3
_LISTS = 4
_SPANS = (
    None,
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(days=7),
    timedelta(days=30),
    timedelta(days=365),
)


class AuditChoices(QWidget):
    """Four lists; each offers whom and what the whole log can be asked for."""

    changed = Signal()

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        self._language = language
        words = language.words.audit
        self._person = self._list("byPerson", words.by_person, words.everybody)
        self._about = self._list("bySubject", words.by_subject, words.anybody)
        self._action = self._list("byAction", words.by_action, words.all_actions)
        self._time = self._list("byTime", words.by_time, words.any_time)
        said = (
            words.last_hour,
            words.last_day,
            words.last_week,
            words.last_month,
            words.last_year,
        )
        for span, text in zip(_SPANS[1:], said, strict=True):
            self._time.addItem(text, span)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(10))
        # Two and two where letters are large: four beside one another would be cut off.
        beside = _LISTS if look.scale <= _LARGE else _LISTS // 2
        for at, part in enumerate((self._person, self._about, self._action, self._time)):
            layout.addWidget(part, at // beside, at % beside)
        for column in range(beside):
            layout.setColumnStretch(column, 1)

    @property
    def said(self) -> str:
        """What is chosen, in words; empty where everything is."""
        lists = (self._person, self._about, self._action, self._time)
        return ", ".join(one.currentText() for one in lists if one.currentIndex() > 0)

    def wanted(self, now: datetime) -> Wanted:
        """Return what is chosen."""
        span: timedelta | None = self._time.currentData()
        return Wanted(
            str(self._person.currentData() or ""),
            str(self._about.currentData() or ""),
            str(self._action.currentData() or ""),
            now - span if span else None,
        )

    def offer(self, trail: Trail) -> None:
        """Offer what there is; what was chosen stays chosen while it is there."""
        words = self._language.words
        # Whoever is only an id in the log can be asked for where an entry shows them.
        actors = {row.entry.actor: _named(row.actor) for row in trail.rows}
        subjects = {row.entry.subject: _named(row.subject) for row in trail.rows}
        known = {**trail.residents, **trail.staff}
        self._fill(self._person, {**actors, **known})
        self._fill(self._about, {**subjects, **known})
        named = {
            one: words.actions.get(AuditAction(one), one) for one in trail.actions if _known(one)
        }
        self._fill(self._action, named)

    def clear(self) -> None:
        """Choose everything again."""
        for one in (self._person, self._about, self._action, self._time):
            one.setCurrentIndex(0)

    def _list(self, name: str, said: str, everything: str) -> QComboBox:
        made = QComboBox()
        made.setObjectName(name)
        made.setAccessibleName(said)
        made.setToolTip(said)
        made.addItem(everything, "")
        made.setMinimumContentsLength(len(everything))
        made.currentIndexChanged.connect(lambda _at: self.changed.emit())
        return made

    def _fill(self, target: QComboBox, named: dict[str, str]) -> None:
        wanted = sorted(
            ((text, key) for key, text in named.items() if key and text),
            key=lambda one: one[0].casefold(),
        )
        shown = [(target.itemText(at), target.itemData(at)) for at in range(1, target.count())]
        if wanted == shown:
            return
        chosen, text = target.currentData(), target.currentText()
        with QSignalBlocker(target):
            while target.count() > 1:
                target.removeItem(1)
            for name, key in wanted:
                target.addItem(name, key)
            at = target.findData(chosen)
            if at < 0:
                # What nothing was found for any more is still what was asked for.
                target.addItem(text, chosen)
                at = target.count() - 1
            target.setCurrentIndex(at)


def _known(action: str) -> bool:
    return action in set(AuditAction)

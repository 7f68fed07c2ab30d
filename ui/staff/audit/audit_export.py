"""Handing the audit log out: what is chosen on the page, signed, to a place that is asked for."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.identity import Permission, StaffSession
from app.oversight.audit_export import Exported
from app.station import StationAudit, Wanted
from ui.shared.spawner import Spawner
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import News, row_of
from ui.staff.look.parts import label
from ui.staff.look.style import Look
from ui.staff.page_model import PageModel
from ui.staff.wording.language import Language

AskPlace = Callable[[QWidget, str], str]
"""Asks a person for a file: parent and title. Returns "" for none."""


def _ask_place(parent: QWidget, title: str) -> str:
    return QFileDialog.getSaveFileName(parent, title, "audit.jsonl", "JSON lines (*.jsonl)")[0]


class AuditExportModel(PageModel):
    """Writes one export at a time."""

    def __init__(
        self, audit: StationAudit, spawner: Spawner, language: Language, parent: QObject
    ) -> None:
        super().__init__(spawner, language, parent)
        self._audit = audit

    @property
    def is_there(self) -> bool:
        """Whether whoever sits here may hand the log out, and it can be signed."""
        return self._audit.can_export and self.allows(Permission.READ_AUDIT)

    def write(self, to: Path, wanted: Wanted) -> None:
        """Write what is wanted."""

        async def export(session: StaffSession) -> Exported:
            return await self._audit.export(session, to, wanted)

        self._do(export, lambda done: self._say(done, to))

    def _say(self, done: Exported, to: Path) -> None:
        self.notice = self._language.words.audit.exported.format(
            entries=self._language.counted(self._language.words.health.entries, done.entries),
            file=to.name,
            key=done.key[:16],
        )


class AuditExportBar(QWidget):
    """Says what would leave, and hands it out after a second press.

    Args:
        wanted: what is chosen on the page.
        said: the same in words; empty for the whole log.
    """

    def __init__(
        self,
        model: AuditExportModel,
        wanted: Callable[[], Wanted],
        said: Callable[[], str],
        language: Language,
        look: Look,
        ask_place: AskPlace = _ask_place,
    ) -> None:
        super().__init__()
        self._model, self._wanted, self._said = model, wanted, said
        self._words = words = language.words.audit
        self.ask_place = ask_place
        self._is_asked = False
        self._warning = label(kind="warning", wraps=True)
        self._warning.setObjectName("auditExportWarning")
        self._news = News()
        self._export = self._button("exportAudit", words.export, self._on_asked)
        self._go = self._button("exportAuditGo", language.words.exports.go_on, self._on_go, "do")
        self._stay = self._button("exportAuditStay", language.words.exports.cancel, self._on_stay)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(8))
        layout.addWidget(self._warning)
        layout.addLayout(row_of(look, self._export, self._go, self._stay))
        layout.addWidget(self._news)
        model.changed.connect(self.show_state)

    def _button(self, name: str, text: str, slot: Callable[[], None], kind: str = "") -> KeyButton:
        made = KeyButton(text, kind)
        made.setObjectName(name)
        made.clicked.connect(slot)
        return made

    def show_state(self) -> None:
        """Offer it to whoever may; call it once the bar stands on its page."""
        model, words = self._model, self._words
        self.setVisible(model.is_there)
        chosen = self._said()
        self._warning.setText(
            words.export_chosen.format(chosen=chosen) if chosen else words.export_all
        )
        self._warning.setVisible(self._is_asked)
        self._export.setVisible(not self._is_asked)
        self._export.setEnabled(not model.is_busy)
        for part in (self._go, self._stay):
            part.setVisible(self._is_asked)
        self._news.tell(model.notice, is_good=model.is_good)

    def _on_asked(self) -> None:
        self._is_asked = True
        self.show_state()

    def _on_stay(self) -> None:
        self._is_asked = False
        self.show_state()

    def _on_go(self) -> None:
        self._on_stay()
        if chosen := self.ask_place(self, self._words.export):
            to = Path(chosen)
            self._model.write(to if to.suffix else to.with_name(f"{to.name}.jsonl"), self._wanted())

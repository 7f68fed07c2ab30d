"""Handing figures out: the gate is asked and the entry written before anything is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrinter

from app.check_in import ResidentRecord
from app.clinical.house import HouseScale
from app.clock import Clock
from app.identity import Resident, StaffSession
from app.station import ExportFormat, ShiftLine, StationExports
from ui.shared.spawner import Spawner
from ui.staff.page_model import PageModel
from ui.staff.paper.figures_paper import figures_document, figures_table
from ui.staff.paper.house_paper import house_document, house_table
from ui.staff.paper.pages import paint, pdf_of
from ui.staff.paper.private_file import write_private
from ui.staff.paper.scores_paper import scores_document, scores_table
from ui.staff.wording.language import Language

Target = Path | QPrinter
"""Where it goes: a file that was chosen, or a printer."""


class ExportModel(PageModel):
    """Writes one thing at a time; the place was chosen by a person before.

    Attributes:
        family: the typeface of the window.
    """

    def __init__(
        self,
        service: StationExports | None,
        clock: Clock,
        spawner: Spawner,
        language: Language,
        parent: QObject,
    ) -> None:
        super().__init__(spawner, language, parent)
        self._service = service
        self._clock = clock
        self.family = "Inter"

    @property
    def is_there(self) -> bool:
        """Whether anything can be handed out."""
        return self._service is not None

    def scores(self, resident: Resident, form: ExportFormat, target: Target) -> None:
        """Hand out a resident's scores."""
        service = self._service
        if service is None:
            return

        async def read(session: StaffSession) -> ResidentRecord:
            return await service.scores(session, resident.id, form)

        def took(record: ResidentRecord) -> None:
            language = self._language
            self._put(
                target,
                form,
                lambda: scores_table(record, language),
                lambda: scores_document(record, resident, self._made(), language, self.family),
                language.words.exports.confidential,
            )

        self._do(read, took, self._said(target))

    def house(self, form: ExportFormat, target: Target) -> None:
        """Hand out how everybody stands."""
        service = self._service
        if service is None:
            return

        async def read(session: StaffSession) -> tuple[HouseScale, ...]:
            return await service.house(session, form)

        def took(house: tuple[HouseScale, ...]) -> None:
            language, here = self._language, service.everybody()
            self._put(
                target,
                form,
                lambda: house_table(house, here, language),
                lambda: house_document(house, here, self._made(), language, self.family),
                language.words.exports.confidential,
            )

        self._do(read, took, self._said(target))

    def shifts(self, form: ExportFormat, target: Target) -> None:
        """Hand out the figures of the last seven days."""
        service = self._service
        if service is None:
            return

        async def read(session: StaffSession) -> tuple[ShiftLine, ...]:
            return await service.shifts(session, form)

        def took(lines: tuple[ShiftLine, ...]) -> None:
            language = self._language
            self._put(
                target,
                form,
                lambda: figures_table(lines, language),
                lambda: figures_document(lines, self._made(), language, self.family),
                language.words.exports.heading_figures,
            )

        self._do(read, took, self._said(target))

    def _put(
        self,
        target: Target,
        form: ExportFormat,
        table: Callable[[], bytes],
        document: Callable[[], QTextDocument],
        foot: str,
    ) -> None:
        if isinstance(target, QPrinter):
            paint(document(), target, foot)
        elif form is ExportFormat.CSV:
            write_private(target, table())
        else:
            write_private(target, pdf_of(document(), foot, foot))

    def _made(self) -> str:
        member = self._session.member if self._session else None
        return self._language.words.exports.made.format(
            when=self._language.stamp(self._clock()), name=member.signature if member else ""
        )

    def _said(self, target: Target) -> str:
        words = self._language.words.exports
        if isinstance(target, QPrinter):
            return words.printed
        return words.written.format(file=target.name)

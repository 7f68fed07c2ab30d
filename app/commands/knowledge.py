"""`lilo knowledge`: documents for Lilo to quote, from the command line."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.progress import Progress

from app.bootstrap import Lilo
from app.bundles import Kind
from app.commands.as_staff import in_session, with_facility
from app.commands.options import (
    FacilityOption,
    JsonOption,
)
from app.commands.staff_member import ByOption
from app.commands.telling import tell
from app.embedding import EmbeddingError, TextEmbedder
from app.errors import LiloError
from app.identity import StaffSession
from app.ids import DocumentId
from app.knowledge import DocumentState, KnowledgeDocument, UnreadableDocumentError
from app.recall import embed_missing
from models.embedding import load_onnx_embedder

app = typer.Typer(help="Documents for Lilo to quote.", no_args_is_help=True)

IdArgument = Annotated[
    str, typer.Argument(help="The document's id, or its beginning, as `list` shows it.")
]


class UnknownDocumentError(LiloError):
    """No document, or more than one, has an id that begins so."""

    code = "command.unknown_document"


@app.command("add")
def add(
    files: Annotated[list[Path], typer.Argument(help="Markdown, text, PDF, DOCX or HTML.")],
    by: ByOption,
    facility: FacilityOption = None,
) -> None:
    """Take documents in; they are recalled once somebody has approved them.

    The same file again changes nothing; a changed file becomes a new version. Exit 1 when one
    could not be read.

    Example: lilo knowledge add handbook.pdf visiting.md --by dana --facility /srv/lilo
    """
    refused: list[str] = []

    async def work(lilo: Lilo, session: StaffSession) -> None:
        with Progress(console=Console(stderr=True), transient=True) as progress:
            for path in progress.track(files, description="Reading"):
                try:
                    added = await lilo.station.knowledge.add(session, path)
                except UnreadableDocumentError as error:
                    refused.append(str(error))
                    continue
                state = "known already" if added.known else f"{added.chunks} chunks"
                typer.echo(f"{str(added.document.id)[:18]}  {path.name}: {state}")
                for warning in filter(None, added.document.warnings.split("\n")):
                    typer.echo(f"  note: {warning.replace('_', ' ')}")

    in_session(facility, by, work)
    for words in refused:
        typer.echo(f"lilo: {words}", err=True)
    if refused:
        raise typer.Exit(1)


@app.command("list")
def list_documents(facility: FacilityOption = None, as_json: JsonOption = False) -> None:
    """List every version of every document, and who approved it.

    Example: lilo knowledge list --facility /srv/lilo
    """

    async def work(lilo: Lilo) -> None:
        documents = await lilo.knowledge.documents()
        if as_json:
            tell({"documents": [_as_dict(one) for one in documents]}, as_json=True)
            return
        for one in documents:
            state = f"{one.state:10}  version {one.version}"
            typer.echo(f"{str(one.id)[:18]}  {state}  {one.name}: {one.title}")

    with_facility(facility, work)


@app.command("approve")
def approve(
    document: IdArgument,
    by: ByOption,
    facility: FacilityOption = None,
    despite_warnings: Annotated[
        bool, typer.Option("--despite-warnings", help="You have read the whole document.")
    ] = False,
) -> None:
    """Let Lilo quote a document; an older version of it is put aside.

    Example: lilo knowledge approve 01a2b3c4 --by dana --facility /srv/lilo
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        chosen = await _chosen(lilo, document)
        chunks = await lilo.station.knowledge.approve(
            session, chosen.id, despite_warnings=despite_warnings
        )
        await _embed(lilo, chunks)
        typer.echo(f"{chosen.name}, version {chosen.version}: {chunks} chunks can be recalled.")

    in_session(facility, by, work)


@app.command("remove")
def remove(document: IdArgument, by: ByOption, facility: FacilityOption = None) -> None:
    """Let go of a document's text; that it was there stays on record.

    Example: lilo knowledge remove 01a2b3c4 --by dana --facility /srv/lilo
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        chosen = await _chosen(lilo, document)
        await lilo.station.knowledge.remove(session, chosen.id)
        typer.echo(f"{chosen.name}, version {chosen.version}, is removed.")

    in_session(facility, by, work)


@app.command("reindex")
def reindex(by: ByOption, facility: FacilityOption = None) -> None:
    """Write and embed the passages of all approved documents anew.

    Example: lilo knowledge reindex --by dana --facility /srv/lilo
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        chunks = await lilo.station.knowledge.reindex(session)
        await _embed(lilo, chunks)
        typer.echo(f"{chunks} chunks are indexed.")

    in_session(facility, by, work)


async def _embed(lilo: Lilo, chunks: int) -> None:
    """Give vectors to what has none; interrupted, the next start goes on where this stopped."""
    lanes = lilo.runtime
    embedder = await lanes.inference.run(lambda: embedder_in_use(lilo), deadline_s=120)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Embedding", total=chunks)
        await embed_missing(
            lilo.database.unit,
            embedder,
            lanes.database,
            lanes.inference,
            lambda done: progress.update(task, completed=done),
        )


def embedder_in_use(lilo: Lilo) -> TextEmbedder:
    """Load the model whose vectors are searched; the installed one where that is gone. Blocking.

    Another one that is to take over reads everything once the house is open.

    Raises:
        EmbeddingError: no model can be loaded.
    """
    basics = lilo.basics
    with lilo.database.reading() as unit:
        serving = unit.recall_models.serving()
    if serving is not None:
        with suppress(EmbeddingError):
            embedder = load_onnx_embedder(Path(serving.folder) if serving.folder else None)
            if embedder.fingerprint == serving.fingerprint:
                return embedder
    installed = basics.resources.model(Kind.EMBEDDING_MODEL)
    return load_onnx_embedder(basics.settings.models.embedding_folder or installed)


async def _chosen(lilo: Lilo, beginning: str) -> KnowledgeDocument:
    found = [d for d in await lilo.knowledge.documents() if str(d.id).startswith(beginning)]
    live = [one for one in found if one.state is not DocumentState.REMOVED]
    if len(live) == 1:
        return live[0]
    many = f"{len(live)} documents have" if live else "No document has"
    raise UnknownDocumentError(
        f"{many} an id that begins with “{beginning}”.", "Look at `lilo knowledge list`."
    )


def _as_dict(document: KnowledgeDocument) -> dict[str, object]:
    by: UUID | None = document.approved_by
    return {
        "id": str(DocumentId(document.id)),
        "name": document.name,
        "title": document.title,
        "version": document.version,
        "state": document.state.value,
        "digest": document.digest,
        "approved_by": str(by) if by else None,
        "warnings": [one for one in document.warnings.split("\n") if one],
    }

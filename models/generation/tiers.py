"""Which tiers there are: by the settings, and by what is installed."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from app.errors import LiloError
from app.generation import Ledger, StructuredWriter, TextSource
from app.generation_settings import GenerationSettings, LocalModelSettings
from app.recall import Budget
from models.generation.gateway import Tier
from models.generation.guarded_source import GuardedSource, Judge
from models.generation.local import Engine, EngineOptions, EngineProcess, EngineState
from models.generation.model_replies import ModelReplyGenerator
from models.generation.own_tokens import OwnTokens
from models.generation.prompts import ExampleShelf, PromptBook, load_examples, load_prompts
from models.generation.similar import Remembering, SimilarAnswers, SimilarReplyGenerator
from models.generation.store import ModelStore

_log = structlog.get_logger(__name__)

OPENVINO_FILE = "openvino_model.xml"


@dataclass(slots=True)
class Tiers:
    """The tiers above the authored replies; none where no language model is set up.

    Attributes:
        book: the prompts in use; None where nothing would read them.
        prompts_refused: what is wrong with a prompt that was changed and not taken into use.
        fault: why a tier that is set up is not there.
        similar: past answers to the same questions of fact; None where no model writes any.
        tokens: counts in the tokens of the model on this machine; None where there is none.
        forms: what fills in forms: the installed model, else the facility's server.
    """

    in_order: tuple[Tier, ...] = ()
    book: PromptBook | None = None
    local: EngineProcess | None = None
    prompts_refused: str = ""
    fault: LiloError | None = field(default=None)
    forms: StructuredWriter | None = None
    similar: SimilarAnswers | None = None
    tokens: OwnTokens | None = None

    def start(self) -> None:
        """Let the local engine load its model; it answers when it has."""
        if self.local is not None:
            self.local.start()

    def load_tokenizer(self) -> None:
        """Read the local model's tokenizer, so that budgets count in it. Blocking."""
        if self.tokens is not None:
            self.tokens.load()

    def budget(self) -> Budget:
        """Return how much of what is recalled the model in use can take in."""
        return Budget() if self.tokens is None else self.tokens.budget()

    def is_ready(self) -> bool:
        """Whether nobody would wait for a model that is loading, resting or busy."""
        return self.local is None or self.local.state is EngineState.READY

    async def ready(self) -> None:
        """Wait until the local model has loaded; a fault is noted and keeps nobody waiting."""
        if self.local is None:
            return
        try:
            await self.local.ready()
        except LiloError as error:
            _log.error("local_model_not_loaded", reason=error.message)
            self.fault = error

    def refuse_prompts(self, why: str) -> None:
        """Note what is wrong with changed prompts, or "" when they are right again."""
        self.prompts_refused = why

    def close(self) -> None:
        """End the engine process."""
        if self.local is not None:
            self.local.close()


def build_tiers(
    settings: GenerationSettings,
    prompts: Path,
    ledger: Ledger,
    environ: Mapping[str, str],
    may_leave: Judge | None = None,
) -> Tiers:
    """Put the tiers together. What cannot be had is left out and told, never raised.

    Args:
        may_leave: the rule on what may be sent to the facility's server; None sends everything.
    """
    facility, local_folder = settings.facility, _local_folder(settings.local)
    if not facility.url and local_folder is None:
        return Tiers()
    try:
        book = PromptBook(load_prompts(prompts), ExampleShelf(load_examples(prompts / "examples")))
    except LiloError as error:
        _log.error("prompts_cannot_be_used", reason=error.message)
        return Tiers(fault=error)
    answers = SimilarAnswers()
    forms: StructuredWriter | None = None
    tiers: list[Tier] = []
    if facility.url:
        # Loaded only where a facility has a server: it brings a network library.
        from models.generation.facility_endpoint import EndpointAddress, FacilityEndpoint

        address = EndpointAddress(
            facility.url,
            facility.model,
            environ.get(facility.key_variable, "") if facility.key_variable else "",
            facility.ca_file,
        )
        endpoint: TextSource = FacilityEndpoint(address)
        if may_leave is not None:
            endpoint = GuardedSource(endpoint, may_leave)
        writer = ModelReplyGenerator("facility", endpoint, book, ledger)
        forms = StructuredWriter(endpoint, ledger, "facility")
        tiers.append(Tier(Remembering(writer, answers), facility.first_sentence_s, retries=1))
    local, tokens = None, None
    if local_folder is not None:
        tokens = OwnTokens(local_folder)
        local = _local_engine(settings.local, local_folder)
        writer = ModelReplyGenerator("local", local, book, ledger)
        forms = StructuredWriter(local, ledger, "local")
        tiers.append(Tier(Remembering(writer, answers)))
    tiers.append(Tier(SimilarReplyGenerator(answers), is_last_resort=True))
    return Tiers(tuple(tiers), book, local, forms=forms, similar=answers, tokens=tokens)


def engine_of(folder: Path) -> Engine:
    """Return the engine whose files lie in the folder."""
    return Engine.OPENVINO if (folder / OPENVINO_FILE).is_file() else Engine.TRANSFORMERS


def default_store() -> Path:
    """Return where models are kept unless the settings say otherwise."""
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "lilo" / "models"


def _local_folder(settings: LocalModelSettings) -> Path | None:
    if not settings.enabled:
        return None
    if settings.folder is not None:
        return settings.folder
    return ModelStore(settings.store or default_store()).current()


def _local_engine(settings: LocalModelSettings, folder: Path) -> EngineProcess:
    engine = engine_of(folder) if settings.engine == "auto" else Engine(settings.engine)
    return EngineProcess(
        engine, folder, EngineOptions(settings.device, settings.cache_gb, settings.memory_mb)
    )

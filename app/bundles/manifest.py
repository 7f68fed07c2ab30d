"""Manifests: what a bundle is, what it needs, and the digest of each of its files.

A manifest is what is signed. Its files are fetched by digest, so that whoever has the manifest
can tell every byte that belongs to it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from app.bundles.errors import ManifestError, WrongProductError
from app.bundles.kinds import FOLDERS, Kind
from app.bundles.paths import must_be_plain, must_not_collide
from app.bundles.versions import FORM, Version

PRODUCT = "lilo"
MOST_BYTES = 8_000_000
"""The longest manifest."""

_MOST_FILES = 20_000
_LARGEST_FILE = 200_000_000_000
_DIGEST = r"^[0-9a-f]{64}$"
_NAME = r"^[a-z0-9][a-z0-9-]{0,63}$"


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("one line without signs that cannot be seen")
    return text


Line = Annotated[str, AfterValidator(_one_line)]


class _Part(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=False, hide_input_in_errors=True
    )


class FileEntry(_Part):
    """One file.

    Attributes:
        size: bytes.
        sha256: hex.
    """

    path: str = Field(max_length=240)
    size: int = Field(ge=0, le=_LARGEST_FILE, strict=True)
    sha256: str = Field(pattern=_DIGEST)


class ProgramRange(_Part):
    """The versions of Lilo it is for: from `at_least` on, and before `below` where that is set."""

    at_least: str = Field(pattern=FORM)
    below: str = Field(default="", pattern=rf"^$|{FORM}")


class Needs(_Part):
    """What the machine must have.

    Attributes:
        memory_mb: memory in all.
        cpu_features: as the processor names them in /proc/cpuinfo, such as avx2.
    """

    memory_mb: int = Field(default=0, ge=0, strict=True)
    cpu_features: tuple[Annotated[str, Field(pattern=r"^[a-z0-9_]{1,32}$")], ...] = ()


class Manifest(_Part):
    """A bundle, described.

    Attributes:
        released: when it was made; no clock that is right shows an earlier time.
        replaces: ids of bundles of the kind that it takes the place of.
    """

    format: Literal[1]
    product: Literal["lilo"]
    kind: Kind
    id: str = Field(pattern=_NAME)
    version: str = Field(pattern=FORM)
    title: Line = Field(min_length=1, max_length=120)
    licence: Line = Field(min_length=1, max_length=80)
    released: AwareDatetime
    program: ProgramRange
    needs: Needs = Needs()
    replaces: tuple[Annotated[str, Field(pattern=_NAME)], ...] = ()
    files: tuple[FileEntry, ...] = Field(min_length=1, max_length=_MOST_FILES)

    @model_validator(mode="after")
    def _in_its_folders(self) -> "Manifest":
        folders = FOLDERS[self.kind]
        for file in self.files:
            if file.path.split("/", 1)[0] not in folders:
                wanted = " or ".join(sorted(folders))
                raise ValueError(f"files of this kind lie in {wanted}")
        return self

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)

    @property
    def number(self) -> Version:
        """The version, to be compared."""
        return Version.parse(self.version)

    @property
    def target(self) -> str:
        """The name under which it is signed."""
        return f"{self.kind}/{self.id}/{self.version}.json"


@dataclass(frozen=True, slots=True)
class Offer:
    """A manifest that somebody who is trusted has signed.

    Attributes:
        digest: SHA-256 of the manifest as it was signed, hex; it names the bundle.
        raw: the manifest as it was signed.
    """

    manifest: Manifest
    digest: str
    raw: bytes
    publisher: str


def read_manifest(raw: bytes) -> Manifest:
    """Read a manifest, distrusting every part of it.

    Raises:
        WrongProductError: it is for another program.
        ManifestError: it has another form.
        PathTrickError: a name in it leads elsewhere.
    """
    if len(raw) > MOST_BYTES:
        raise ManifestError("The manifest is longer than any real one.", _REMEDY)
    try:
        found = json.loads(raw, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as error:
        raise ManifestError("The manifest is not JSON.", _REMEDY) from error
    if not isinstance(found, dict):
        raise ManifestError("The manifest does not hold names and values.", _REMEDY)
    product = found.get("product")
    if product != PRODUCT:
        raise WrongProductError(
            f"The bundle is for {str(product)[:40]!r}, not for Lilo.",
            "Use a source of bundles for Lilo.",
        )
    try:
        # From JSON again: dates and tuples are read more strictly from Python values.
        manifest = Manifest.model_validate_json(json.dumps(found))
    except ValidationError as error:
        raise ManifestError(f"The manifest is wrong: {_why(error)}", _REMEDY) from None
    for file in manifest.files:
        must_be_plain(file.path)
    must_not_collide([file.path for file in manifest.files])
    return manifest


def offer_of(raw: bytes, target: str, publisher: str) -> Offer:
    """Read a manifest that was signed under the name `target`.

    Raises:
        ManifestError: it is about another bundle than its name says.
        BundleError: as `read_manifest`.
    """
    manifest = read_manifest(raw)
    if manifest.target != target:
        raise ManifestError(
            f"What was signed as {target!r} says that it is {manifest.target!r}.", _REMEDY
        )
    return Offer(manifest, sha256(raw).hexdigest(), raw, publisher)


def written(manifest: Manifest) -> bytes:
    """Return a manifest as it is signed."""
    shown = manifest.model_dump(mode="json")
    shown["released"] = manifest.released.astimezone(UTC).isoformat()
    return (json.dumps(shown, indent=1, sort_keys=True) + "\n").encode()


def newest(offers: Sequence[Offer]) -> dict[tuple[Kind, str], Offer]:
    """Return the newest of each bundle."""
    best: dict[tuple[Kind, str], Offer] = {}
    for offer in offers:
        key = (offer.manifest.kind, offer.manifest.id)
        if key not in best or best[key].manifest.number < offer.manifest.number:
            best[key] = offer
    return best


def latest_release(offers: Sequence[Offer]) -> datetime | None:
    """Return when the newest of them was made."""
    return max((offer.manifest.released for offer in offers), default=None)


_REMEDY = "Do not install it. Ask whoever made the bundle for a right one."


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _why(error: ValidationError) -> str:
    lines = []
    for fault in error.errors()[:3]:
        place = ".".join(str(part) for part in fault["loc"])
        lines.append(f"{place or 'as a whole'}: {fault['msg'].removeprefix('Value error, ')}")
    return "; ".join(lines) + "."

"""Which settings have changed since the last start: by digests, so that no value is kept. Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Protocol

_DIGEST_BYTES = 16


class SettingsMark(Protocol):
    """Where the digests of the last start are kept."""

    def kept(self) -> Mapping[str, str] | None:
        """Return them by the key of the setting; None before the first start."""

    def keep(self, digests: Mapping[str, str]) -> None:
        """Keep them in place of the earlier ones."""


def digests_of(values: Mapping[str, Any], secret: bytes) -> Mapping[str, str]:
    """Return a digest of each setting, by its key, such as "backup.at".

    Args:
        secret: keeps a short value, such as a code, from being guessed by its digest.
    """
    purpose = b"lilo settings"
    return {
        key: blake2b(
            json.dumps(value, sort_keys=True, default=str).encode(),
            key=secret,
            person=purpose,
            digest_size=_DIGEST_BYTES,
        ).hexdigest()
        for key, value in _leaves(values, "")
    }


def changed_keys(before: Mapping[str, str], now: Mapping[str, str]) -> Sequence[str]:
    """Return the keys of settings that are new, gone, or different, in order."""
    return sorted(key for key in before.keys() | now.keys() if before.get(key) != now.get(key))


def _leaves(values: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value

"""Telling figures to people or to programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import typer


def tell(figures: Mapping[str, Any], *, as_json: bool) -> None:
    """Print figures: as one line of JSON, or one below the other with what belongs together."""
    if as_json:
        typer.echo(json.dumps(figures))
        return
    for line in _lines(figures, ""):
        typer.echo(line)


def _lines(figures: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            if _is_flat(value):
                yield f"{indent}{name:22} {_beside(value)}"
            else:
                yield f"{indent}{name}:"
                yield from _lines(value, indent + "  ")
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield f"{indent}{name}:" if value else f"{indent}{name:22} none"
            for one in value:
                yield f"{indent}  {_beside(one) if isinstance(one, Mapping) else one}"
        else:
            yield f"{indent}{name:22} {_said(value)}"


def _is_flat(figures: Mapping[str, Any]) -> bool:
    return bool(figures) and not any(
        isinstance(v, Mapping | list | tuple) for v in figures.values()
    )


def _beside(figures: Mapping[str, Any]) -> str:
    return "  ".join(f"{name} {_said(value)}" for name, value in figures.items())


def _said(value: Any) -> str:
    return "-" if value is None else str(value)

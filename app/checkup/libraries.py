"""Python packages: each that Lilo asks for, in a version that it takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.checkup.finding import Finding, Health

PART = "libraries"

WITHOUT: Mapping[str, str] = {
    "torch": "`lilo train safety` and the reference engine of language models do not work",
    "transformers": "the reference engine of language models and training do not work",
    "scikit-learn": "`lilo train` does not work",
    "ir-measures": "`lilo eval retrieval` and `lilo eval memory` do not work",
    "openvino-genai": "a language model cannot be used; replies are the authored ones",
    "vosk": "Lilo cannot listen",
    "pyttsx3": "Lilo cannot speak",
}
"""What is lost without a package that a kiosk can do without; every other one is needed."""

LEFT_OUT = frozenset({"torch", "transformers", "scikit-learn", "ir-measures", "openvino-genai"})
"""What the package of a kiosk leaves out on purpose; see packaging/deb/leaves-out.txt."""

_REMEDIES: Mapping[str, str] = {
    "openvino-genai": "Nothing has to be done. To have one: apt install lilo-language-engine",
}


@dataclass(frozen=True, slots=True)
class LibrarySeen:
    """A package that Lilo asks for.

    Attributes:
        wants: the range that Lilo takes, such as `>=6.8`; empty for any.
        installed: its version; None where it is not there.
        fits: whether the version lies in the range.
    """

    name: str
    wants: str
    installed: str | None
    fits: bool


def judge_libraries(
    seen: tuple[LibrarySeen, ...], *, is_packaged: bool = False
) -> Iterator[Finding]:
    """Give one line for all that are right, and one for each that is not.

    Args:
        seen: the packages.
        is_packaged: it is the package of a kiosk, which leaves some out on purpose.
    """
    right = [one for one in seen if one.installed is not None and one.fits]
    left_out = [
        one.name
        for one in seen
        if is_packaged and one.installed is None and one.name.lower() in LEFT_OUT
    ]
    if right:
        told = f"{len(right)} of {len(seen)} packages are in place"
        more = f"; a kiosk is made without {', '.join(left_out)}" if left_out else ""
        yield Finding(PART, Health.GOOD, f"{told}{more}")
    for one in seen:
        if one.name in left_out:
            continue
        if one.installed is None:
            yield _missing(one)
        elif not one.fits:
            yield Finding(
                PART,
                Health.BAD,
                f"{one.name} {one.installed} is installed, and Lilo takes {one.wants}.",
                _REINSTALL,
            )


def _missing(one: LibrarySeen) -> Finding:
    cost = WITHOUT.get(one.name.lower())
    if cost is None:
        return Finding(PART, Health.BAD, f"{one.name} is not installed.", _REINSTALL)
    remedy = _REMEDIES.get(one.name.lower(), "Nothing has to be done on a kiosk.")
    return Finding(PART, Health.LACKING, f"Without {one.name}, {cost}.", remedy)


_REINSTALL = "Install Lilo again: apt install --reinstall lilo, or `make install` in its source."

"""The trial of scales from a bundle: they load, and no answer tells staff less than before."""

from collections.abc import Sequence
from pathlib import Path

from app.bundles import ActiveResources, UnhealthyError
from app.check_in.escalation import Escalation, load_escalation
from app.clinical.scale_files import SHARED, Scales, load_scales, load_speech
from app.settings import Settings


def try_scales(tried: ActiveResources, in_use: ActiveResources, settings: Settings) -> None:
    """Load the scales of a bundle as a start does, with those that the facility uses.

    Raises:
        UnhealthyError: an answer would tell staff less than it does now.
        LiloError: a file is wrong, or a scale that the facility uses is missing.
    """
    new = _rules(tried.folder("scales"), settings)
    old = _rules(in_use.folder("scales"), settings)
    if lost := told_less(old[1], new[1]):
        raise UnhealthyError(
            f"With these scales staff would be told less: {'; '.join(lost[:3])}.",
            "They are not taken into use. Send this message to whoever made them.",
        )


def told_less(old: Escalation, new: Escalation) -> Sequence[str]:
    """Return the answers and risks that tell staff less by new rules than by old ones."""
    lost = []
    by_place = {(row.scale, row.item): row for row in new.at_once}
    for row in old.at_once:
        fresh = by_place.get((row.scale, row.item))
        for grade in row.levels:
            now = fresh.grade_of(grade.answer) if fresh else None
            if now is None or now.level < grade.level:
                lost.append(f"{row.scale}, item {row.item}, answer {grade.answer}")
    for risk in old.by_risk:
        now_risk = new.at_risk(risk.risk)
        if now_risk is None or now_risk.level < risk.level:
            lost.append(f"the risk '{risk.risk}'")
    return lost


def _rules(folder: Path, settings: Settings) -> tuple[Scales, Escalation]:
    load_scales(folder)  # All of them: one that is wrong is no part of a release.
    scales = load_scales(folder, settings.clinical.scales)
    load_speech(folder / SHARED / "speech.yaml")
    return scales, load_escalation(folder / SHARED / "escalation.yaml", scales)

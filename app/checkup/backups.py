"""Backups: how old the last one is, and whether it would be lost with the disk."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.checkup.finding import Finding, Health

PART = "backups"
OLD_AFTER = timedelta(hours=50)
"""Two nights, and a little."""


def judge_backups(
    last: datetime | None, now: datetime, *, enabled: bool, elsewhere: bool, is_demo: bool
) -> Iterator[Finding]:
    """Judge them.

    Args:
        last: when the newest was made.
        now: the present.
        enabled: they are made each night.
        elsewhere: there is one on another disk.
        is_demo: nobody real lives here.
    """
    if is_demo:
        yield Finding(PART, Health.GOOD, "a demo facility needs none")
        return
    if not enabled:
        yield Finding(PART, Health.LACKING, "They are switched off.", "Set `backup.enabled: true`.")
    if last is None:
        yield Finding(
            PART, Health.LACKING, "There is none yet.", "Make the first: lilo backup create"
        )
        return
    hours = (now - last) / timedelta(hours=1)
    if now - last > OLD_AFTER:
        yield Finding(
            PART,
            Health.BAD,
            f"The last one is {hours / 24:.0f} days old.",
            "Look at the backups' folder and its disk: lilo backup create says what is wrong.",
        )
    else:
        yield Finding(PART, Health.GOOD, f"the last one is {max(hours, 0):.0f} hours old")
    if not elsewhere:
        yield Finding(
            PART,
            Health.LACKING,
            "They lie on the facility's own disk, and would be lost with it.",
            "Name another disk or a share: `backup.copy_to`.",
        )

"""What is started for the life of a program is a chore, or stands with its reason in ADR 0096."""

import inspect
import re
from pathlib import Path

from app.bootstrap import Lilo
from app.wiring.guarding import Guarding

ADR = Path(__file__).parents[2] / "docs" / "adr" / "0096-what-runs-outside-the-round-of-chores.md"
NAMED = {
    "watch_rules(": "watch_rules",
    "self.bundles.keep_watch(": "Bundles.keep_watch",
    "self.after_talk.run(": "app/memory/after_talk.py",
    "self.voter.run(": "app/safety/triage_voter.py",
    "watch_prompts(": "watch_prompts",
    "self.timekeeper.run(": "app/alerts/timekeeper.py",
    "self.dispatcher.run(": "app/alerts/dispatch.py",
    "self.chores.run(": "app/wiring/chores.py",
    "self.guarding.run(": "Guarding.run",
    "self.checkpoints.run(": "app/audit/keeper.py",
    "self.custody.run(": "app/custody/keeper.py",
    "self.backups.run(": "app/backup/keeper.py",
}


def test_every_loop_is_named_with_its_reason() -> None:
    source = inspect.getsource(Lilo.keep_watch) + inspect.getsource(Guarding.run)
    started = set(re.findall(r"(?:self\.\w+\.(?:run|keep_watch)|watch_\w+)\(", source))
    assert started == set(NAMED)
    written = ADR.read_text("utf-8")
    assert [name for name in NAMED.values() if name not in written] == []

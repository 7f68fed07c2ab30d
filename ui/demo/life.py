"""A little life in the demo house, through the services that staff and residents use.

What the pictures of the staff window show has happened: residents talked, a nurse took alerts and
came, something was resolved, a message was given up, a document was approved.
"""

import tempfile
from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path

from app.alerts import AlertCause, AlertSource, JournalledCall, NotificationError, Outcome
from app.alerts.delivery import claimed, failed
from app.bootstrap import Lilo
from app.demo.clock import SettableClock
from app.demo.facility import DEMO_PASSPHRASE, by_short_name
from app.identity import Basis, ConsentKind, Resident, StaffSession
from app.ids import AlertId
from app.safety import DangerKind, Level

NIGHT = time(3, 0)
"""When the pictures are taken."""

_EVENING = time(20, 10)
_CALL = AlertCause(AlertSource.CALL_BUTTON, Level.URGENT)
_TALKS = (
    ("arthur", "My daughter Helen plays the cello and I like my tea with lemon."),
    ("arthur", "It gets awfully quiet in here after supper. I feel lonely."),
    ("ines", "They would manage fine without me."),
    ("ines", "Better off out of everybody's way, I am."),
    ("june", "How can I sleep better at night?"),
)
"""Those of Ines are worth watching, and one of them needs a second reading."""

_SAVING = AlertCause(
    AlertSource.WORDS,
    Level.IMMEDIATE,
    DangerKind.SUICIDE,
    "I’ve been saving them up, the little white ones.",
    ("Says that means are at hand",),
    0.97,
)
_GRABBED = AlertCause(
    AlertSource.WORDS,
    Level.URGENT,
    DangerKind.ABUSE_NEGLECT,
    "He grabbed my arm again when you’d all gone.",
    ("Sounds like: “he twists my wrist”",),
    0.81,
)
_PAPER = """Hearing aids on this ward

Hearing aids lie in the blue box on the night table from ten in the evening. Batteries are changed
on Mondays; spare ones are in the drawer of the nurses' station.

A resident who hears badly in the morning most often has an empty battery. Look there first.
"""


class Life:
    """What happens in one evening and night, told in order."""

    def __init__(self, lilo: Lilo, clock: SettableClock) -> None:
        self._lilo = lilo
        self._clock = clock
        self._people: Mapping[str, Resident] = by_short_name(lilo.residents)

    async def live(self) -> None:
        """Let the evening and the night pass, until the pictures are taken."""
        self._at(_EVENING)
        await self._talk()
        dana = await self._signed_in("dana")
        await self._agree(dana)
        await self._bring_a_paper(dana)
        self._at(time(21, 5))
        await self._over(dana, "june", _CALL, Outcome.HELPED, "Slippers under the bed.")
        await self._over(dana, "sven", _CALL, Outcome.FALSE_ALARM, "Leaned on the button.")
        await self._give_up_a_message()
        self._at(time(2, 55))
        await self._come(dana)
        self._at(NIGHT)
        await self._wait()
        self._clock.forward(timedelta(seconds=18))

    async def _talk(self) -> None:
        for name, words in _TALKS:
            async for _ in self._lilo.conversation.take(self._people[name].id, words):
                pass
            self._clock.forward(timedelta(minutes=4))
        await self._lilo.memory.settled()

    async def _signed_in(self, login: str) -> StaffSession:
        return await self._lilo.sign_in.sign_in(login, DEMO_PASSPHRASE, "Garden wing")

    async def _agree(self, session: StaffSession) -> None:
        arthur = self._people["arthur"]
        await self._lilo.station.consents.record(
            session,
            arthur.id,
            ConsentKind.CONVERSATIONS_READ,
            is_given=True,
            basis=Basis.RESIDENT,
            said_by=arthur.full_name,
        )

    async def _bring_a_paper(self, session: StaffSession) -> None:
        knowledge = self._lilo.station.knowledge
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "Hearing aids.txt"
            path.write_text(_PAPER, "utf-8")
            added = await knowledge.add(session, path)
        await knowledge.approve(session, added.document.id)

    async def _raised(self, name: str, cause: AlertCause) -> AlertId:
        return (await self._lilo.desk.raise_alert(self._people[name].id, cause)).id

    async def _over(
        self, session: StaffSession, name: str, cause: AlertCause, outcome: Outcome, note: str
    ) -> None:
        alerts, alert_id = self._lilo.station.alerts, await self._raised(name, cause)
        self._clock.forward(timedelta(seconds=41))
        await alerts.acknowledge(session, alert_id)
        self._clock.forward(timedelta(minutes=2))
        await alerts.arrive(session, alert_id)
        self._clock.forward(timedelta(minutes=3))
        await alerts.resolve(session, alert_id, outcome, note)

    async def _give_up_a_message(self) -> None:
        """The pager refuses one for good, as a wrong number does; nothing leaves the machine."""

        def job() -> None:
            now = self._clock()
            refused = NotificationError("refused", transient=False)
            with self._lilo.database.unit() as unit:
                waiting = [*unit.outbox.waiting_of_resolved()][:1]
                for one in waiting:
                    unit.outbox.save(failed(claimed(one, now), refused, now, 0.5))

        await self._lilo.runtime.database.run(job)

    async def _come(self, dana: StaffSession) -> None:
        alerts = self._lilo.station.alerts
        rosa = await self._signed_in("rosa")
        theirs = await self._raised("sven", _CALL)
        self._clock.forward(timedelta(seconds=24))
        await alerts.acknowledge(rosa, theirs)
        self._clock.forward(timedelta(minutes=1))
        await alerts.arrive(rosa, theirs)
        own = await self._raised("harold", _GRABBED)
        self._clock.forward(timedelta(seconds=33))
        await alerts.acknowledge(dana, own)

    async def _wait(self) -> None:
        self._lilo.basics.call_button.journal.keep(JournalledCall("3", self._clock()))
        self._clock.forward(timedelta(seconds=62))
        await self._raised("june", _CALL)
        self._clock.forward(timedelta(seconds=20))
        await self._raised("margaret", _SAVING)

    def _at(self, moment: time) -> None:
        self._clock.go_to(moment, self._lilo.basics.settings.facility.zone)

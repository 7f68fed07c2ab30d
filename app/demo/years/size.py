"""How large an invented house is."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class HouseSize:
    """How much there is of everything.

    Attributes:
        messages: of residents and of Lilo together.
        scores: each of a scale that Lilo took, answer by answer.
        audit: entries when it is finished.
        open_alerts: of the alerts, those that still wait.
        cases: for review, of which `open_cases` wait.
    """

    residents: int = 200
    staff: int = 60
    years: int = 5
    messages: int = 1_000_000
    scores: int = 100_000
    audit: int = 2_000_000
    alerts: int = 10_000
    open_alerts: int = 12
    cases: int = 6_000
    open_cases: int = 40
    memories: int = 30_000
    usage: int = 200_000
    disclosures: int = 300_000
    reminders: int = 200_000
    sessions: int = 50_000

    def scaled(self, share: float) -> "HouseSize":
        """Return a house of the same proportions; people and what waits are at least a few."""

        def part(number: int, least: int = 1) -> int:
            return max(least, round(number * share))

        return replace(
            self,
            residents=part(self.residents, 6),
            staff=part(self.staff, 6),
            messages=part(self.messages, 20),
            scores=part(self.scores, 12),
            audit=part(self.audit, 300),
            alerts=part(self.alerts, 10),
            open_alerts=min(self.open_alerts, part(self.alerts, 10) // 2),
            cases=part(self.cases, 10),
            open_cases=min(self.open_cases, part(self.cases, 10) // 2),
            memories=part(self.memories, 12),
            usage=part(self.usage, 10),
            disclosures=part(self.disclosures, 10),
            reminders=part(self.reminders, 10),
            sessions=part(self.sessions, 6),
        )

"""From the alarm to a real server: told once where all is well, at last where it is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.alerts import Recipient
from app.alerts.target_line import SEND_WITHIN_S
from app.alerts.targets import Target
from app.audit import AuditAction
from app.identity import Resident
from app.outward import AppriseChannel
from app.runtime import ThreadLane
from storage import Database
from tests.fakes.clock import FakeClock
from tests.fakes.outbox_house import CHOKING, OutboxHouse
from tests.integration.outward.servers import HOST, MailServer, WebHook, unused_port


@pytest.fixture
def house(
    database: Database,
    lane: ThreadLane,
    clock: FakeClock,
    resources: Path,
    channel: AppriseChannel,
) -> Iterator[OutboxHouse]:
    house = OutboxHouse(database, lane, clock, resources / "i18n" / "en" / "notifications.yaml")
    house.way_out = channel
    return house


def configure(house: OutboxHouse, *urls: str, send_within_s: float = SEND_WITHIN_S) -> None:
    targets = [
        Target(f"Target {number}", frozenset({Recipient.NURSE}), url)
        for number, url in enumerate(urls, 1)
    ]
    house.desk = house.desk_for(targets)
    house.dispatcher_for(targets, send_within_s=send_within_s)


def titles(hook: WebHook) -> list[str]:
    return [received["title"] for received in hook.received]


async def test_mail_and_web_hook_are_told(
    house: OutboxHouse, hook: WebHook, mail: MailServer, resident: Resident
) -> None:
    configure(house, hook.url, mail.url)
    await house.desk.raise_alert(resident.id, CHOKING)
    await house.pass_s(60)
    assert titles(hook) == ["Room 12: immediate"]
    assert [message["Subject"] for _, message in mail.received] == ["Room 12: immediate"]
    assert {state for _, state in house.states()} == {"sent"}
    sent = house.audited(AuditAction.NOTIFICATION_SENT)
    assert sorted(str(entry.details["target"]) for entry in sent) == ["Target 1", "Target 2"]


async def test_a_server_in_trouble_is_told_when_it_is_well_again(
    house: OutboxHouse, hook: WebHook, resident: Resident
) -> None:
    configure(house, hook.url)
    hook.planned.extend([500, 503, 429, WebHook.CLOSE, 502, 500, 500])
    await house.desk.raise_alert(resident.id, CHOKING)
    await house.pass_s(300)
    assert titles(hook) == ["Room 12: immediate"]
    assert len(hook.agents) == 8
    assert house.states() == [("Target 1", "sent")]


async def test_a_server_that_refuses_is_asked_once(
    house: OutboxHouse, hook: WebHook, resident: Resident
) -> None:
    configure(house, hook.url)
    hook.planned.append(404)
    await house.desk.raise_alert(resident.id, CHOKING)
    await house.pass_s(300)
    assert len(hook.agents) == 1
    assert house.states() == [("Target 1", "dead")]
    assert house.kept()[0].last_error == "http_404"
    assert len(house.audited(AuditAction.NOTIFICATION_DEAD)) == 1


async def test_a_server_that_hangs_holds_up_nobody_and_is_told_later(
    house: OutboxHouse, hook: WebHook, mail: MailServer, resident: Resident
) -> None:
    configure(house, hook.url, mail.url, send_within_s=0.5)
    hook.planned.append(WebHook.HANG)
    await house.desk.raise_alert(resident.id, CHOKING)
    await house.pass_s(0.5)
    assert len(mail.received) == 1
    assert house.states() == [("Target 1", "waiting"), ("Target 2", "sent")]
    assert house.kept()[0].last_error == "timeout"
    await house.pass_s(60)
    assert titles(hook) == ["Room 12: immediate"]
    assert house.states() == [("Target 1", "sent"), ("Target 2", "sent")]


async def test_of_two_targets_one_of_which_is_gone_the_other_is_told(
    house: OutboxHouse, hook: WebHook, resident: Resident
) -> None:
    configure(house, f"json://{HOST}:{unused_port()}/", hook.url)
    await house.desk.raise_alert(resident.id, CHOKING)
    await house.pass_s(300)
    assert titles(hook) == ["Room 12: immediate"]
    assert house.states() == [("Target 1", "waiting"), ("Target 2", "sent")]
    gone, well = house.dispatcher.health()
    assert (gone.last_error, gone.last_success_at) == ("not_accepted", None)
    assert well.last_error is None


async def test_a_mail_server_in_trouble_is_told_when_it_is_well_again(
    house: OutboxHouse, mail: MailServer, resident: Resident
) -> None:
    configure(house, mail.url)
    mail.planned.extend(["451 try later", "421 closing"])
    await house.desk.raise_alert(resident.id, CHOKING)
    await house.pass_s(60)
    assert len(mail.received) == 1
    assert house.states() == [("Target 1", "sent")]

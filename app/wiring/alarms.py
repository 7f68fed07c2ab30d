"""Alerts: the desk, its timers, and the messages that leave the building."""

import os
from dataclasses import dataclass

from app.alerts import (
    AlertDesk,
    Dispatcher,
    MessageWriter,
    Outbox,
    OutboxReader,
    Target,
    Timekeeper,
    WordsLeaving,
    load_message_words,
    routes_of,
    targets_of,
)
from app.language_files import LanguageFiles
from app.outward import AppriseChannel
from app.oversight import BoardReader
from app.wiring.foundation import Foundation
from app.wiring.identity import FamilyMayKnow, consent_rule
from app.wiring.shifts import shift_times


@dataclass(frozen=True, slots=True)
class Alarms:
    """Everything that puts a human on a danger."""

    desk: AlertDesk
    timekeeper: Timekeeper
    dispatcher: Dispatcher
    undelivered: OutboxReader
    targets: tuple[Target, ...]
    board: BoardReader


def wire_alarms(on: Foundation) -> Alarms:
    """Build the alert desk and give it to the call button."""
    settings, clock = on.basics.settings, on.basics.clock
    database, lane = on.database, on.runtime.database
    # What somebody in need waits for does not wait behind what a page reads.
    first = lane.first
    routes = routes_of(settings.alerts)
    channel = AppriseChannel()
    targets = targets_of(settings.notifications, os.environ, channel.accepts)
    leaving = WordsLeaving(settings.privacy.leaving.notifications, clock)
    outbox = Outbox(targets, _message_writer(on), clock, leaving)
    family = FamilyMayKnow(consent_rule(settings))
    desk = AlertDesk(
        database.unit,
        first,
        clock,
        routes=routes,
        on_alarm=outbox.enqueue,
        family_may_know=family,
    )
    dispatcher = Dispatcher(targets, channel, database.unit, lane, clock)
    desk.on_change(dispatcher.announce)
    button = on.basics.call_button
    button.desk = desk
    return Alarms(
        desk=desk,
        timekeeper=Timekeeper(desk, database.reading, first, routes, clock),
        dispatcher=dispatcher,
        targets=targets,
        undelivered=OutboxReader(database.reading, database.unit, lane, clock, dispatcher.announce),
        board=BoardReader(
            database.reading,
            button.journal,
            first,
            clock,
            routes=routes,
            notices=database.reading,
            family_may_know=family,
            shifts=shift_times(on.basics.settings),
        ),
    )


def _message_writer(on: Foundation) -> MessageWriter:
    settings = on.basics.settings
    files = LanguageFiles(settings.kiosk.language)
    words = files.words(on.basics.resources.folder("i18n"), "notifications.yaml")
    told = settings.notifications
    return MessageWriter(load_message_words(words), told.disclose, told.name_residents)

"""Handing an open facility to the windows: what each of them works with."""

import platform
from dataclasses import replace
from typing import TYPE_CHECKING

from app.errors import LiloError
from app.identity import Resident, find_by_name
from app.language_files import ENGLISH
from ui.staff.services import EmergencyCall, ResidentServices, StaffServices
from ui.staff.window import StaffWindow

if TYPE_CHECKING:
    # A staff window alone comes without the kiosk's parts.
    from app.bootstrap import Lilo
    from ui.kiosk.plain_window import PlainKiosk
    from ui.kiosk.services import KioskServices
    from ui.kiosk.window import KioskWindow


class ResidentNotFoundError(LiloError):
    """The kiosk's resident is not set, or nobody has that name."""

    code = "ui.resident"


def attach_kiosk(kiosk: "KioskWindow | PlainKiosk", lilo: "Lilo", resident: Resident) -> None:
    """Give the kiosk to a resident of the open facility."""
    # Where only the journal takes a call, this is where the nurse goes.
    lilo.basics.call_button.room = resident.room
    kiosk.attach(kiosk_services(lilo, resident))


def attach_shared_kiosk(kiosk: "KioskWindow", lilo: "Lilo") -> None:
    """Give the kiosk to whoever of the open facility sits down at it."""
    from ui.kiosk.services import SharedServices

    def services_of(resident: Resident) -> "KioskServices":
        # Read just now: another kiosk may have been told of another language.
        lilo.languages.heard(resident)
        return kiosk_services(lilo, resident)

    # The call button keeps the kiosk's own room: that is where the nurse goes.
    kiosk.attach_shared(SharedServices(lilo.doorkeeper, lilo.desk, services_of))


def attach_staff(staff: StaffWindow, lilo: "Lilo") -> None:
    """Give the open facility to the staff window."""
    staff.attach(staff_services(lilo))


def staff_services(lilo: "Lilo") -> StaffServices:
    """Return what a staff window works with: everything behind the gate."""
    settings, identity, station = lilo.basics.settings, lilo.identity, lilo.station
    return StaffServices(
        settings.facility.name,
        settings.facility.zone,
        lilo.basics.clock,
        identity.sign_in,
        identity.gate,
        station.alerts,
        station.board,
        station.audit,
        handing_over=station.handing_over,
        station=platform.node() or "staff",
        emergency=EmergencyCall(settings.facility.emergency_number, settings.facility.address),
        lock_after_s=settings.identity.lock_after_s,
        reviews=station.reviews,
        messages=station.messages,
        figures=station.figures,
        residents=ResidentServices(
            station.residents,
            station.consents,
            station.conversations,
            station.memories,
            station.stories,
            station.likings,
        ),
        knowledge=station.knowledge,
        system=station.system,
        people=identity.people,
        own_secrets=identity.own_secrets,
        bundle_trouble=lilo.bundles.trouble,
        reminders=station.reminders,
        scores=station.scores,
        schedule=station.schedule,
        exports=station.exports,
        window=station.window,
    )


def kiosk_services(lilo: "Lilo", resident: Resident) -> "KioskServices":
    """Return what the kiosk of one resident works with."""
    from ui.kiosk.services import KioskServices

    own, language = lilo.resident_screen, lilo.languages.of(resident.id)
    tongue = lilo.tongue(language)
    return KioskServices(
        resident=replace(resident, language=language),
        talk=lilo.conversation,
        desk=lilo.desk,
        day=lilo.day,
        progress=lilo.progress,
        scripts=tongue.scripts,
        check_ins=lilo.check_ins.talk_in(language),
        reminders=lilo.reminders,
        doors=lilo.doorkeeper,
        preferences=own.preferences,
        stories=own.stories,
        vocabulary=own.vocabulary_in(language),
        lines=tongue.wording.lines,
        is_partly_english=bool(tongue.missing) or tongue.language != language,
        starts=lilo.starts,
        languages=lilo.languages,
        again=lambda: kiosk_services(lilo, resident),
        silence=own.silence,
        places=own.places,
        # What recognises speech knows English alone.
        ears=lilo.ears if language == ENGLISH else None,
    )


def resident_named(lilo: "Lilo", name: str) -> Resident:
    """Return the resident of that name.

    Raises:
        ResidentNotFoundError: nobody, or more than one, has it.
    """
    found = find_by_name(lilo.residents, name)
    if len(found) != 1:
        raise ResidentNotFoundError(
            f"The kiosk's resident “{name}” is not one resident of this facility.",
            "Set `kiosk.resident` in the facility's config to a resident's full name.",
        )
    return found[0]

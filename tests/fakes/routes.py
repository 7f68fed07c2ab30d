"""Routes with the times and recipients of the shipped defaults, for tests that need some."""

from app.alerts.routing import Recipient, Route, Routes
from app.safety import Level

_NURSE, _PHYSICIAN = Recipient.NURSE, Recipient.PHYSICIAN
_WORKER, _ADMINISTRATOR = Recipient.SOCIAL_WORKER, Recipient.ADMINISTRATOR
_FAMILY, _LINE = Recipient.FAMILY, Recipient.EMERGENCY_LINE

ROUTES = Routes(
    {
        Level.IMMEDIATE: Route(
            30.0,
            (
                (_LINE, _PHYSICIAN, _NURSE, _FAMILY),
                (_LINE, _PHYSICIAN, _NURSE, _FAMILY, _ADMINISTRATOR),
            ),
        ),
        Level.URGENT: Route(300.0, ((_PHYSICIAN, _NURSE), (_PHYSICIAN, _NURSE, _ADMINISTRATOR))),
        Level.ELEVATED: Route(
            900.0, ((_PHYSICIAN, _WORKER), (_PHYSICIAN, _WORKER, _NURSE, _ADMINISTRATOR))
        ),
    },
    resolve_within_s=600.0,
)

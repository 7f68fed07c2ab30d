"""The ways out of the building. Nothing else in `app` may use the network."""

from app.outward.apprise_channel import AppriseChannel

__all__ = ["AppriseChannel"]

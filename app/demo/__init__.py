"""The demo facility."""

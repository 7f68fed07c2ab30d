"""The voice of the kiosk."""

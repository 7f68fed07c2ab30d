"""The kiosk: the resident's window."""

"""The kiosk's voice: what of the screen is said, and the loudspeaker it is said by."""

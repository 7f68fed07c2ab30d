"""System: how every part is doing, and the emergency stop."""

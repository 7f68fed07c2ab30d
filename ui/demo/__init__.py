"""The scripted demo, played in the real windows."""

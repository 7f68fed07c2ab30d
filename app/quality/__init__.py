"""Quality: how good the parts are, measured."""

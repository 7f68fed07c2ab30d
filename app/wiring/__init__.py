"""The wiring of `app.bootstrap`, one module for each part of the house."""

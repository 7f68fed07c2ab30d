"""The kiosk's inputs as they stand, changed in one place and announced when they do change."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ui.kiosk.drafts import with_own_draft
from ui.kiosk.inputs import KioskInputs
from ui.kiosk.writing import with_first_keys


class KioskState:
    """Holds the inputs; the workers change them, the view model shows them."""

    def __init__(self, inputs: KioskInputs) -> None:
        self._inputs = inputs
        self._listeners: list[Callable[[KioskInputs], None]] = []

    @property
    def inputs(self) -> KioskInputs:
        """The inputs as they stand."""
        return self._inputs

    def on_change(self, listener: Callable[[KioskInputs], None]) -> None:
        """Call the listener with the inputs whenever they became different."""
        self._listeners.append(listener)

    def change(self, **changes: Any) -> None:
        """Replace some inputs."""
        changed = with_own_draft(self._inputs, replace(self._inputs, **changes))
        changed = with_first_keys(self._inputs, changed)
        if changed == self._inputs:
            return
        self._inputs = changed
        for listener in self._listeners:
            listener(changed)

    def change_talk(self, **changes: Any) -> None:
        """Replace some inputs of the conversation."""
        self.change(talk=replace(self._inputs.talk, **changes))

    def change_call(self, **changes: Any) -> None:
        """Replace some inputs of the call."""
        self.change(call=replace(self._inputs.call, **changes))

    def change_crisis(self, **changes: Any) -> None:
        """Replace some inputs of the crisis, while there is one."""
        if self._inputs.crisis is not None:
            self.change(crisis=replace(self._inputs.crisis, **changes))

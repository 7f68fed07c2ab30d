"""Showing the steps of long work, each as a bar of its own."""

from rich.progress import Progress, TaskID


class Steps:
    """Shows each step of a training as a bar of its own."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, name: str, share: float) -> None:
        """Show how far a step has come, 0..1."""
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=1.0)
        self._progress.update(self._tasks[name], completed=share)

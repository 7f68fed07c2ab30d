"""Messages out of the building through Apprise: mail, webhooks, gateways for text messages."""

import logging
import re
import warnings
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any

from app.alerts.notification import NotificationError

if TYPE_CHECKING:
    from apprise import Apprise

_HTTP_STATUS = re.compile(r"\berror=(\d{3})\b")
_WORTH_TRYING_AGAIN = frozenset({408, 425, 429})

_CHATTY = ("requests", "urllib3", "requests_oauthlib", "oauthlib")
"""Loggers that quote addresses, and say nothing that is needed."""


class _Withholding(logging.Filter):
    """Leaves of what Apprise logs only the status that a server answered with."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record before any handler sees it."""
        found = None
        # A message that does not fit its values is not for us to report.
        with suppress(Exception):
            found = _HTTP_STATUS.search(record.getMessage())
        record.msg, record.args = (found[0] if found else "withheld"), ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


_WITHHOLDING = _Withholding()


class AppriseChannel:
    """Implements `app.alerts.notification.NotificationChannel`.

    Apprise is loaded with the first address that is looked at: without targets nothing here costs
    any time. Sends may run at the same time on several threads.
    """

    def __init__(self) -> None:
        self._loading = Lock()
        self._apprise: Any = None
        self._asset: Any = None

    def accepts(self, url: str) -> bool:
        """Whether Apprise knows what to do with such an address. Nothing is sent."""
        return self._opened(url) is not None

    def send(self, url: str, title: str, body: str) -> None:
        """Send a message, blocking.

        Raises:
            NotificationError: it was not accepted.
        """
        # Anew for each message: Apprise would otherwise pause between two to the same target.
        service = self._opened(url)
        if service is None:
            raise NotificationError("bad_address", transient=False)
        result = service.notify(
            title=title,
            body=body,
            notify_type=self._apprise.NotifyType.WARNING,
            body_format=self._apprise.NotifyFormat.TEXT,
            interpret_escapes=False,
        )
        attempts = [attempt for sent in result for attempt in sent]
        # Not the result as a whole: an address may say that its failures do not matter.
        if not attempts or not attempts[-1]:
            raise _error_of([entry.message for attempt in attempts for entry in attempt.logs])

    def _opened(self, url: str) -> "Apprise | None":
        self._load()
        service = self._apprise.Apprise.instantiate(url, asset=self._asset)
        if service is None:
            return None
        opened: Apprise = self._apprise.Apprise(service, asset=self._asset)
        return opened

    def _load(self) -> None:
        with self._loading:
            if self._apprise is not None:
                return
            _silence()
            with warnings.catch_warnings():
                # Its use of old parts of Python is not for us to mend.
                warnings.simplefilter("ignore")
                import apprise

                # Loads the services, which otherwise happens at the first address.
                apprise.Apprise.instantiate("json://localhost")
            self._asset = apprise.AppriseAsset(
                app_id="Lilo",
                app_desc="Lilo",
                app_url="",
                # On the thread that calls, which has its own deadline.
                async_mode=False,
                service_timeout=0,
                secure_logging=True,
                storage_mode=apprise.PersistentStoreMode.MEMORY,
                result_log_disk_size=0,
                # A message that is sent on becomes another request, without its words.
                http_redirects=False,
            )
            self._apprise = apprise


def _silence() -> None:
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    # What becomes of a message is read from Apprise's own warnings, kept with its result.
    logger = logging.getLogger("apprise")
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    logger.addHandler(logging.NullHandler())
    logger.addFilter(_WITHHOLDING)


def _error_of(complaints: list[str]) -> NotificationError:
    statuses = [int(found[1]) for line in complaints if (found := _HTTP_STATUS.search(line))]
    if not statuses:
        return NotificationError("not_accepted", transient=True)
    is_refusal = 400 <= statuses[-1] < 500 and statuses[-1] not in _WORTH_TRYING_AGAIN
    return NotificationError(f"http_{statuses[-1]}", transient=not is_refusal)

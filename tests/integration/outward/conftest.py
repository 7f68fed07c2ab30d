"""Real servers on loopback, and the real way out to them."""

from collections.abc import Iterator

import pytest

from app.outward import AppriseChannel
from tests.integration.outward.servers import MailServer, WebHook


@pytest.fixture
def hook() -> Iterator[WebHook]:
    hook = WebHook()
    yield hook
    hook.close()


@pytest.fixture
def mail() -> Iterator[MailServer]:
    mail = MailServer()
    yield mail
    mail.close()


@pytest.fixture
def channel() -> AppriseChannel:
    return AppriseChannel()

"""The way out through the real Apprise: what is accepted, what is refused, what is tried again."""

import logging
import subprocess
import sys
from threading import Thread

import pytest

from app.alerts.notification import NotificationError
from app.outward import AppriseChannel
from tests.integration.outward.servers import HOST, MailServer, WebHook, unused_port

TITLE, BODY = "Room 12: immediate", "Room 12: immediate. Please look at Lilo.\n“<b>& {0} *help*”"
SECRET = "hunter2"


def error_of(channel: AppriseChannel, url: str) -> NotificationError:
    with pytest.raises(NotificationError) as failed:
        channel.send(url, TITLE, BODY)
    return failed.value


def test_a_web_hook_gets_the_message_as_it_is(channel: AppriseChannel, hook: WebHook) -> None:
    channel.send(hook.url, TITLE, BODY)
    (received,) = hook.received
    assert (received["title"], received["message"]) == (TITLE, BODY)
    assert hook.agents == ["Lilo"]


def test_a_mail_server_gets_the_message_as_it_is(channel: AppriseChannel, mail: MailServer) -> None:
    channel.send(f"{mail.url}&format=text", TITLE, BODY)
    ((recipients, message),) = mail.received
    assert recipients == ["dana@example.org"]
    assert message["Subject"] == TITLE
    assert "lilo@example.org" in message["From"]
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n").strip() == BODY


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413, 422])
def test_a_refusal_is_for_good(channel: AppriseChannel, hook: WebHook, status: int) -> None:
    hook.planned.append(status)
    error = error_of(channel, hook.url)
    assert (error.fault, error.transient) == (f"http_{status}", False)


@pytest.mark.parametrize("status", [302, 408, 425, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(channel: AppriseChannel, hook: WebHook, status: int) -> None:
    hook.planned.append(status)
    error = error_of(channel, hook.url)
    assert (error.fault, error.transient) == (f"http_{status}", True)
    # Above all, nothing was sent on to another address without its words.
    assert hook.received == []


def test_a_connection_that_breaks_is_tried_again(channel: AppriseChannel, hook: WebHook) -> None:
    hook.planned.append(WebHook.CLOSE)
    error = error_of(channel, hook.url)
    assert (error.fault, error.transient) == ("not_accepted", True)


def test_a_server_that_is_not_there_is_tried_again(channel: AppriseChannel) -> None:
    for schema in ("json://{}:{}/", "mailto://{}:{}?from=a@example.org&to=b@example.org"):
        error = error_of(channel, schema.format(HOST, unused_port()))
        assert (error.fault, error.transient) == ("not_accepted", True)


@pytest.mark.parametrize("reply", ["451 try later", "550 no such user", "552 too much"])
def test_mail_that_is_not_taken_is_tried_again(
    channel: AppriseChannel, mail: MailServer, reply: str
) -> None:
    mail.planned.append(reply)
    assert error_of(channel, mail.url).transient
    channel.send(mail.url, TITLE, BODY)
    assert len(mail.received) == 1


def test_an_address_cannot_declare_its_failures_harmless(
    channel: AppriseChannel, hook: WebHook
) -> None:
    hook.planned.append(503)
    assert error_of(channel, f"{hook.url}?optional=yes").fault == "http_503"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        f"nonsense://{SECRET}",
        "json://",
        f"tgram://{SECRET}",
        "file:///etc/passwd",
        "http://example.org",
    ],
)
def test_addresses_that_lead_nowhere_are_refused(channel: AppriseChannel, url: str) -> None:
    assert not channel.accepts(url)
    error = error_of(channel, url)
    assert (error.fault, error.transient) == ("bad_address", False)
    assert SECRET not in str(error)


def test_addresses_of_many_kinds_are_accepted_without_sending(
    channel: AppriseChannel, hook: WebHook
) -> None:
    for url in (hook.url, f"mailtos://lilo:{SECRET}@example.org", f"ntfys://{SECRET}/lilo"):
        assert channel.accepts(url)
    assert hook.agents == []


def test_nothing_secret_reaches_a_log(
    channel: AppriseChannel, hook: WebHook, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret_url = hook.url.replace("json://", f"json://lilo:{SECRET}@").replace(
        "/hook", f"/{SECRET}"
    )
    hook.planned.extend([500, 404])
    for _ in range(2):
        assert SECRET not in str(error_of(channel, secret_url))
    channel.send(secret_url, TITLE, BODY)
    assert not channel.accepts(f"tgram://{SECRET}")
    assert SECRET not in caplog.text
    assert TITLE not in caplog.text
    assert len(hook.received) == 1


def test_nothing_secret_reaches_the_terminal(hook: WebHook) -> None:
    program = (
        "import logging, sys\n"
        "logging.basicConfig(level=logging.DEBUG)\n"
        "from app.alerts.notification import NotificationError\n"
        "from app.outward import AppriseChannel\n"
        "channel = AppriseChannel()\n"
        "for url in sys.argv[1:]:\n"
        "    try:\n"
        "        channel.send(url, 'title', 'body')\n"
        "    except NotificationError as error:\n"
        "        print(error.fault)\n"
    )
    hook.planned.append(500)
    urls = [hook.url.replace("/hook", f"/{SECRET}"), f"tgram://{SECRET}", f"json://x:{SECRET}@"]
    ran = subprocess.run(
        [sys.executable, "-c", program, *urls], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["http_500", "bad_address", "bad_address"]
    assert SECRET not in ran.stderr


def test_without_addresses_apprise_is_not_loaded() -> None:
    program = (
        "import sys; from app.outward import AppriseChannel; AppriseChannel();"
        "print(sorted({'apprise', 'requests'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_several_threads_may_send_at_once(channel: AppriseChannel, hook: WebHook) -> None:
    threads = [
        Thread(target=channel.send, args=(hook.url, f"Room {room}", "Look.")) for room in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(received["title"] for received in hook.received) == [
        f"Room {room}" for room in range(8)
    ]

"""A language model on a server of the facility: OpenAI-compatible, over TLS, off by default.

One of the three places that may use the network. `requests` reads the stream on a thread of its
own, so that neither a slow name server nor a slow reply can hold up the windows.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import requests

from app.generation import GenerationError, TextRequest, TextUsage, TransientError

CONNECT_S = 2.0
READ_S = 10.0
_MOST_LINE = 65_536
_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})


class EndpointError(GenerationError):
    """The server refused, or answered with what is no answer."""

    code = "generation.endpoint"


@dataclass(frozen=True, slots=True)
class EndpointAddress:
    """Where the server is.

    Attributes:
        url: of the API, such as https://lilo-gpu.local/v1; always https.
        key: a token the server asks for; may be empty.
        ca_file: the authority that signed the server's certificate; None for the system's.
    """

    url: str
    model: str
    key: str = ""
    ca_file: Path | None = None


class FacilityEndpoint:
    """Implements `app.generation.TextSource`."""

    def __init__(
        self, address: EndpointAddress, connect_s: float = CONNECT_S, read_s: float = READ_S
    ) -> None:
        if not address.url.startswith("https://"):
            raise EndpointError(
                "The facility's language model must be reached over https.",
                "Set generation.facility.url to an address that begins with https://.",
            )
        self._address = address
        self._timeouts = (connect_s, read_s)

    @property
    def model(self) -> str:
        """Name of the model on the server."""
        return self._address.model

    async def write(self, request: TextRequest) -> AsyncIterator[str | TextUsage]:
        """Give the text piece by piece; see `TextSource.write`.

        Raises:
            TransientError: it cannot be reached, is overloaded, or broke off.
            EndpointError: it refused, or what it sent is no answer.
        """
        call = _Call(asyncio.get_running_loop())
        threading.Thread(
            target=self._read, args=(request, call), name="lilo-facility-model", daemon=True
        ).start()
        try:
            while (event := await call.events.get()) is not None:
                if isinstance(event, Exception):
                    raise event
                yield event
        finally:
            call.stop()

    def _read(self, request: TextRequest, call: "_Call") -> None:
        began = perf_counter()
        try:
            with requests.Session() as session:
                # What the environment says of proxies and passwords is not meant for this.
                session.trust_env = False
                ca_file = self._address.ca_file
                response = session.post(
                    f"{self._address.url.rstrip('/')}/chat/completions",
                    json=_body(self._address.model, request),
                    headers=_headers(self._address.key),
                    timeout=self._timeouts,
                    stream=True,
                    verify=str(ca_file) if ca_file else True,
                    allow_redirects=False,
                )
                call.begin(response)
                with response:
                    _check(response.status_code)
                    self._stream(response, call, began, request.within_s)
        except GenerationError as error:
            call.put(error)
        except (requests.exceptions.SSLError, requests.exceptions.InvalidURL) as error:
            call.put(EndpointError(f"The server is not trusted: {type(error).__name__}."))
        except (requests.RequestException, OSError) as error:
            call.put(TransientError(f"The server broke off: {type(error).__name__}."))
        except Exception as error:  # noqa: BLE001, RUF100 - a server may send anything at all
            call.put(EndpointError(f"The server's answer cannot be read: {type(error).__name__}."))
        finally:
            call.put(None)

    def _stream(
        self, response: requests.Response, call: "_Call", began: float, within_s: float
    ) -> None:
        counted: Mapping[str, Any] = {}
        pieces, ended = 0, False
        for raw in response.iter_lines(chunk_size=1):
            if len(raw) > _MOST_LINE:
                raise EndpointError("The server sent a line without end.")
            if perf_counter() - began > within_s:
                raise TransientError("The server took too long.")
            if not raw.startswith(b"data:"):
                continue
            data = raw[5:].strip()
            if data == b"[DONE]":
                ended = True
                break
            chunk = _chunk(data)
            counted = chunk.get("usage") or counted
            for text in _texts(chunk):
                pieces += 1
                call.put(text)
            ended = ended or _has_ended(chunk)
        if not ended:
            raise TransientError("The server broke off in the middle.")
        cached = (counted.get("prompt_tokens_details") or {}).get("cached_tokens")
        call.put(
            TextUsage(
                int(counted.get("prompt_tokens", 0)),
                int(counted.get("completion_tokens", pieces)),
                cached,
                perf_counter() - began,
            )
        )


class _Call:
    """One call: events for the loop, and a way to hang up."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.events: asyncio.Queue[str | TextUsage | Exception | None] = asyncio.Queue()
        self._loop = loop
        self._response: requests.Response | None = None
        self._stopped = False

    def begin(self, response: requests.Response) -> None:
        self._response = response
        if self._stopped:
            response.close()

    def put(self, event: str | TextUsage | Exception | None) -> None:
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self.events.put_nowait, event)

    def stop(self) -> None:
        self._stopped = True
        response = self._response
        if response is not None:
            # Closing waits for the reader of the same buffer; that is not for the loop to do.
            threading.Thread(target=response.close, daemon=True).start()


def _body(model: str, request: TextRequest) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": model,
        "messages": [{"role": m.role.value, "content": m.content} for m in request.messages],
        "temperature": request.sampling.temperature,
        "top_p": request.sampling.top_p,
        "max_tokens": request.sampling.max_tokens,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    if request.schema is not None:
        body["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": "answer", "schema": request.schema, "strict": True},
        }
    return body


def _headers(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"} if key else {}


def _check(status: int) -> None:
    if status in _TRANSIENT:
        raise TransientError(f"The server answered with {status}.")
    if status != 200:
        raise EndpointError(f"The server answered with {status}.")


def _chunk(data: bytes) -> Mapping[str, Any]:
    chunk = json.loads(data)
    if not isinstance(chunk, dict):
        raise EndpointError("The server sent what is no chunk of an answer.")
    return chunk


def _texts(chunk: Mapping[str, Any]) -> list[str]:
    found = []
    for choice in chunk.get("choices") or []:
        text = (choice.get("delta") or {}).get("content")
        if text is not None and not isinstance(text, str):
            raise EndpointError("The server sent text that is none.")
        if text:
            found.append(text)
    return found


def _has_ended(chunk: Mapping[str, Any]) -> bool:
    return any(choice.get("finish_reason") for choice in chunk.get("choices") or [])

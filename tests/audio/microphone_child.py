"""Listens to the virtual microphone with the real Qt microphone and tells what it heard.

Run as a child: Qt asks for sound devices once in a process. Says `ready` once the microphone is
open; then one JSON line with what came of it.
"""

import asyncio
import json
import sys
import time

import qasync
from PySide6.QtWidgets import QApplication

from app.conversation.listening import (
    Came,
    Expected,
    Hearing,
    Listener,
    Patience,
    Wish,
    load_phrases,
)
from app.privacy import start_logging
from models.speech.listening.engine import SpeechEngineName
from models.speech.listening.recognizer_process import RecognizerProcess
from models.speech.listening.voice_activity import WebRtcVoiceActivity
from resources import RESOURCES
from ui.kiosk.voice.microphone import MicrophoneFault
from ui.kiosk.voice.qt_microphone import QtMicrophone

WITHIN_S = 60.0


async def listen() -> dict[str, object]:
    phrases = load_phrases(RESOURCES / "speech" / "listening.yaml")
    recognizer, over = RecognizerProcess(SpeechEngineName.POCKETSPHINX), asyncio.Event()
    told: dict[str, object] = {"lost": "", "text": None, "muted": False}
    microphone = QtMicrophone()

    def came(what: Came) -> None:
        told["muted"] = told["muted"] or what.is_muted
        if what.hearing is Hearing.THINKING:
            told["ended_at"] = time.monotonic()
        if what.final is not None:
            told["text"], told["sure"] = what.final.text, what.final.confidence
            told["understood_at"] = time.monotonic()
            over.set()

    def lost(fault: MicrophoneFault) -> None:
        told["lost"] = fault.value
        over.set()

    listener = Listener(
        recognizer, WebRtcVoiceActivity(), phrases, Patience(wait_s=50.0), time.monotonic,
        lambda: False, came,
    )  # fmt: skip
    assert await recognizer.ready()
    listener.begin(Expected(phrases.saying(Wish.NURSE, Wish.YES, Wish.NO), has_question=True))
    told["fault"] = microphone.open(listener.hear, lost).value
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    if not told["fault"]:
        async with asyncio.timeout(WITHIN_S):
            await over.wait()
    microphone.close()
    recognizer.close()
    return told


def main() -> None:
    start_logging("error")
    application = QApplication(["lilo"])
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        sys.stdout.write(json.dumps(runner.run(listen())) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

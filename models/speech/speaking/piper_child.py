"""The process in which a voice of Piper makes sound: it loads one network, and speaks.

    python piper_child.py MODEL < requests > samples

A request is a line of JSON with `ids` and `scales`. The answer is a line of JSON with the number of
samples, and then these, signed and of 16 bit. The first line that it writes says that it has
loaded. It knows nothing of Lilo, so that it loads nothing of Lilo.
"""

import json
import os
import sys
from contextlib import suppress
from typing import Any, BinaryIO

NICENESS = 5
THREADS = 2

_LOUDEST = 32_000
_SILENCE = 0.01
"""Nothing quieter than this is made loud."""


def main(model: str) -> None:
    """Serve until the input ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(OSError, AttributeError):
        os.nice(NICENESS)
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    # Threads that wait in a loop take the processor from the windows.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    _say(out, {"loaded": True})
    for line in sys.stdin.buffer:
        samples = spoken(session, **json.loads(line))
        _say(out, {"samples": len(samples) // 2}, samples)


def spoken(session: Any, ids: list[int], scales: list[float]) -> bytes:
    """Return what the network makes of phonemes, as loud as it goes without breaking."""
    import numpy as np

    given = {
        "input": np.array([ids], np.int64),
        "input_lengths": np.array([len(ids)], np.int64),
        "scales": np.array(scales, np.float32),
    }
    sound = np.asarray(session.run(None, given)[0], np.float32).reshape(-1)
    loudest = max(_SILENCE, float(np.abs(sound).max(initial=0.0)))
    return bytes((sound * (_LOUDEST / loudest)).astype(np.int16).tobytes())


def _say(out: BinaryIO, told: dict[str, object], samples: bytes = b"") -> None:
    out.write(json.dumps(told).encode() + b"\n" + samples)
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1])

"""Confine this process as the reader of documents is confined, then try what it must not do."""

import os
import socket
import subprocess
import sys

from models.confinement import confine

confine()
tried = {
    "connect": lambda: socket.create_connection(("127.0.0.1", 9)),
    "program": lambda: subprocess.run(["/bin/true"], check=False),
    "shell": lambda: os.system("true"),  # noqa: S605
    "memory": lambda: bytearray(2 * 1024**3),
}
try:
    tried[sys.argv[1]]()
except (PermissionError, MemoryError) as error:
    print(type(error).__name__)

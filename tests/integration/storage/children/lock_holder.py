"""Takes a lock and keeps it. Usage: lock_holder.py FILE."""

import sys
from pathlib import Path

from storage.file_lock import file_lock


def main() -> None:
    with file_lock(Path(sys.argv[1])):
        print("held", flush=True)
        sys.stdin.readline()


if __name__ == "__main__":
    main()

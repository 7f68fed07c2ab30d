"""Run inside a desktop session: makes a facility with a key from the real keyring and opens it.

Usage: keyring_user.py FACILITY. Prints the source, or why there was none.
"""

import os
import sys
from pathlib import Path

from storage import Database, FacilityPaths, KeyUnavailableError, resolve_keys, standard_sources


def main() -> None:
    paths = FacilityPaths(Path(sys.argv[1]))
    try:
        found = resolve_keys(paths, standard_sources(os.environ, None))
    except KeyUnavailableError as error:
        print(error.message)
        return
    with Database.open(paths.database, found.keys) as database:
        print(found.source, database.check())


if __name__ == "__main__":
    main()

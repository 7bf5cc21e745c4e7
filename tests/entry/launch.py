"""Starts a supervisor whose API and worker are stand-ins of a few lines: `launch.py [broken]`."""

import sys
from pathlib import Path

from convite.core.config import settings
from convite.entry.http.address import listen
from convite.entry.operations.supervisor import Commands, Supervisor

STANDIN = str(Path(__file__).with_name("standin.py"))
BROKEN = [sys.executable, "-c", "raise SystemExit('the stand-in is broken')"]

if __name__ == "__main__":
    api = [sys.executable, STANDIN, "api"]
    commands = Commands(
        migrate=[sys.executable, "-c", "pass"],
        demo=[sys.executable, "-c", "pass"],
        api=BROKEN if "broken" in sys.argv else api,
        worker=[sys.executable, STANDIN, "worker"],
    )
    Supervisor(settings(), listener=listen, commands=commands).run()

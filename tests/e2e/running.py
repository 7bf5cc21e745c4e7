"""A whole Convite with demo data under its supervisor, and a browser before it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
from playwright.sync_api import Browser, BrowserContext, Playwright

from convite.entry.demo.loading import EVENTS, HOST, PASSWORD
from tests.support import wait_until

ARGUMENTS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
STATIC = Path(__file__).resolve().parents[2] / "src" / "convite" / "static" / "app" / "index.html"


@dataclass
class Running:
    """Where it listens, and an organizer's client."""

    url: str
    host: httpx2.Client

    def event(self, title: str) -> str:
        """The id of the host's event with this in its title."""
        items = self.host.get("/api/events").json()["items"]
        return str(next(item["id"] for item in items if title in item["title"]))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(**settings: str) -> Iterator[Running]:
    """`convite run` with demo data in a folder of its own, and these settings."""
    folder = Path(tempfile.mkdtemp(prefix="cve2e"))
    folder.chmod(0o755)
    port = free_port()
    environment = {
        **os.environ,
        "CONVITE_DATA_DIR": str(folder / "data"),
        "CONVITE_PORT": str(port),
        "CONVITE_LIMITS": "off",
        "CONVITE_DEMO": "1",
        **settings,
    }
    command = [sys.executable, "-m", "convite.entry.cli", "run"]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: has_demo(url), limit=90)
        with httpx2.Client(base_url=url, timeout=20) as host:
            token = host.post("/api/auth/login", json={"email": HOST, "password": PASSWORD}).json()
            host.cookies.clear()
            host.headers["authorization"] = f"Bearer {token['access_token']}"
            yield Running(url=url, host=host)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def has_demo(url: str) -> bool:
    """Whether the server answers and its demo data can be logged into."""
    try:
        answer = httpx2.post(f"{url}/api/auth/login", json={"email": HOST, "password": PASSWORD})
    except httpx2.TransportError:
        return False
    if answer.status_code != 200:
        return False
    token = answer.json()["access_token"]
    listed = httpx2.get(f"{url}/api/events", headers={"authorization": f"Bearer {token}"})
    return len(listed.json().get("items", [])) == len(EVENTS)


def chromium(playwright: Playwright) -> Browser:
    """The Chromium of CONVITE_CHROMIUM, else Playwright's own."""
    path = os.environ.get("CONVITE_CHROMIUM") or shutil.which("chromium")
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return playwright.chromium.launch(executable_path=path, args=arguments)


def logged_in(context: BrowserContext, url: str) -> None:
    """Logs the host in, by the API's cookies."""
    answer = context.request.post(
        f"{url}/api/auth/login", data={"email": HOST, "password": PASSWORD}
    )
    assert answer.ok

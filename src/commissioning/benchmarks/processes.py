"""Processor time and peak memory of a process, and the machine it runs on."""

from __future__ import annotations

import os
import platform
import resource
import sys
from pathlib import Path


def cpu_seconds() -> float:
    """The processor time of this process and of its children that have ended, in the program and in the system."""
    of = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in of)


def peak_bytes() -> int:
    """The most memory this process held.

    On Linux ``ru_maxrss`` starts with that of the process which began this one, so the kernel's own mark is read there.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def machine() -> str:
    """The processor, cores, memory, system and Python."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        named = [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        model = named[0].split(":", 1)[1].strip() if named else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = (platform.system(), f"Python {platform.python_version()}")
    return ", ".join((model, f"{os.cpu_count()} cores", f"{memory:.0f} GiB", *system))


def load() -> float:
    """How many processes wanted a processor, on average over the last minute."""
    return os.getloadavg()[0]

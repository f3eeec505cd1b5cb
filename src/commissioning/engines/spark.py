"""The spark engine: nested clients decided on many machines by ``mapInArrow``, each share by the kernel of the columnar engine.

Spark is configured as ever (``spark-defaults.conf``, ``PYSPARK_SUBMIT_ARGS``), or by ``SPARK_MASTER``; where nothing is, it
runs on this machine and listens to nobody else. What it says goes into a file that is thrown away, or into
``COMMISSIONING_SPARK_LOG``.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from commissioning.engines.interface import Missing
from commissioning.errors import Exit, Problem, Refused

if TYPE_CHECKING:
    import pyarrow as pa

    from commissioning.engines.columnar.nested_work import Message

Share = Callable[[Iterable["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]
"""What is done with the record batches of one share: they are nested clients, and what comes out are messages."""
Told = Callable[[int, int], None]
"""Told how many shares are decided, and how many there are."""

MESSAGES = "first long, seen long, decided long, plain long, payload binary"
CLIENTS_TOGETHER = 20_000
"""So many clients make one record batch."""
MESSAGES_TOGETHER = 16
"""So many messages are held in memory before Spark puts them on disk."""
WHOLE_FILES = 1 << 27
"""Files up to so many bytes are one share each; a larger one is divided."""
NEEDED = ("pyspark", "pandas", "pyarrow", "numba")
_NOBODY = logging.NullHandler()
HOW_TO_GET = "pip install 'commissioning[spark]', and Java 17 or later"


def check_ready() -> None:
    """Raises :class:`~commissioning.engines.interface.Missing` where Spark cannot run here; nothing is started."""
    for package in NEEDED:
        if find_spec(package) is None:
            raise Missing(f"{package} is not installed: {HOW_TO_GET}")
    if _java() is None:
        raise Missing(f"there is no Java: {HOW_TO_GET} (JAVA_HOME or PATH says where)")


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")


class Spark:
    """A session of Spark. Raises :class:`~commissioning.engines.interface.Missing` where none can be had."""

    def __init__(self) -> None:
        check_ready()
        from pyspark import SparkConf, SparkContext
        from pyspark.sql import SparkSession

        log = _log()
        # Where nobody listens, what goes wrong between Python and Java would be printed, traceback and all.
        logging.root.addHandler(_NOBODY)
        try:
            gateway = _gateway(log)
            self._context = SparkContext(conf=SparkConf().setAll(list(_settings().items())), gateway=gateway)
        except Exception as why:
            logging.root.removeHandler(_NOBODY)
            raise Missing(_why_not_started(log, why)) from None
        self._session = SparkSession(self._context)
        self._session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", CLIENTS_TOGETHER)
        self._session.conf.set("spark.sql.inMemoryColumnarStorage.batchSize", MESSAGES_TOGETHER)
        self._session.conf.set("spark.sql.files.maxPartitionBytes", WHOLE_FILES)
        self._session.conf.set("spark.sql.files.openCostInBytes", WHOLE_FILES)

    @property
    def here_alone(self) -> bool:
        """Whether every worker is a process of this machine."""
        return str(self._context.master).startswith("local")

    def messages(self, files: Sequence[Path], share: Share, told: Told | None = None) -> Iterator[Message]:
        """What *share* says of the nested clients in some Parquet files, in any order, each share once.

        It is kept on the disks of the workers until all shares are decided. Raises :class:`~commissioning.errors.Refused`
        (U112) where a share could not be decided, however often Spark tried.
        """
        from pyspark import StorageLevel

        from commissioning.engines.columnar.nested_work import Message

        try:
            found = self._session.read.parquet(*map(_as_spark_reads, files)).mapInArrow(share, MESSAGES)
            kept = found.persist(StorageLevel.DISK_ONLY)
            with self._telling(told):
                kept.count()
            for row in kept.toLocalIterator(prefetchPartitions=True):
                yield Message(row[0], row[1], row[2], row[3], bytes(row[4]))
            kept.unpersist()
        except Exception as why:
            raise _not_decided(why) from None

    def close(self) -> None:
        """Ends the session."""
        self._context.stop()
        logging.root.removeHandler(_NOBODY)

    @contextmanager
    def _telling(self, told: Told | None) -> Iterator[None]:
        """Says about once a second how many shares are decided."""
        done = Event()
        watcher = Thread(target=self._watch, args=(told, done), daemon=True)
        if told is not None:
            watcher.start()
        try:
            yield
        finally:
            done.set()
            if told is not None:
                watcher.join()

    def _watch(self, told: Told, done: Event) -> None:
        tracker = self._context.statusTracker()
        # To say how far it is must never keep it from going on.
        with suppress(Exception):
            most = 0
            while not done.wait(1.0):
                stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
                shares = max(((one.numCompletedTasks, one.numTasks) for one in stages if one is not None), default=(0, 0))
                # A last stage counts what is there, and begins anew.
                if shares[0] > most:
                    told(*shares)
                most = max(most, shares[0])


# -------------------------------------------------------------------------------------------------------- starting


def _settings() -> dict[str, str]:
    """What is set of Spark's configuration: little, where the user has set something."""
    found = {"spark.app.name": "commissioning", "spark.ui.showConsoleProgress": "false"}
    master = os.environ.get("SPARK_MASTER", "" if _configured() else "local[*]")
    if master:
        found["spark.master"] = master
    if master.startswith("local"):
        # The workers are processes of this machine, with this Python; nobody else need reach them.
        found |= {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return found


def _configured() -> bool:
    """Whether the user has configured Spark."""
    if any(os.environ.get(name) for name in ("MASTER", "PYSPARK_SUBMIT_ARGS", "PYSPARK_GATEWAY_PORT")):
        return True
    home = os.environ.get("SPARK_HOME")
    folder = os.environ.get("SPARK_CONF_DIR") or (f"{home}/conf" if home else "")
    return bool(folder) and (Path(folder) / "spark-defaults.conf").is_file()


@cache
def _log() -> Any:
    """Where Spark's own words go, which may hold data: nowhere that stays, unless the user names a file."""
    named = os.environ.get("COMMISSIONING_SPARK_LOG")
    try:
        return Path(named).open("ab+") if named else tempfile.TemporaryFile()
    except OSError as why:
        raise Missing(f"COMMISSIONING_SPARK_LOG cannot be written: {why.strerror or 'no access'}") from None


@cache
def _gateway(log: Any) -> Any:
    """Java, once for a program."""
    from pyspark import SparkConf
    from pyspark.java_gateway import launch_gateway

    conf = SparkConf().setAll(list(_settings().items()))
    return launch_gateway(conf, {"stdout": log, "stderr": log})


def _why_not_started(log: Any, why: Exception) -> str:
    log.seek(0)
    said = log.read().decode(errors="replace")
    if "UnsupportedClassVersionError" in said:
        return f"the Java found is too old: {HOW_TO_GET}"
    return f"it could not be started ({type(why).__name__}): COMMISSIONING_SPARK_LOG=FILE keeps what it says"


# ------------------------------------------------------------------------------------------------------------ files


def _as_spark_reads(path: Path) -> str:
    """A file's name as Spark reads it: signs that stand for many names stand for themselves."""
    return "file://" + re.sub(r"([\\*?\[\]{}])", r"\\\1", path.resolve().as_posix())


def _not_decided(why: Exception) -> Refused:
    """Why nothing was decided, without what Java and the workers say, which may hold data."""
    if "OtherVersion" in str(why):
        message = "Spark's workers have another version of commissioning than this machine"
        return Refused(Problem("U112", message, "install the same version for every worker"))
    names = re.findall(r"\b([A-Z]\w+(?:Error|Exception))\b", str(why))
    message = f"Spark could not decide every share ({names[-1] if names else type(why).__name__})"
    remedy = "see what Spark says with COMMISSIONING_SPARK_LOG=FILE, or decide with --engine columnar"
    return Refused(Problem("U112", message, remedy), Exit.FAULT)

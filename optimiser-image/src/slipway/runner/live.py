"""Publishes progress, incumbents and the log while the algorithm runs, on a thread of its own."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from slipway.contract import Blob
from slipway.runner.failure import Failure, unexpected
from slipway.runner.files import is_publishable, open_regular
from slipway.runner.limits import Limits
from slipway.runner.log import CappedLog
from slipway.runner.progress import ProgressReader
from slipway.runner.staging import Workspace
from slipway.runner.storage import AppendBlob, RunContainer, create

# An append blob takes 50,000 blocks: over days the writes become rarer, so that even a week stays below.
_WRITES_AT_FULL_PACE = 5000
_APPEND_BYTES = 4 * 1024 * 1024
_PARALLEL_INCUMBENTS = 4


class IncumbentFolder:
    """New files of `OUTPUT_PATH/incumbents`, in the order of their making."""

    def __init__(self, folder: Path, limits: Limits, log: CappedLog) -> None:
        self._folder = folder
        self._limits = limits
        self._log = log
        self._seen: set[str] = set()
        self._bytes = 0
        self._full = False
        self.waiting: list[str] = []

    def look(self) -> None:
        """Adds to `waiting` what is new: whole files only, which by convention have a name without a leading dot."""
        if self._full:
            return
        found: list[tuple[int, str, int]] = []
        try:
            with os.scandir(self._folder) as entries:
                for entry in entries:
                    if entry.name in self._seen or entry.name.startswith("."):
                        continue
                    if entry.is_file(follow_symlinks=False) and is_publishable(entry.name):
                        facts = entry.stat(follow_symlinks=False)
                        found.append((facts.st_mtime_ns, entry.name, facts.st_size))
        except OSError:
            # The algorithm may remove its folder, or a file between listing and looking; the next look sees the rest.
            return
        for _, name, size in sorted(found):
            if len(self._seen) >= self._limits.incumbents or self._bytes + size > self._limits.output_bytes:
                self._full = True
                self._log.note(
                    f"no more incumbents are published: the limits are {self._limits.incumbents} files "
                    f"and {self._limits.output_bytes} bytes"
                )
                return
            self._seen.add(name)
            self._bytes += size
            self.waiting.append(name)


class LivePublisher:
    """
    Writes at most once per progress interval, progress and incumbents in turn; the log has the same pace. On an error
    that retrying did not cure it stops and says so to `on_failure`.
    """

    def __init__(
        self,
        container: RunContainer,
        workspace: Workspace,
        attempt: int,
        log: CappedLog,
        limits: Limits,
        abandoned: Callable[[], bool],
        on_failure: Callable[[Failure], None],
    ) -> None:
        self._container = container
        self._workspace = workspace
        self._attempt = attempt
        self._log = log
        self._limits = limits
        self._abandoned = abandoned
        self._on_failure = on_failure
        self._progress = ProgressReader(workspace.progress, limits.progress_line_bytes)
        self._incumbents = IncumbentFolder(workspace.incumbents, limits, log)
        self._progress_blob = AppendBlob(container, Blob.PROGRESS.format(attempt=attempt))
        self._log_blob = AppendBlob(container, Blob.LOG.format(attempt=attempt))
        self._incumbent_is_next = False
        self._ended = threading.Event()
        self._failure: Failure | None = None
        self._thread = threading.Thread(target=self._run, name="slipway-live", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Says that the algorithm has ended, so that the rest is published at once, the last progress among it."""
        self._ended.set()

    def join(self, seconds: float | None = None) -> None:
        """
        After `end`: waits, at most `seconds`, until the rest is published; not at all where `start` was never called.
        Raises what the thread ended with.
        """
        if self._thread.ident is not None:
            self._thread.join(seconds)
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        began = time.monotonic()
        try:
            while not self._ended.wait(
                max(self._limits.progress_interval_seconds, (time.monotonic() - began) / _WRITES_AT_FULL_PACE)
            ):
                self._publish_next()
            self._publish_rest()
        except Failure as failure:
            self._failure = failure
        except Exception as error:
            self._failure = unexpected(error)
        if self._failure is not None:
            self._on_failure(self._failure)

    def _publish_next(self) -> None:
        self._progress.read()
        self._incumbents.look()
        if self._incumbents.waiting and (self._incumbent_is_next or not self._progress.waiting()):
            self._publish_incumbent(self._incumbents.waiting.pop(0))
            self._incumbent_is_next = False
        else:
            self._publish_progress()
            self._incumbent_is_next = True
        self._publish_log()

    def _publish_rest(self) -> None:
        self._progress.read(ended=True)
        self._incumbents.look()
        self._publish_progress()
        with ThreadPoolExecutor(_PARALLEL_INCUMBENTS, thread_name_prefix="slipway-incumbent") as pool:
            list(pool.map(self._publish_incumbent, self._incumbents.waiting))
        if self._progress.dropped:
            reasons = ", ".join(f"{reason}: {count}" for reason, count in self._progress.dropped.most_common())
            self._log.note(f"progress that was dropped ({reasons})")
        while self._publish_log():
            pass

    def _publish_progress(self) -> None:
        lines = self._progress.take()
        if lines and not self._abandoned():
            self._progress_blob.append(lines)

    def _publish_log(self) -> bool:
        data = self._log.take(_APPEND_BYTES)
        if not data or self._abandoned():
            return False
        self._log_blob.append(data)
        return True

    def _publish_incumbent(self, name: str) -> None:
        file = open_regular(self._workspace.incumbents / name)
        if file is None or self._abandoned():
            return
        with file:
            size = file.seek(0, 2)
            file.seek(0)
            # Create-only: an incumbent that is there already came with an earlier delivery or an answer that was lost.
            create(self._container, Blob.INCUMBENT.format(attempt=self._attempt, name=name), file, size)

"""The algorithm's log: capped, echoed to the job's own output, held until it is uploaded."""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import os
import threading
from typing import TextIO

from slipway.runner.failure import one_line

_PIPE_BYTES = 1024 * 1024
_READ_BYTES = 256 * 1024
_TAIL_BYTES = 2048
_LONGEST_LAST_LINE = 200


class CappedLog:
    """
    Keeps the first `limit` bytes that an algorithm writes and forgets the rest, so that neither memory nor disk fills
    up; what waits for upload is never more than that. Safe to use from several threads.
    """

    def __init__(self, limit: int, echo: TextIO | None) -> None:
        self._limit = limit
        self._echo = echo
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._lock = threading.Lock()
        self._pending = bytearray()
        self._kept = 0
        self._tail = b""
        self._at_line_start = True
        self.truncated = False

    def write(self, data: bytes) -> None:
        """What the algorithm wrote."""
        with self._lock:
            self._tail = (self._tail + data[-_TAIL_BYTES:])[-_TAIL_BYTES:]
            if self.truncated:
                return
            kept = data[: self._limit - self._kept]
            self._kept += len(kept)
            self._add(kept)
            if len(kept) < len(data):
                self.truncated = True
                self._add_note(f"the log is truncated here: only the first {self._limit} bytes are kept")

    def note(self, text: str) -> None:
        """A line of the runner's own, which does not count against the limit."""
        with self._lock:
            self._add_note(text)

    def take(self, most: int) -> bytes:
        """Removes and returns up to `most` of the bytes that wait for upload."""
        with self._lock:
            taken = bytes(self._pending[:most])
            del self._pending[: len(taken)]
            return taken

    def last_line(self) -> str:
        """The last line with something in it that the algorithm wrote, made printable; empty where there is none."""
        with self._lock:
            lines = self._tail.decode("utf-8", "replace").splitlines()
        printable = (one_line(line, _LONGEST_LAST_LINE) for line in reversed(lines))
        return next((line for line in printable if line), "")

    def _add_note(self, text: str) -> None:
        start = "" if self._at_line_start else "\n"
        self._add(f"{start}[slipway] {one_line(text)}\n".encode())

    def _add(self, data: bytes) -> None:
        if not data:
            return
        self._pending += data
        self._at_line_start = data.endswith(b"\n")
        if self._echo is not None:
            try:
                self._echo.write(self._decoder.decode(data))
                self._echo.flush()
            except (OSError, ValueError):
                # The job's output was closed; the uploaded log is the one that counts.
                self._echo = None


def drain(descriptor: int, log: CappedLog) -> None:
    """Reads a pipe into the log until every writer has closed it, as fast as it comes; closes `descriptor`."""
    # A larger pipe means fewer switches between writer and reader; a system may forbid it.
    with contextlib.suppress(OSError):
        fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    try:
        while data := os.read(descriptor, _READ_BYTES):
            log.write(data)
    finally:
        os.close(descriptor)

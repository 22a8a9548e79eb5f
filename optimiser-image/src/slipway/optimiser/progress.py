"""Progress lines for the caller, as the container contract describes them."""

import json
import os
import time
from datetime import datetime, timezone
from math import isfinite

INTERVAL_SECONDS = 0.5


class Progress:
    """Appends to the progress file: at most two lines a second, except that a new phase is always told.

    `percent` never falls. A file that cannot be written must not end a run, so such errors are ignored.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._next = 0.0
        self._phase = ""
        self._percent = 0.0

    def report(
        self, phase: str, message: str | None = None, percent: float | None = None, **numbers: float | None
    ) -> None:
        """`numbers`: objective, bound, gap, nodes; what is None, infinite or NaN is left out."""
        now = time.monotonic()
        if phase == self._phase and now < self._next:
            return
        self._next = now + INTERVAL_SECONDS
        self._phase = phase
        line: dict[str, object] = {"time": utc_now(), "phase": phase}
        if percent is not None:
            self._percent = max(self._percent, min(100.0, percent))
        if self._percent > 0:
            line["percent"] = round(self._percent, 1)
        line |= {name: value for name, value in numbers.items() if value is not None and isfinite(value)}
        if message is not None:
            line["message"] = message[:500]
        try:
            # One write of a whole line: a reader never sees half of it, and a crash later loses nothing.
            file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            try:
                os.write(file, (json.dumps(line, allow_nan=False) + "\n").encode())
            finally:
                os.close(file)
        except OSError:
            pass


def utc_now() -> str:
    """The time in RFC 3339, UTC, with milliseconds."""
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")

"""Reads the progress that an algorithm reports: JSON lines, of which nothing is believed."""

from __future__ import annotations

import json
import math
from collections import Counter, deque
from datetime import datetime, timezone
from pathlib import Path
from typing import NoReturn

from slipway.runner.failure import one_line
from slipway.runner.files import open_regular

# Most that is read at a time: of a file that grows faster only the end is looked at.
_WINDOW_BYTES = 1024 * 1024
# Reports that wait for the next write; of more the newest are kept.
_BATCH_LINES = 10
_LONGEST_TEXT = {"phase": 100, "message": 1000}
_NUMBERS = ("percent", "objective", "bound", "gap", "nodes")


class ProgressReader:
    """Follows the file at `path`; what is wrong with it is counted in `dropped`, by reason."""

    def __init__(self, path: Path, longest_line: int) -> None:
        self._path = path
        self._longest_line = longest_line
        self._offset = 0
        self._rest = b""
        self._in_long_line = False
        self._waiting: deque[bytes] = deque(maxlen=_BATCH_LINES)
        self.dropped: Counter[str] = Counter()

    def read(self, ended: bool = False) -> None:
        """Takes in what was appended since the last call; once `ended`, also a last line without its line feed."""
        file = open_regular(self._path)
        if file is not None:
            with file:
                size = file.seek(0, 2)
                if size < self._offset:
                    # The algorithm began the file anew.
                    self._offset, self._rest, self._in_long_line = 0, b"", False
                if size - self._offset > _WINDOW_BYTES:
                    self.dropped["written faster than it can be read"] += 1
                    self._offset, self._rest, self._in_long_line = size - _WINDOW_BYTES, b"", True
                file.seek(self._offset)
                data = file.read(_WINDOW_BYTES)
            self._offset += len(data)
            self._take_lines(data)
        if ended and self._rest:
            self._take_line(self._rest)
            self._rest = b""

    def take(self) -> bytes:
        """Removes and returns the lines that wait to be written, cleaned; empty where there are none."""
        lines = b"".join(self._waiting)
        self._waiting.clear()
        return lines

    def waiting(self) -> bool:
        """Whether `take` would return something."""
        return bool(self._waiting)

    def _take_lines(self, data: bytes) -> None:
        *lines, rest = (self._rest + data).split(b"\n")
        for line in lines:
            if self._in_long_line:
                self._in_long_line = False
            elif line.strip():
                self._take_line(line)
        if len(rest) > self._longest_line:
            if not self._in_long_line:
                self.dropped[f"longer than {self._longest_line} bytes"] += 1
            self._in_long_line, rest = True, b""
        self._rest = rest

    def _take_line(self, line: bytes) -> None:
        if len(line) > self._longest_line:
            self.dropped[f"longer than {self._longest_line} bytes"] += 1
            return
        report = clean(line, self.dropped)
        if report:
            time = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            self._waiting.append(json.dumps({"time": time, **report}, separators=(",", ":")).encode() + b"\n")


def clean(line: bytes, dropped: Counter[str]) -> dict[str, str | int | float]:
    """The fields of one line that the contract knows and whose values make sense; counts the others in `dropped`."""
    try:
        value = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        dropped["not JSON"] += 1
        return {}
    if not isinstance(value, dict):
        dropped["not a JSON object"] += 1
        return {}
    report: dict[str, str | int | float] = {}
    for name, given in value.items():
        if name in _NUMBERS and _is_number(given) and _in_range(name, given):
            report[name] = given
        elif name in _LONGEST_TEXT and isinstance(given, str):
            report[name] = one_line(given.encode("utf-8", "replace").decode(), _LONGEST_TEXT[name])
        elif name in _NUMBERS and given is None:
            # How an algorithm says that it does not know; the contract says it by leaving the field out.
            continue
        elif name != "time":
            known = name in _NUMBERS or name in _LONGEST_TEXT
            dropped[f"field {name} out of range or of the wrong type" if known else "unknown field"] += 1
    return report


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _in_range(name: str, value: float) -> bool:
    if name == "percent":
        return 0 <= value <= 100
    if name == "nodes":
        return value >= 0 and value == int(value)
    return name != "gap" or value >= 0


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)

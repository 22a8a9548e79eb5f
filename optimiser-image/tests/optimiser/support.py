"""Models for the tests, and what a started optimiser leaves behind."""

import json
import random
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from slipway.optimiser.answer import Answer

T = TypeVar("T")

DEADLINE_SECONDS = 60.0

KNAPSACK = """Maximize
 value: 10 a + 7 b + 4 c + 3 d
Subject To
 weight: 5 a + 4 b + 3 c + 2 d <= 9
Binary
 a b c d
End
"""


def market_split(rows: int, columns: int, slack: bool = True) -> str:
    """Cornuéjols and Dawande's market split model: small, and far beyond what a search can prove within a test.

    With slack, better and better solutions turn up; without, none does.
    """
    draw = random.Random(1)
    lines = ["Minimize", " deviation:" + ("".join(f" + u{i} + v{i}" for i in range(rows)) if slack else " x0")]
    lines.append("Subject To")
    for i in range(rows):
        weights = [draw.randrange(100) for _ in range(columns)]
        terms = "".join(f" + {weight} x{j}" for j, weight in enumerate(weights))
        lines.append(f" split{i}:{terms}" + (f" + u{i} - v{i}" if slack else "") + f" = {sum(weights) // 2}")
    lines += ["Binary", *[f" x{j}" for j in range(columns)], "End", ""]
    return "\n".join(lines)


@dataclass
class Started:
    """A started optimiser and its files."""

    process: subprocess.Popen[str]
    output: Path
    progress: Path

    def summary(self) -> dict[str, Any]:
        summary: dict[str, Any] = json.loads((self.output / "summary.json").read_text())
        return summary

    def progress_lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.progress.read_text().splitlines()]

    def wait(self) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        out, err = self.process.communicate(timeout=DEADLINE_SECONDS)
        return self.process.returncode, out, err

    def worker(self) -> int:
        """The process id of the solving process, as soon as there is one."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return int(until(lambda: children.read_text().split())[0])

    def first_incumbent(self) -> Path:
        return Path(until(lambda: sorted((self.output / "incumbents").glob("0*.json")))[0])


def until(found: Callable[[], T]) -> T:
    """The first true value of `found`, asked again and again until a deadline."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not (value := found()):
        assert time.monotonic() < deadline, "the condition was not met in time"
        time.sleep(0.01)
    return value


Start = Callable[..., Started]
SolveText = Callable[..., Answer]

"""How the tests run the optimiser: as the runner does, or one run within the test's process."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from slipway.optimiser.answer import Answer
from slipway.optimiser.options import Options
from slipway.optimiser.progress import Progress
from slipway.optimiser.search import Run, run_highs
from slipway.optimiser.solving import solve_run
from slipway.optimiser.stop_request import StopRequest

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


def until(found: Callable[[], Any]) -> Any:
    """The first true value of `found`, asked again and again until a deadline."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not (value := found()):
        assert time.monotonic() < deadline, "the condition was not met in time"
        time.sleep(0.01)
    return value


Start = Callable[..., Started]
SolveText = Callable[..., Answer]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `python -m slipway.optimiser` (or a script) on a file or a text; every process is ended with the test."""
    started: list[subprocess.Popen[str]] = []

    def begin(
        model: str | Path, options: dict[str, Any] | str = "{}", name: str = "model.lp", script: str | None = None
    ) -> Started:
        if isinstance(model, str):
            path = tmp_path / name
            path.write_text(model)
        else:
            path = model
        options_path = tmp_path / "options.json"
        options_path.write_text(options if isinstance(options, str) else json.dumps(options))
        output = tmp_path / "output"
        output.mkdir()
        command = ["-m", "slipway.optimiser"] if script is None else ["-c", script]
        environment = {
            **os.environ,
            "RUN_ID": "run-1",
            "INPUT_PATH": str(path),
            "OPTIONS_PATH": str(options_path),
            "OUTPUT_PATH": str(output),
            "PROGRESS_PATH": str(tmp_path / "progress.jsonl"),
        }
        process = subprocess.Popen(
            [sys.executable, *command],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return Started(process, output, tmp_path / "progress.jsonl")

    yield begin
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


@pytest.fixture
def solve_text(tmp_path: Path) -> SolveText:
    """Solves a model given as text within this process and returns the answer; files are under `tmp_path / 'output'`."""

    def solve(
        text: str,
        options: Options | None = None,
        *,
        name: str = "model.lp",
        run: Run = run_highs,
        grace: float = 5.0,
        stop: StopRequest | None = None,
    ) -> Answer:
        path = tmp_path / name
        path.write_text(text)
        (tmp_path / "output").mkdir(exist_ok=True)
        progress = Progress(str(tmp_path / "progress.jsonl"))
        return solve_run(
            str(path),
            options or Options(),
            tmp_path / "output",
            progress,
            stop or StopRequest(),
            run=run,
            grace=grace,
        )

    return solve

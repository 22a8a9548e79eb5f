"""How the tests run the optimiser: as the runner does, or one run within the test's process."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from optimiser.support import SolveText, Start, Started
from slipway.optimiser.answer import Answer
from slipway.optimiser.options import Options
from slipway.optimiser.progress import Progress
from slipway.optimiser.search import Run, run_highs
from slipway.optimiser.solving import solve_run
from slipway.optimiser.stop_request import StopRequest


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
        # Waits, and closes the pipes.
        with process:
            pass


@pytest.fixture
def solve_text(tmp_path: Path) -> SolveText:
    """Solves a model given as text within this process; the files are under `tmp_path / "output"`."""

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

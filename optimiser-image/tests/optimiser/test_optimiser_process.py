"""The optimiser as the runner starts it: signals, crashes, exit codes."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from optimiser.support import KNAPSACK, Start, market_split, until
from slipway.optimiser import __main__ as supervisor

HARD = market_split(6, 50)
HOPELESS = market_split(6, 50, slack=False)
LONG = {"time_limit": 600}


def test_success(start: Start) -> None:
    run = start(KNAPSACK)
    code, log, errors = run.wait()
    assert (code, errors) == (0, "")
    assert "Solving report" in log
    assert run.summary()["status"] == "optimal"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("group", [False, True], ids=["parent only", "whole group"])
def test_finish_keeps_the_best(start: Start, number: signal.Signals, group: bool) -> None:
    """Python's own SIGINT handler would raise inside a callback and cost the solution."""
    run = start(HARD, LONG)
    run.first_incumbent()
    if group:
        os.killpg(run.process.pid, number)
    else:
        run.process.send_signal(number)
    code, _, errors = run.wait()
    assert (code, errors) == (0, "")
    found = run.summary()
    assert (found["status"], found["stopped"]) == ("feasible", "finish")
    assert found["violations"]["row"] <= 1e-6


def test_finish_without_a_solution(start: Start) -> None:
    run = start(HOPELESS, LONG)
    until(lambda: run.progress.exists() and any(line["phase"] == "solving" for line in run.progress_lines()))
    run.process.terminate()
    assert run.wait()[0] == 0
    assert (run.summary()["status"], run.summary()["stopped"]) == ("no_solution", "finish")


def test_finish_at_once(start: Start) -> None:
    """A signal that comes before the solver's process can handle it is not lost and does not end it."""
    run = start(HARD, LONG)
    run.worker()
    run.process.terminate()
    assert run.wait()[0] == 0
    assert run.summary()["stopped"] == "finish"


BUSY = """
import os, sys, time
from pathlib import Path
from slipway.optimiser.options import Options
from slipway.optimiser.progress import Progress
from slipway.optimiser.solving import solve_run
from slipway.optimiser.stop_request import StopRequest
from slipway.optimiser.worker import end_process

def busy(solver):
    solver.run()
    while True:
        time.sleep(1)

stop = StopRequest()
stop.listen()
output = Path(os.environ["OUTPUT_PATH"])
progress = Progress(os.environ["PROGRESS_PATH"])
solve_run(os.environ["INPUT_PATH"], Options(), output, progress, stop, run=busy, grace=0.3)
end_process(0)
"""


def test_trap_unbounded_cancel_latency(start: Start) -> None:
    """The process of a solver that never comes back ends by itself, with the copied incumbent as answer."""
    run = start(KNAPSACK, script=BUSY)
    run.first_incumbent()
    run.process.terminate()
    assert run.wait()[0] == 0
    found = run.summary()
    assert (found["status"], found["stopped"], found["objective"]) == ("feasible", "finish", 17)


def test_trap_crash_after_a_solution(start: Start) -> None:
    run = start(HARD, LONG)
    incumbent = json.loads(run.first_incumbent().read_text())
    os.kill(run.worker(), signal.SIGSEGV)
    code, _, errors = run.wait()
    assert code == 0 and "SIGSEGV" in errors
    found = run.summary()
    assert (found["status"], found["stopped"]) == ("feasible", "crash")
    assert "SIGSEGV" in found["message"] and found["objective"] <= incumbent["objective"]
    assert found["violations"]["row"] <= 1e-6
    assert run.progress_lines()


def test_trap_crash_with_a_solution_that_is_none(start: Start) -> None:
    """What an incumbent file says is checked against the model before it is believed."""
    run = start(HARD, LONG)
    path = run.first_incumbent()
    os.kill(run.worker(), signal.SIGSTOP)
    for file in path.parent.glob("0*.json"):
        content = json.loads(file.read_text())
        content["solution"]["x0"] = 0.5
        file.write_text(json.dumps(content))
    os.kill(run.worker(), signal.SIGSEGV)
    os.kill(run.worker(), signal.SIGCONT)
    code, _, errors = run.wait()
    assert code == 1 and "no solution was left that passes the check" in errors
    assert not (run.output / "summary.json").exists()


def test_trap_crash_without_a_solution(start: Start) -> None:
    run = start(HOPELESS, LONG)
    os.kill(run.worker(), signal.SIGSEGV)
    code, _, errors = run.wait()
    assert code == 1
    assert errors.strip() == "the solver's process was ended by SIGSEGV"
    assert list(run.output.iterdir()) == [] or not (run.output / "summary.json").exists()


def test_a_starter_that_ignores_its_children(start: Start) -> None:
    """SIGCHLD stays ignored across exec, and an ignored child's code reads as 0."""
    script = (
        "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); "
        "os.execv(sys.executable, [sys.executable, '-m', 'slipway.optimiser'])"
    )
    run = start("Dear solver\n", script=script)
    assert run.wait()[0] == 2


def test_out_of_memory_looks_like_it(start: Start) -> None:
    run = start(HOPELESS, LONG)
    os.kill(run.worker(), signal.SIGKILL)
    code, _, errors = run.wait()
    assert code == -signal.SIGKILL and "memory" in errors


def test_the_solver_ends_with_its_supervisor(start: Start) -> None:
    run = start(HARD, LONG)
    worker = run.worker()
    run.first_incumbent()
    run.process.kill()
    run.process.wait()
    until(lambda: not Path(f"/proc/{worker}").exists() or _is_zombie(worker))


def _is_zombie(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.parametrize(
    ("name", "text"),
    [("model.mps", "NAME\nROWS\n N c\nCOLUMNS\n x c abc\nENDATA\n"), ("model.lp", "Dear solver\n"), ("model.lp", "")],
    ids=["word for a number", "plain text", "empty"],
)
def test_invalid_model(start: Start, name: str, text: str) -> None:
    run = start(text, name=name)
    code, _, errors = run.wait()
    assert code == 2 and errors.startswith("invalid model: ") and errors.count("\n") == 1
    found = run.summary()
    assert found["status"] == "invalid" and found["message"] in errors


def test_invalid_options(start: Start) -> None:
    run = start(KNAPSACK, '{"mip_rel_gap": NaN}')
    code, _, errors = run.wait()
    assert code == 2 and errors == "invalid options: mip_rel_gap must be a finite number, not nan\n"
    assert list(run.output.iterdir()) == []


def test_infeasible_is_an_answer(start: Start) -> None:
    run = start("min\n x\nst\n a: x >= 5\n b: x <= 3\nend\n")
    assert run.wait()[0] == 0
    assert run.summary()["status"] == "infeasible"


def test_trap_the_supervisor_is_light() -> None:
    """It starts no thread, imports no solver, and so can neither crash with HiGHS nor hang after a fork."""
    script = (
        "import sys, threading; import slipway.optimiser.__main__; "
        "assert not {'highspy', 'numpy'} & set(sys.modules), sys.modules; assert threading.active_count() == 1"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.fixture
def blocked_signals() -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {*supervisor.STOPS, signal.SIGCHLD})
    yield
    signal.pthread_sigmask(signal.SIG_SETMASK, before)


DEAF = [sys.executable, "-c", "import time\nwhile True: time.sleep(1)"]


def test_trap_reading_holds_the_gil(tmp_path: Path, blocked_signals: None) -> None:
    """A worker that hears no signal and no clock (the mask it inherits blocks them) is ended from outside."""
    state = supervisor.Supervision(limit=time.monotonic() + 0.2)
    code = supervisor.supervise(DEAF, state)
    assert code == -signal.SIGKILL and state.killed
    assert supervisor.answer_without_worker(tmp_path, state, code) == 0
    found = json.loads((tmp_path / "summary.json").read_text())
    assert (found["status"], found["stopped"]) == ("no_solution", "time_limit")


def test_trap_deaf_worker_after_a_signal(
    tmp_path: Path, blocked_signals: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "TERMINATE_SECONDS", 0.2)
    state = supervisor.Supervision(limit=time.monotonic() + 600)
    # To this thread alone: HiGHS' threads of earlier tests do not block it.
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
    code = supervisor.supervise(DEAF, state)
    assert state.killed and state.terminated_at is not None
    assert supervisor.answer_without_worker(tmp_path, state, code) == 0
    assert json.loads((tmp_path / "summary.json").read_text())["stopped"] == "finish"


def test_an_answer_that_stands_survives_a_crash(tmp_path: Path, blocked_signals: None) -> None:
    (tmp_path / "summary.json").write_text('{"status": "infeasible"}')
    (tmp_path / ".solution.json.1.part").write_text("{")
    state = supervisor.Supervision(limit=time.monotonic() + 60)
    assert supervisor.answer_without_worker(tmp_path, state, -signal.SIGSEGV) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["summary.json"]

"""The algorithm's process as the runner starts it: supervises the process that solves.

HiGHS can crash or be busy beyond every deadline. This process imports neither it nor numpy, passes on SIGTERM, ends a
solver that does not end itself, and answers from the last incumbent when the solver is gone.
"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from slipway.contract import Environment, Limit
from slipway.optimiser.answer import SUMMARY, Answer, write_answer
from slipway.optimiser.options import InvalidOptions, read_options

WORKER = [sys.executable, "-m", "slipway.optimiser.worker"]
STOPS = (signal.SIGTERM, signal.SIGINT)
# How long the solver may overrun its time limit: it must read, check, explain and write outside of the search.
OVERRUN_SECONDS = 120.0
# After SIGTERM the runner kills after 20 s: the solver gets 15 of them, and an answer from its last incumbent the rest.
TERMINATE_SECONDS = 0.75 * Limit.TERMINATE_GRACE_SECONDS
RECOVER_SECONDS = 0.9 * Limit.TERMINATE_GRACE_SECONDS
INVALID = 2
FAILED = 1


@dataclass
class Supervision:
    """When the worker must have ended (monotonic), and when SIGTERM came."""

    limit: float
    terminated_at: float | None = None
    killed: bool = False


def supervise(command: list[str], state: Supervision) -> int:
    """Runs `command` until it ends or `state.limit` passes; returns its code, negative for a signal.

    The signals must be blocked: the worker inherits that, so that none is lost before it can handle it.
    """
    worker = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    if state.terminated_at is not None:
        worker.send_signal(signal.SIGTERM)
    while (code := worker.poll()) is None:
        remaining = state.limit - time.monotonic()
        if remaining <= 0:
            worker.kill()
            state.killed = True
            return worker.wait()
        received = signal.sigtimedwait((*STOPS, signal.SIGCHLD), remaining)
        if received is not None and received.si_signo in STOPS:
            worker.send_signal(signal.SIGTERM)
            if state.terminated_at is None:
                state.terminated_at = time.monotonic()
                state.limit = min(state.limit, state.terminated_at + TERMINATE_SECONDS)
    return code


def answer_without_worker(output: Path, state: Supervision, code: int) -> int:
    """What the lost worker had finished, else its last incumbent, else no answer. Returns the exit code."""
    for part in [*output.glob(".*.part"), *output.glob("incumbents/.*.part")]:
        part.unlink(missing_ok=True)
    name = signal.Signals(-code).name
    if state.killed:
        stopped = "time_limit" if state.terminated_at is None else "finish"
        message = f"the solver did not end by itself ({stopped}) and was ended"
    else:
        stopped = "crash"
        message = f"the solver's process was ended by {name}"
        if -code == signal.SIGKILL:
            message += ", probably because the memory ran out"
    print(message, file=sys.stderr, flush=True)
    if (output / SUMMARY).exists():
        return 0
    if any(output.glob("incumbents/*.json")):
        begun = state.terminated_at
        killed = state.killed
        state.limit = time.monotonic() + OVERRUN_SECONDS if begun is None else begun + RECOVER_SECONDS
        if supervise([*WORKER, "--recover", stopped, message], state) == 0:
            return 0
        state.killed = killed
    if state.killed:
        write_answer(output, Answer("no_solution", stopped=stopped, message=message))
        return 0
    if -code == signal.SIGKILL:
        # The runner tells "out of memory" by this signal.
        os.kill(os.getpid(), signal.SIGKILL)
    return FAILED


def main() -> int:
    """Returns the exit code: 0 with an answer, 2 for an invalid model or options, 1 for anything else."""
    # Where the starter ignores SIGCHLD, a child's end would bring neither the signal nor its code.
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, {*STOPS, signal.SIGCHLD})
    output = Path(os.environ[Environment.OUTPUT_PATH])
    try:
        options = read_options(os.environ[Environment.OPTIONS_PATH])
    except InvalidOptions as error:
        print(f"invalid options: {error}", file=sys.stderr)
        return INVALID
    state = Supervision(limit=time.monotonic() + options.time_limit + OVERRUN_SECONDS)
    code = supervise(WORKER, state)
    return code if code >= 0 else answer_without_worker(output, state, code)


if __name__ == "__main__":
    sys.exit(main())

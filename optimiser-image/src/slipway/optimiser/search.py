"""One solve with HiGHS in a thread, watched from the main thread.

HiGHS' callbacks come on the solving thread: they copy what they are given and say whether to stop. Everything slow
(files, progress) happens on the main thread, which also enforces the time limit with its own clock, because HiGHS
reaches no interrupt point for long stretches of presolve and the root relaxation.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from math import isfinite
from queue import Empty, SimpleQueue

import highspy
import numpy as np
from highspy.highs import HighsCallbackEvent

from slipway.optimiser.cpus import available_cpus
from slipway.optimiser.highs_solver import set_option
from slipway.optimiser.incumbents import Incumbent, IncumbentFiles
from slipway.optimiser.model import Model
from slipway.optimiser.options import Options
from slipway.optimiser.progress import Progress, utc_now
from slipway.optimiser.stop_request import StopRequest
from slipway.optimiser.verification import TOLERANCE

TICK_SECONDS = 0.25
# From the request to stop until the search is left behind; well below the 20 s that the runner grants.
GRACE_SECONDS = 4.0

Run = Callable[[highspy.Highs], highspy.HighsStatus]


@dataclass
class SearchState:
    """What the callbacks leave for the main thread. Each field is replaced as a whole."""

    started: float
    stop: str | None = None
    incumbent: Incumbent | None = None
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    nodes: int | None = None
    fault: BaseException | None = None
    last_error: str | None = None
    # False while HiGHS solves something else than the caller's model, whose numbers would mislead.
    recording: bool = True


@dataclass(frozen=True)
class SearchEnd:
    """How the search ended: `status` of run() or None where it failed; `abandoned` when it is still running."""

    status: highspy.HighsStatus | None
    abandoned: bool


def run_highs(solver: highspy.Highs) -> highspy.HighsStatus:
    """The plain solve; it releases the GIL."""
    return solver.run()


def set_options(solver: highspy.Highs, options: Options, is_mip: bool) -> None:
    """Hands the options to HiGHS; raises ValueError where it refuses one."""
    # HiGHS takes 100000 threads and then aborts the process.
    threads = min(options.threads, available_cpus())
    values: dict[str, float | int | str] = {
        "threads": threads,
        "random_seed": options.seed,
        "presolve": options.presolve,
        "mip_rel_gap": options.mip_rel_gap,
        "mip_abs_gap": options.mip_abs_gap,
        "mip_min_logging_interval": 1.0,
    }
    # With `choose` HiGHS 1.15.1 searches on one thread whatever `threads` says.
    if is_mip and threads > 1:
        values["parallel"] = "on"
    if options.node_limit is not None:
        values["mip_max_nodes"] = options.node_limit
    if options.max_improving_solutions is not None:
        values["mip_max_improving_sols"] = options.max_improving_solutions
    for name, value in values.items():
        set_option(solver, name, value)


def subscribe(solver: highspy.Highs, model: Model, options: Options, state: SearchState) -> None:
    """Connects the callbacks to `state` and the log to standard output."""

    def guarded(event: HighsCallbackEvent, action: Callable[[HighsCallbackEvent], None]) -> None:
        # An exception that left a callback would leave run(), lose the incumbent and spoil the solver.
        try:
            action(event)
        except BaseException as error:
            state.fault = state.fault or error
            state.stop = state.stop or "solver_failed"

    def log(event: HighsCallbackEvent) -> None:
        write_log(event)
        if event.message.startswith("ERROR"):
            state.last_error = " ".join(event.message.split())

    def bounds(event: HighsCallbackEvent) -> None:
        if not state.recording:
            return
        data = event.data_out
        state.objective = float(data.mip_primal_bound)
        state.bound = float(data.mip_dual_bound)
        state.gap = float(data.mip_gap)
        state.nodes = max(0, int(data.mip_node_count))
        cutoff = options.objective_cutoff
        if cutoff is not None and isfinite(state.bound) and not meets(cutoff, state.bound, model.maximise):
            state.stop = state.stop or "objective_cutoff"

    def improving(event: HighsCallbackEvent) -> None:
        if not state.recording:
            return
        bounds(event)
        data = event.data_out
        objective = float(data.objective_function_value)
        cutoff = options.objective_cutoff
        if cutoff is not None and not meets(cutoff, objective, model.maximise):
            return
        state.objective = objective
        state.incumbent = Incumbent(
            # A view on memory that the solver overwrites, with columns of its own behind the model's where a model has
            # semi-continuous ones.
            values=np.array(data.mip_solution[: model.cost.size], dtype=np.float64, copy=True),
            objective=objective,
            bound=state.bound,
            gap=state.gap,
            nodes=state.nodes,
            seconds=time.monotonic() - state.started,
            found_at=utc_now(),
        )

    def interrupt(event: HighsCallbackEvent) -> None:
        if state.stop is not None:
            event.interrupt()

    def mip_interrupt(event: HighsCallbackEvent) -> None:
        bounds(event)
        interrupt(event)

    solver.cbLogging.subscribe(lambda event: guarded(event, log))
    solver.cbSimplexInterrupt.subscribe(lambda event: guarded(event, interrupt))
    solver.cbIpmInterrupt.subscribe(lambda event: guarded(event, interrupt))
    if model.is_mip:
        solver.cbMipLogging.subscribe(lambda event: guarded(event, bounds))
        solver.cbMipImprovingSolution.subscribe(lambda event: guarded(event, improving))
        solver.cbMipInterrupt.subscribe(lambda event: guarded(event, mip_interrupt))


def write_log(event: HighsCallbackEvent) -> None:
    """Writes a line of HiGHS' log to standard output; a log that cannot be written must not end the search."""
    with suppress(OSError, ValueError):
        sys.stdout.write(event.message)


def meets(cutoff: float, objective: float, maximise: bool) -> bool:
    """Whether an objective (or bound) is at least as good as the cutoff, within the tolerance."""
    slack = TOLERANCE * max(1.0, abs(cutoff))
    return objective >= cutoff - slack if maximise else objective <= cutoff + slack


def search(
    solver: highspy.Highs,
    state: SearchState,
    stop: StopRequest,
    deadline: float,
    files: IncumbentFiles,
    progress: Progress,
    *,
    run: Run = run_highs,
    grace: float = GRACE_SECONDS,
    phase: str = "solving",
) -> SearchEnd:
    """Solves until the end, the deadline (of `time.monotonic()`) or the request to stop.

    A search that reaches no interrupt point within `grace` seconds is abandoned: its thread keeps running, and the
    caller must end the process with `os._exit`.
    """
    set_option(solver, "time_limit", max(0.1, deadline - time.monotonic()))
    ended: SimpleQueue[highspy.HighsStatus | None] = SimpleQueue()

    def solve() -> None:
        status = None
        try:
            status = run(solver)
        except BaseException as error:
            state.fault = state.fault or error
        finally:
            ended.put(status)

    threading.Thread(target=solve, name="highs", daemon=True).start()
    parent = os.getppid()
    stopped_at: float | None = None
    while True:
        try:
            return SearchEnd(ended.get(timeout=TICK_SECONDS), abandoned=False)
        except Empty:
            pass
        now = time.monotonic()
        if stop.requested:
            state.stop = state.stop or "finish"
        elif now >= deadline:
            state.stop = state.stop or "time_limit"
        if state.stop is not None and stopped_at is None:
            stopped_at = now
        if stopped_at is not None and now >= stopped_at + grace:
            return SearchEnd(None, abandoned=True)
        if os.getppid() != parent:
            os._exit(1)
        files.offer(state.incumbent)
        sys.stdout.flush()
        # The share of the time limit: where the end is at the latest. A search seldom tells more about its end.
        share = 100 * (now - state.started) / max(1e-9, deadline - state.started)
        progress.report(
            phase,
            percent=min(99.0, share),
            objective=state.objective,
            bound=state.bound,
            gap=state.gap,
            nodes=state.nodes,
        )

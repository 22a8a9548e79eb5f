"""The process that solves: reads, searches, checks and writes the answer. The supervisor starts one per run."""

import os
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import highspy
import numpy as np

from slipway.contract import Environment
from slipway.optimiser.answer import Answer, write_answer
from slipway.optimiser.conclusion import (
    SolverFailed,
    Status,
    final_candidate,
    from_incumbent,
    search_failed,
    solution_answer,
    stop_reason,
)
from slipway.optimiser.highs_events import new_solver, set_option
from slipway.optimiser.incumbents import Incumbent, IncumbentFiles, read_last_incumbent
from slipway.optimiser.infeasibility import infeasible_subset
from slipway.optimiser.model import Model, check_file, read_model
from slipway.optimiser.model_text import InvalidModel
from slipway.optimiser.options import InvalidOptions, Options, read_options
from slipway.optimiser.progress import Progress
from slipway.optimiser.search import (
    GRACE_SECONDS,
    Run,
    SearchEnd,
    SearchState,
    run_highs,
    search,
    set_options,
    subscribe,
)
from slipway.optimiser.stop_request import StopRequest

# Seconds for the search of an infeasible subset.
SUBSET_SECONDS = 30.0
# Seconds that the second opinion on "infeasible" may take at least; else twice the time of the first.
RECHECK_SECONDS = 10.0

INVALID = 2
FAILED = 1


def solve_run(
    input_path: str,
    options: Options,
    output: Path,
    progress: Progress,
    stop: StopRequest,
    *,
    run: Run = run_highs,
    grace: float = GRACE_SECONDS,
) -> Answer:
    """Solves the model and writes the answer's files.

    Raises InvalidModel (after writing the answer `invalid`) and SolverFailed.

    `run` is the solve itself. When it is abandoned, its thread is still busy on return: end with `os._exit`.
    """
    state = SearchState(started=time.monotonic())
    deadline = state.started + options.time_limit
    progress.report("reading")
    solver = new_solver()
    try:
        counts = check_file(input_path)
        model = read_model(solver, input_path, counts)
        if model.is_mip and model.quadratic[2].size:
            raise InvalidModel("HiGHS cannot solve models that are both quadratic and mixed-integer")
    except InvalidModel as error:
        write_answer(output, _timed(Answer("invalid", message=str(error)), state))
        raise
    set_options(solver, options, model.is_mip)
    subscribe(solver, model, options, state)
    files = IncumbentFiles(output, model, options.time_limit)
    progress.report("solving", percent=0)
    end = search(solver, state, stop, deadline, files, progress, run=run, grace=grace)
    files.finish(state.incumbent)
    answer = _conclude(solver, model, options, state, stop, deadline, files, progress, end, output, run, grace)
    progress.report("writing", message=answer.status, objective=answer.objective, bound=answer.bound, gap=answer.gap)
    write_answer(output, _timed(_complete(answer, model), state))
    progress.report("done", percent=100, message=answer.status, objective=answer.objective, bound=answer.bound)
    return answer


def _conclude(
    solver: highspy.Highs,
    model: Model,
    options: Options,
    state: SearchState,
    stop: StopRequest,
    deadline: float,
    files: IncumbentFiles,
    progress: Progress,
    end: SearchEnd,
    output: Path,
    run: Run,
    grace: float,
) -> Answer:
    def again(phase: str, until: float) -> SearchEnd:
        state.stop = None
        return search(solver, state, stop, until, files, progress, run=run, grace=grace, phase=phase)

    progress.report("checking")
    failure = search_failed(end, state)
    if end.abandoned or failure is not None:
        return _salvaged(model, options, state, failure)
    status = solver.getModelStatus()
    if status == Status.kUnbounded:
        return Answer("unbounded")
    extras: dict[str, object] = {}
    if status == Status.kUnboundedOrInfeasible:
        status, end = _unbounded_or_infeasible(solver, model, state, end, lambda: again("feasibility", deadline))
        if status == Status.kOptimal:
            return Answer("unbounded")
        if status != Status.kInfeasible:
            return Answer("infeasible_or_unbounded", stopped=None if status == Status.kUnknown else state.stop)
    if status == Status.kInfeasible:
        write_answer(output, _timed(_complete(Answer("infeasible", extras={"recheck": "not finished"}), model), state))
        now = time.monotonic()
        until = min(deadline, now + max(RECHECK_SECONDS, 2 * (now - state.started)))
        if options.presolve == "off":
            recheck = "not needed"
        else:
            solver.clearSolver()
            set_option(solver, "presolve", "off")
            end = again("infeasibility check", until)
            recheck = _recheck(solver, end, state)
        if recheck != "contradicted":
            extras["recheck"] = recheck
            extras["iis"] = _subset(solver, model, output, stop, deadline, progress, end)
            return Answer("infeasible", extras=extras)
        extras["recheck"] = recheck
        status = solver.getModelStatus()
    proved = status == Status.kOptimal
    stopped = None if proved else stop_reason(status, state, options)
    candidates = [final_candidate(solver, model), from_incumbent(state.incumbent)]
    answer = solution_answer(model, options, candidates, proved=proved, stopped=stopped)
    answer.extras |= extras
    return answer


def _salvaged(model: Model, options: Options, state: SearchState, failure: str | None) -> Answer:
    if state.incumbent is None and failure is not None:
        raise SolverFailed(failure)
    stopped = state.stop or "solver_failed"
    answer = solution_answer(model, options, [from_incumbent(state.incumbent)], proved=False, stopped=stopped)
    # Bound and gap went on improving after the incumbent was found.
    if state.bound is not None and answer.status == "feasible":
        answer.bound = state.bound
        answer.gap = state.gap
    answer.message = answer.message or failure
    return answer


def _unbounded_or_infeasible(
    solver: highspy.Highs, model: Model, state: SearchState, end: SearchEnd, again: Callable[[], SearchEnd]
) -> tuple[highspy.HighsModelStatus, SearchEnd]:
    """Settles the question with a zero objective: any feasible point makes the model unbounded."""
    if model.quadratic[2].size:
        return Status.kUnknown, end
    state.recording = False
    columns = np.arange(model.cost.size, dtype=np.int32)
    solver.changeColsCost(columns.size, columns, np.zeros(columns.size))
    end = again()
    if end.abandoned or end.status in (None, highspy.HighsStatus.kError):
        return Status.kUnknown, end
    return solver.getModelStatus(), end


def _recheck(solver: highspy.Highs, end: SearchEnd, state: SearchState) -> str:
    if end.abandoned or end.status in (None, highspy.HighsStatus.kError):
        return "not finished"
    if solver.getModelStatus() == Status.kInfeasible:
        return "confirmed"
    has_solution = solver.getInfo().primal_solution_status == highspy.kSolutionStatusFeasible
    return "contradicted" if has_solution and state.recording else "not finished"


def _subset(
    solver: highspy.Highs,
    model: Model,
    output: Path,
    stop: StopRequest,
    deadline: float,
    progress: Progress,
    end: SearchEnd,
) -> dict[str, object]:
    seconds = min(SUBSET_SECONDS, deadline - time.monotonic())
    if end.abandoned or stop.requested or seconds <= 0:
        return {"available": False, "message": "not looked for: the run was asked to end"}
    progress.report("iis")
    return infeasible_subset(solver, model, output, seconds)


def _complete(answer: Answer, model: Model) -> Answer:
    answer.sense = "maximize" if model.maximise else "minimize"
    answer.sizes = {
        "rows": len(model.row_names),
        "columns": len(model.column_names),
        "nonzeros": int(model.value.size),
        "integers": int(np.count_nonzero(model.integer)),
    }
    return answer


def _timed(answer: Answer, state: SearchState) -> Answer:
    answer.seconds = time.monotonic() - state.started
    return answer


def recover_run(input_path: str, options: Options, output: Path, stopped: str, message: str) -> Answer:
    """Writes the answer from the last incumbent file, checked anew, after the solving process was lost.

    Raises SolverFailed where there is no such solution.
    """
    solver = new_solver()
    model = read_model(solver, input_path, check_file(input_path))
    incumbent: Incumbent | None = read_last_incumbent(output, model)
    answer = solution_answer(model, options, [from_incumbent(incumbent)], proved=False, stopped=stopped)
    if incumbent is None or answer.status != "feasible":
        raise SolverFailed(f"{message}; no solution was left that passes the check")
    answer.message = message
    answer.seconds = incumbent.seconds
    write_answer(output, _complete(answer, model))
    return answer


def main(arguments: Sequence[str]) -> int:
    """`worker` solves; `worker --recover STOPPED MESSAGE` answers from the last incumbent. Returns the exit code."""
    stop = StopRequest()
    stop.listen()
    environment = os.environ
    input_path = environment[Environment.INPUT_PATH]
    output = Path(environment[Environment.OUTPUT_PATH])
    try:
        options = read_options(environment[Environment.OPTIONS_PATH])
        if arguments[:1] == ["--recover"]:
            recover_run(input_path, options, output, arguments[1], arguments[2])
        else:
            solve_run(input_path, options, output, Progress(environment[Environment.PROGRESS_PATH]), stop)
    except InvalidModel as error:
        return _fail(f"invalid model: {error}", INVALID)
    except InvalidOptions as error:
        return _fail(f"invalid options: {error}", INVALID)
    except SolverFailed as error:
        return _fail(str(error), FAILED)
    except MemoryError:
        return _fail("out of memory", FAILED)
    except Exception as error:
        traceback.print_exc(file=sys.stdout)
        return _fail(f"internal error: {type(error).__name__}: {error}", FAILED)
    return 0


def _fail(reason: str, code: int) -> int:
    sys.stdout.flush()
    print(" ".join(reason.split()), file=sys.stderr, flush=True)
    return code


def end_process(code: int) -> None:
    """Ends at once: an abandoned search is still running, and freeing a large model takes time."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        pass
    os._exit(code)


if __name__ == "__main__":
    end_process(main(sys.argv[1:]))

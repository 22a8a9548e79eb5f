"""One run from the file to the written answer."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

import highspy
import numpy as np

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
from slipway.optimiser.highs_solver import new_solver, set_option
from slipway.optimiser.incumbents import IncumbentFiles
from slipway.optimiser.infeasibility import infeasible_subset
from slipway.optimiser.model import Model, check_file, read_model
from slipway.optimiser.model_text import InvalidModel
from slipway.optimiser.options import Options
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


@dataclass(frozen=True)
class _Session:
    solver: highspy.Highs
    model: Model
    options: Options
    state: SearchState
    stop: StopRequest
    deadline: float
    files: IncumbentFiles
    progress: Progress
    output: Path
    run: Run
    grace: float


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

    Raises InvalidModel (after writing the answer `invalid`) and SolverFailed. `run` is the solve itself; where it had
    to be abandoned after `grace` seconds its thread is still busy on return: end the process with `os._exit`.
    """
    state = SearchState(started=time.monotonic())
    deadline = state.started + options.time_limit
    progress.report("reading")
    solver = new_solver()
    try:
        model = read_model(solver, input_path, check_file(input_path))
        if model.is_mip and model.quadratic[2].size:
            raise InvalidModel("HiGHS cannot solve models that are both quadratic and mixed-integer")
    except InvalidModel as error:
        write_answer(output, _timed(Answer("invalid", message=str(error)), state))
        raise
    set_options(solver, options, model.is_mip)
    subscribe(solver, model, options, state)
    files = IncumbentFiles(output, model, options.time_limit)
    session = _Session(solver, model, options, state, stop, deadline, files, progress, output, run, grace)
    end = _search(session, "solving", deadline)
    files.finish(state.incumbent)
    progress.report("checking")
    answer = _conclude(session, end)
    progress.report("writing", answer.status, objective=answer.objective, bound=answer.bound, gap=answer.gap)
    write_answer(output, _timed(with_sizes(answer, model), state))
    progress.report("done", answer.status, percent=100, objective=answer.objective, bound=answer.bound, gap=answer.gap)
    return answer


def with_sizes(answer: Answer, model: Model) -> Answer:
    """The answer with what it should say of the model."""
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


def _search(session: _Session, phase: str, until: float) -> SearchEnd:
    session.state.stop = None
    session.progress.report(phase)
    return search(
        session.solver,
        session.state,
        session.stop,
        until,
        session.files,
        session.progress,
        run=session.run,
        grace=session.grace,
        phase=phase,
    )


def _conclude(session: _Session, end: SearchEnd) -> Answer:
    failure = search_failed(end, session.state)
    if end.abandoned or failure is not None:
        return _salvaged(session, failure)
    status = session.solver.getModelStatus()
    if status == Status.kUnbounded:
        return Answer("unbounded")
    if status == Status.kUnboundedOrInfeasible:
        status = _feasibility(session)
        if status == Status.kOptimal:
            return Answer("unbounded")
        if status != Status.kInfeasible:
            return Answer("infeasible_or_unbounded", stopped=session.state.stop)
    if status == Status.kInfeasible:
        return _infeasible(session)
    return _solved(session)


def _solved(session: _Session) -> Answer:
    status = session.solver.getModelStatus()
    proved = status == Status.kOptimal
    return solution_answer(
        session.model,
        session.options,
        [final_candidate(session.solver, session.model), from_incumbent(session.state.incumbent)],
        proved=proved,
        stopped=None if proved else stop_reason(status, session.state, session.options),
    )


def _salvaged(session: _Session, failure: str | None) -> Answer:
    """From the incumbent that a callback copied: the solver is still busy, or spoilt."""
    state = session.state
    if state.incumbent is None and failure is not None:
        raise SolverFailed(failure)
    candidate = from_incumbent(state.incumbent)
    if candidate is not None:
        # The search has learnt more since it found this solution.
        candidate = replace(candidate, bound=state.bound, nodes=state.nodes)
    stopped = state.stop or "solver_failed"
    answer = solution_answer(session.model, session.options, [candidate], proved=False, stopped=stopped)
    answer.message = answer.message or failure
    return answer


def _feasibility(session: _Session) -> highspy.HighsModelStatus:
    """Solves with a zero objective: kOptimal makes an unbounded-or-infeasible model unbounded. kUnknown if it fails."""
    if session.model.quadratic[2].size:
        return Status.kUnknown
    session.state.recording = False
    columns = np.arange(session.model.cost.size, dtype=np.int32)
    session.solver.changeColsCost(columns.size, columns, np.zeros(columns.size))
    end = _search(session, "feasibility", session.deadline)
    return Status.kUnknown if _without_result(end) else session.solver.getModelStatus()


def _infeasible(session: _Session) -> Answer:
    # A crash from here on leaves this answer behind.
    provisional = Answer("infeasible", extras={"recheck": "not finished"})
    write_answer(session.output, _timed(with_sizes(provisional, session.model), session.state))
    recheck, end = "not needed: solved without presolve", SearchEnd(None, abandoned=False)
    if session.options.presolve != "off":
        # HiGHS 1.14 called feasible models infeasible in presolve (HiGHS #3090).
        now = time.monotonic()
        session.solver.clearSolver()
        set_option(session.solver, "presolve", "off")
        until = min(session.deadline, now + max(RECHECK_SECONDS, 2 * (now - session.state.started)))
        end = _search(session, "infeasibility check", until)
        recheck = _second_opinion(session, end)
    if recheck == "contradicted":
        answer = _solved(session) if session.state.recording else Answer("unbounded")
        answer.extras["recheck"] = "presolve had called the model infeasible; this is the result without presolve"
        return answer
    return Answer("infeasible", extras={"recheck": recheck, "iis": _subset(session, end)})


def _second_opinion(session: _Session, end: SearchEnd) -> str:
    if _without_result(end):
        return "not finished"
    if session.solver.getModelStatus() == Status.kInfeasible:
        return "confirmed"
    feasible = session.solver.getInfo().primal_solution_status == highspy.kSolutionStatusFeasible
    return "contradicted" if feasible else "not finished"


def _without_result(end: SearchEnd) -> bool:
    return end.abandoned or end.status in (None, highspy.HighsStatus.kError)


def _subset(session: _Session, end: SearchEnd) -> dict[str, object]:
    seconds = min(SUBSET_SECONDS, session.deadline - time.monotonic())
    if end.abandoned or session.stop.requested or seconds <= 0:
        return {"available": False, "message": "not looked for: the run was to end"}
    session.progress.report("iis")
    return infeasible_subset(session.solver, session.model, session.output, seconds)

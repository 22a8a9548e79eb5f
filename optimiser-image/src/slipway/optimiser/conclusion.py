"""From the end of a search to an honest answer: only a verified solution is called one."""

from dataclasses import dataclass
from math import isfinite

import highspy
import numpy as np

from slipway.optimiser.answer import Answer, NamedValues
from slipway.optimiser.incumbents import Incumbent
from slipway.optimiser.model import Floats, Model
from slipway.optimiser.options import Options
from slipway.optimiser.search import SearchEnd, SearchState, meets
from slipway.optimiser.verification import TOLERANCE, Violations, objective_value, row_activities, violations

Status = highspy.HighsModelStatus

_LIMITS = {
    Status.kTimeLimit: "time_limit",
    Status.kIterationLimit: "iteration_limit",
    Status.kMemoryLimit: "memory_limit",
}


class SolverFailed(Exception):
    """HiGHS ended without an answer and without a solution; the message is one line."""


@dataclass(frozen=True)
class Candidate:
    """A point with what the search knew when it gave it; the duals only from a solved linear model."""

    values: Floats
    bound: float | None
    gap: float | None
    nodes: int | None
    column_dual: Floats | None = None
    row_dual: Floats | None = None


def from_incumbent(incumbent: Incumbent | None) -> Candidate | None:
    """The candidate that a callback (or an earlier process) has left."""
    if incumbent is None:
        return None
    return Candidate(incumbent.values, incumbent.bound, incumbent.gap, incumbent.nodes)


def final_candidate(solver: highspy.Highs, model: Model) -> Candidate | None:
    """The solver's own solution; None where it has none. Not to be called while the solver runs."""
    info = solver.getInfo()
    # `value_valid` is true for infeasible points as well; only this says that the point is a solution.
    if info.primal_solution_status != highspy.kSolutionStatusFeasible:
        return None
    solution = solver.getSolution()
    values = np.array(solution.col_value, dtype=np.float64)
    if model.is_mip:
        return Candidate(values, info.mip_dual_bound, info.mip_gap, max(0, info.mip_node_count))
    # For a linear model bound, gap and nodes in `info` are meaningless.
    dual = info.dual_solution_status == highspy.kSolutionStatusFeasible
    return Candidate(
        values,
        bound=None,
        gap=None,
        nodes=None,
        column_dual=np.array(solution.col_dual, dtype=np.float64) if dual else None,
        row_dual=np.array(solution.row_dual, dtype=np.float64) if dual else None,
    )


def stop_reason(status: highspy.HighsModelStatus, state: SearchState, options: Options) -> str:
    """What ended a search that has proved nothing."""
    if status in _LIMITS:
        return _LIMITS[status]
    if status == Status.kSolutionLimit:
        both = options.node_limit is not None and options.max_improving_solutions is not None
        if options.max_improving_solutions is None or (both and (state.nodes or 0) >= (options.node_limit or 0)):
            return "node_limit"
        return "max_improving_solutions"
    return state.stop or "solver_gave_up"


def solution_answer(
    model: Model,
    options: Options,
    candidates: list[Candidate | None],
    *,
    proved: bool,
    stopped: str | None,
) -> Answer:
    """The first candidate that passes the check: optimal if `proved` and the first of all, else feasible."""
    refused: Violations | None = None
    for position, candidate in enumerate(candidates):
        if candidate is None:
            continue
        found = violations(model, candidate.values)
        if not found.acceptable:
            refused = refused or found
            continue
        objective = objective_value(model, candidate.values)
        cutoff = options.objective_cutoff
        if cutoff is not None and not meets(cutoff, objective, model.maximise):
            return _none(stopped if stopped not in (None, "solver_gave_up") else "objective_cutoff", candidate)
        optimal = proved and position == 0
        return _described(model, candidate, objective, found, optimal, stopped if not refused else "check_failed")
    if refused is None:
        return _none(stopped or "solver_gave_up", None)
    answer = _none("check_failed", None)
    answer.message = f"the solver's solution violates the model by more than {TOLERANCE:g} and is not given"
    answer.violations = refused.as_json()
    return answer


def _none(stopped: str, candidate: Candidate | None) -> Answer:
    messages = {"objective_cutoff": "there is no solution at least as good as objective_cutoff"}
    bound = None if candidate is None else candidate.bound
    return Answer("no_solution", stopped=stopped, message=messages.get(stopped), bound=bound)


def _described(
    model: Model, candidate: Candidate, objective: float, found: Violations, optimal: bool, stopped: str | None
) -> Answer:
    values = candidate.values
    linear_proof = optimal and not model.is_mip
    bound = objective if linear_proof else candidate.bound
    return Answer(
        status="optimal" if optimal else "feasible",
        stopped=None if optimal else stopped,
        objective=objective,
        bound=bound,
        gap=0.0 if linear_proof else _gap(objective, bound),
        nodes=candidate.nodes,
        violations=found.as_json(),
        columns=NamedValues(
            model.column_names,
            values.tolist(),
            model.column_lower.tolist(),
            model.column_upper.tolist(),
            [] if candidate.column_dual is None else candidate.column_dual.tolist(),
        ),
        rows=NamedValues(
            model.row_names,
            row_activities(model, values).tolist(),
            model.row_lower.tolist(),
            model.row_upper.tolist(),
            [] if candidate.row_dual is None else candidate.row_dual.tolist(),
        ),
    )


def _gap(objective: float, bound: float | None) -> float | None:
    """|objective - bound| / |objective|, as HiGHS has it, from the objective that was checked."""
    if bound is None or not isfinite(bound):
        return None
    distance = abs(objective - bound)
    if distance == 0:
        return 0.0
    return distance / abs(objective) if objective else None


def search_failed(end: SearchEnd, state: SearchState) -> str | None:
    """One line on why the solver failed; None where it did not."""
    if state.fault is not None:
        return f"{type(state.fault).__name__}: {state.fault}"
    if not end.abandoned and end.status in (None, highspy.HighsStatus.kError):
        return state.last_error or "HiGHS reports an error"
    return None

"""The answer after the solving process was lost: its last incumbent, checked anew."""

from pathlib import Path

from slipway.optimiser.answer import Answer, write_answer
from slipway.optimiser.conclusion import SolverFailed, from_incumbent, solution_answer
from slipway.optimiser.highs_solver import new_solver
from slipway.optimiser.incumbents import read_last_incumbent
from slipway.optimiser.model import check_file, read_model
from slipway.optimiser.options import Options
from slipway.optimiser.solving import with_sizes


def recover_run(input_path: str, options: Options, output: Path, stopped: str, message: str) -> Answer:
    """Writes the answer from the newest incumbent file, labelled with `stopped` and `message`.

    Raises SolverFailed where there is no such solution that passes the check.
    """
    model = read_model(new_solver(), input_path, check_file(input_path))
    incumbent = read_last_incumbent(output, model)
    answer = solution_answer(model, options, [from_incumbent(incumbent)], proved=False, stopped=stopped)
    if incumbent is None or answer.status != "feasible":
        raise SolverFailed(f"{message}; no solution was left that passes the check")
    answer.message = message
    answer.seconds = incumbent.seconds
    write_answer(output, with_sizes(answer, model))
    return answer

"""Only a point that passes the check is called a solution, whatever the solver calls it."""

from pathlib import Path

import numpy as np
import pytest

from optimiser.support import KNAPSACK
from slipway.optimiser.conclusion import Candidate, solution_answer
from slipway.optimiser.highs_solver import new_solver
from slipway.optimiser.model import Model, check_file, read_model
from slipway.optimiser.options import Options


@pytest.fixture
def model(tmp_path: Path) -> Model:
    path = tmp_path / "model.lp"
    path.write_text(KNAPSACK)
    return read_model(new_solver(), str(path), check_file(str(path)))


def candidate(*values: float) -> Candidate:
    return Candidate(np.array(values), bound=17.0, gap=0.0, nodes=1)


BEST = candidate(1, 1, 0, 0)
WORSE = candidate(1, 0, 0, 1)
TOO_HEAVY = candidate(1, 1, 1, 1)


def test_a_proved_solution(model: Model) -> None:
    answer = solution_answer(model, Options(), [BEST, WORSE], proved=True, stopped=None)
    assert (answer.status, answer.stopped, answer.objective, answer.gap) == ("optimal", None, 17, 0)


def test_a_solution_that_violates_the_model_is_not_given(model: Model) -> None:
    answer = solution_answer(model, Options(), [TOO_HEAVY, None], proved=True, stopped=None)
    assert (answer.status, answer.stopped, answer.objective) == ("no_solution", "check_failed", None)
    assert answer.violations and answer.violations["row"] == 5
    assert answer.columns is None and answer.message


def test_an_earlier_solution_takes_its_place_without_the_proof(model: Model) -> None:
    answer = solution_answer(model, Options(), [TOO_HEAVY, WORSE], proved=True, stopped=None)
    assert (answer.status, answer.stopped, answer.objective) == ("feasible", "check_failed", 13)
    assert answer.gap == pytest.approx(4 / 13)


def test_no_candidate(model: Model) -> None:
    answer = solution_answer(model, Options(), [None, None], proved=False, stopped="time_limit")
    assert (answer.status, answer.stopped) == ("no_solution", "time_limit")


def test_a_solution_short_of_the_cutoff(model: Model) -> None:
    answer = solution_answer(model, Options(objective_cutoff=15), [WORSE], proved=False, stopped="time_limit")
    assert (answer.status, answer.stopped, answer.objective) == ("no_solution", "time_limit", None)

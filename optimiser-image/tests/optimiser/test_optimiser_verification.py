"""The check of a solution knows each way in which a point can fail to be one."""

from pathlib import Path

import numpy as np
import pytest

from slipway.optimiser.highs_solver import new_solver
from slipway.optimiser.model import Floats, Model, check_file, read_model
from slipway.optimiser.verification import objective_value, row_activities, violations

TEXT = """Minimize
 obj: x + 2 y - z + 3 s + 5
Subject To
 c1: x + y + z <= 10
 c2: x - y >= -2
Bounds
 x <= 4
 2 <= s <= 6
General
 z
Semi-continuous
 s
End
"""


@pytest.fixture
def model(tmp_path: Path) -> Model:
    path = tmp_path / "model.lp"
    path.write_text(TEXT)
    return read_model(new_solver(), str(path), check_file(str(path)))


def point(model: Model, **values: float) -> Floats:
    return np.array([values.get(name, 0.0) for name in model.column_names])


def test_a_solution_passes(model: Model) -> None:
    values = point(model, x=1, y=3, z=6, s=2.5)
    found = violations(model, values)
    assert found.acceptable and found.row == found.bound == found.integrality == 0
    assert row_activities(model, values).tolist() == [10, -2]
    assert objective_value(model, values) == 1 + 6 - 6 + 7.5 + 5


@pytest.mark.parametrize(
    ("values", "kind", "size"),
    [
        ({"x": 1, "y": 4}, "row", 1.0),
        ({"x": 4, "y": 4, "z": 4}, "row", 2.0),
        ({"x": 4.5}, "bound", 0.5),
        ({"x": -0.25}, "bound", 0.25),
        ({"z": 1.5}, "integrality", 0.5),
        ({"s": 1.0}, "bound", 1.0),
        ({"s": 7.0}, "bound", 1.0),
    ],
)
def test_each_violation_is_found(model: Model, values: dict[str, float], kind: str, size: float) -> None:
    found = violations(model, point(model, **values))
    assert not found.acceptable
    assert getattr(found, kind) == pytest.approx(size)


def test_semi_continuous_zero_is_allowed(model: Model) -> None:
    assert violations(model, point(model)).acceptable


def test_small_errors_are_tolerated(model: Model) -> None:
    assert violations(model, point(model, x=4 + 1e-7, z=1 + 1e-8)).acceptable
    assert not violations(model, point(model, x=4 + 1e-5)).acceptable


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_points_that_are_not_finite(model: Model, value: float) -> None:
    found = violations(model, point(model, y=value))
    assert not found.acceptable
    assert found.as_json() == {}


def test_wrong_length(model: Model) -> None:
    assert not violations(model, np.zeros(3)).acceptable

"""The optimiser's own check of a solution, from the matrix and without the solver."""

from dataclasses import asdict, dataclass

import numpy as np

from slipway.optimiser.model import Floats, Model

# HiGHS' own default for mixed-integer models, applied to violations relative to the size of the bound.
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Violations:
    """The largest violation of each kind; `…_relative` is divided by max(1, |bound|) or max(1, |value|)."""

    row: float
    row_relative: float
    bound: float
    bound_relative: float
    integrality: float
    integrality_relative: float

    @property
    def acceptable(self) -> bool:
        # Written so that NaN is not acceptable.
        return all(value <= TOLERANCE for value in (self.row_relative, self.bound_relative, self.integrality_relative))

    def as_json(self) -> dict[str, float]:
        return {name: value for name, value in asdict(self).items() if np.isfinite(value)}


def row_activities(model: Model, values: Floats) -> Floats:
    """The left-hand side of each row at `values`."""
    products = model.value * np.repeat(values, np.diff(model.start))
    return np.bincount(model.index, weights=products, minlength=model.row_lower.size).astype(np.float64)


def objective_value(model: Model, values: Floats) -> float:
    """The objective at `values`, with its constant and its quadratic part, in the model's own sense."""
    row, column, entry = model.quadratic
    # The lower triangle holds each pair once, and the objective has a half in front of the whole matrix.
    factor = np.where(row == column, 0.5, 1.0)
    quadratic = float(np.sum(factor * entry * values[row] * values[column])) if entry.size else 0.0
    return float(np.dot(model.cost, values)) + quadratic + model.offset


def violations(model: Model, values: Floats) -> Violations:
    """How far `values` (one per column) is from satisfying rows, bounds, integrality and semi-continuity."""
    if values.size != model.cost.size or not np.isfinite(values).all():
        infinite = float("inf")
        return Violations(infinite, infinite, infinite, infinite, infinite, infinite)
    row, row_relative = _outside(row_activities(model, values), model.row_lower, model.row_upper)
    # A semi-continuous column may be zero or lie between its bounds: the nearer of the two counts.
    at_zero = model.semi & (np.abs(values) <= TOLERANCE)
    column_lower = np.where(at_zero, -TOLERANCE, model.column_lower)
    column_upper = np.where(at_zero, TOLERANCE, model.column_upper)
    bound, bound_relative = _outside(values, column_lower, column_upper)
    integers = values[model.integer]
    fraction = np.abs(integers - np.rint(integers))
    return Violations(
        row,
        row_relative,
        bound,
        bound_relative,
        _largest(fraction),
        _largest(fraction / np.maximum(1.0, np.abs(integers))),
    )


def _outside(values: Floats, lower: Floats, upper: Floats) -> tuple[float, float]:
    below = np.maximum(lower - values, 0.0)
    above = np.maximum(values - upper, 0.0)
    # An infinite bound is never violated by a finite value, so its scale does not matter.
    lower_scale = np.where(np.isfinite(lower), np.maximum(1.0, np.abs(lower)), 1.0)
    upper_scale = np.where(np.isfinite(upper), np.maximum(1.0, np.abs(upper)), 1.0)
    absolute = max(_largest(below), _largest(above))
    return absolute, max(_largest(below / lower_scale), _largest(above / upper_scale))


def _largest(values: Floats) -> float:
    return float(values.max()) if values.size else 0.0

"""Why a model has no solution: an irreducible infeasible subset of its rows and bounds."""

from pathlib import Path

import highspy

from slipway.optimiser.files import write_json
from slipway.optimiser.highs_solver import set_option
from slipway.optimiser.model import Model

FILE = "iis.json"
# Names in the summary, which the API passes on only up to 64 KiB.
SUMMARY_NAMES = 50
SUMMARY_NAME_LENGTH = 200

# HiGHS' default, 0, answers "valid" with no rows at all; 2 starts from the LP, 4 makes the subset irreducible.
STRATEGY = 6

_SIDES = {
    int(highspy.IisBoundStatus.kIisBoundStatusLower): "lower",
    int(highspy.IisBoundStatus.kIisBoundStatusUpper): "upper",
    int(highspy.IisBoundStatus.kIisBoundStatusBoxed): "both",
}
_IRREDUCIBLE = 3


def infeasible_subset(solver: highspy.Highs, model: Model, output: Path, seconds: float) -> dict[str, object]:
    """Looks for at most `seconds` for a subset, writes it to `iis.json`, and returns its part of the summary.

    HiGHS works on the linear relaxation: where only integrality makes the model infeasible there is no subset, and
    `available` is false with the reason in `message`. Holds the GIL throughout.
    """
    set_option(solver, "iis_strategy", STRATEGY)
    set_option(solver, "iis_time_limit", max(0.1, seconds))
    status, subset = solver.getIis()
    rows = list(zip(subset.row_index_, subset.row_bound_, strict=True)) if subset.valid_ else []
    columns = list(zip(subset.col_index_, subset.col_bound_, strict=True)) if subset.valid_ else []
    column_bounds = [(index, bound) for index, bound in columns if bound in _SIDES]
    if status != highspy.HighsStatus.kOk or not (rows or column_bounds):
        integer = " The linear relaxation may well be feasible: HiGHS finds subsets of linear models only."
        return {
            "available": False,
            "message": "HiGHS gives no infeasible subset." + (integer if model.is_mip else ""),
        }
    found: dict[str, object] = {
        "irreducible": subset.status_ == _IRREDUCIBLE,
        "rows": [_entry(model.row_names[index], bound) for index, bound in rows],
        "columns": [_entry(model.column_names[index], bound) for index, bound in column_bounds],
    }
    write_json(output / FILE, found)
    return {
        "available": True,
        "irreducible": found["irreducible"],
        "rowCount": len(rows),
        "columnCount": len(column_bounds),
        "rows": _short([model.row_names[index] for index, _ in rows]),
        "columns": _short([model.column_names[index] for index, _ in column_bounds]),
        "file": FILE,
    }


def _entry(name: str, bound: int) -> dict[str, str]:
    return {"name": name, "bound": _SIDES.get(bound, "none")}


def _short(names: list[str]) -> list[str]:
    return [name[:SUMMARY_NAME_LENGTH] for name in names[:SUMMARY_NAMES]]

"""The gate behind the checks of the text: what HiGHS warns of, or reads as something else, is refused."""

import gzip
from pathlib import Path

import highspy
import numpy as np
import pytest

from slipway.optimiser.highs_solver import new_solver, set_option
from slipway.optimiser.model import Model, check_file, read_model
from slipway.optimiser.model_text import InvalidModel
from slipway.optimiser.mps_check import Counts

MPS = """NAME example
OBJSENSE
 MAX
ROWS
 N  cost
 G  c1
 L  c2
 N  free
COLUMNS
 x  cost  1.5  c1  1
 y  cost  2e0  c1  -.5
 y  c2    1.  free 4
RHS
 RHS  c1  1  c2  5
 RHS  cost  -10
BOUNDS
 UP BND x 4
ENDATA
"""


def read(path: Path) -> Model:
    return read_model(new_solver(), str(path), check_file(str(path)))


def written(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", ["a.mps", "A.MPS", "a.mps.gz", "a b.mps"])
@pytest.mark.parametrize("packed", [False, True])
def test_name_and_compression_are_independent(tmp_path: Path, name: str, packed: bool) -> None:
    content = gzip.compress(MPS.encode()) if packed else MPS.encode()
    model = read(written(tmp_path, name, content))
    assert model.maximise
    # A right-hand side on the objective's row is the negative constant.
    assert model.offset == 10
    assert model.column_names == ["x", "y"] and model.row_names == ["c1", "c2"]
    assert (
        model.value.tolist() == [1, -0.5, 1] and model.index.tolist() == [0, 0, 1] and model.start.tolist() == [0, 1, 3]
    )
    assert not model.is_mip


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidModel, match=r"must end in \.mps, \.lp"):
        check_file(str(written(tmp_path, "model.txt", MPS)))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("1.  free", "1e-12  free", "HiGHS: WARNING"),
        ("1.  free", "1e17  free", "greater than 1e"),
        ("UP BND x 4", "UP BND x -4", "inconsistent bounds"),
        ("UP BND x 4", "UP BND x 4\n UP BND x 3", "duplicate upper bound"),
        ("c2  5\n", "c2  5\n RHS  c2  6\n", "duplicate value"),
    ],
    ids=["tiny coefficient", "huge coefficient", "bounds cross", "bound twice", "rhs twice"],
)
def test_trap_what_highs_warns_of(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in MPS
    with pytest.raises(InvalidModel, match=reason):
        read(written(tmp_path, "a.mps", MPS.replace(old, new, 1)))


def test_trap_repeated_column_in_an_lp_row(tmp_path: Path) -> None:
    with pytest.raises(InvalidModel, match="occurs 2 times"):
        read(written(tmp_path, "a.lp", "min\n x\nst\n c1: x + x >= 2\nend\n"))


def test_what_highs_read_is_counted_again(tmp_path: Path) -> None:
    path = written(tmp_path, "a.mps", MPS)
    counts = check_file(str(path))
    for wrong in (
        Counts(counts.rows + 1, counts.columns, counts.entries),
        Counts(counts.rows, counts.columns - 1, counts.entries),
        Counts(counts.rows, counts.columns, 17),
    ):
        with pytest.raises(InvalidModel, match="HiGHS reads 2 rows, 2 columns"):
            read_model(new_solver(), str(path), wrong)


def test_rows_may_be_missing(tmp_path: Path) -> None:
    model = read(written(tmp_path, "a.mps", "NAME\nROWS\n N cost\nCOLUMNS\n x cost 1\nENDATA\n"))
    assert (len(model.row_names), len(model.column_names)) == (0, 1)


def test_unnamed_rows_get_names(tmp_path: Path) -> None:
    model = read(written(tmp_path, "a.lp", "min\n x\nst\n x >= 2\n x <= 8\nend\n"))
    assert len(set(model.row_names)) == 2 and all(model.row_names)


def test_quadratic_objective(tmp_path: Path) -> None:
    model = read(written(tmp_path, "a.lp", "min\n x + [ 2 x ^ 2 + 2 x * y + 4 y ^ 2 ] / 2\nst\n x + y >= 2\nend\n"))
    row, column, value = model.quadratic
    assert sorted(zip(row.tolist(), column.tolist(), value.tolist(), strict=True)) == [(0, 0, 2), (1, 0, 1), (1, 1, 4)]


def test_trap_highs_reads_it_wrongly_without_the_gate(tmp_path: Path) -> None:
    """The reason for all of this: should HiGHS stop doing it, the checks may become simpler."""
    solver = new_solver()
    path = written(tmp_path, "a.mps", MPS.replace("c1  1\n", "c1  5O\n", 1))
    assert solver.readModel(str(path)) == highspy.HighsStatus.kOk
    assert np.array(solver.getLp().a_matrix_.value_)[0] == 5


def test_trap_options_are_refused_aloud() -> None:
    solver = new_solver()
    for name, value in (("no_such_option", 1), ("threads", 1.5), ("presolve", "maybe")):
        with pytest.raises(ValueError, match=name):
            set_option(solver, name, value)

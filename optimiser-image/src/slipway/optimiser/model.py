"""The model as numpy arrays, read by HiGHS behind a strict gate."""

import os
import tempfile
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt
from highspy.highs import HighsCallbackEvent

from slipway.optimiser.lp_check import check_lp
from slipway.optimiser.model_text import InvalidModel, is_gzip
from slipway.optimiser.mps_check import Counts, check_mps

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int32]

SEMI_TYPES = (int(highspy.HighsVarType.kSemiContinuous), int(highspy.HighsVarType.kSemiInteger))
INTEGER_TYPES = (int(highspy.HighsVarType.kInteger), int(highspy.HighsVarType.kSemiInteger))


@dataclass(frozen=True)
class Model:
    """A copy of what HiGHS read: columns, rows, the matrix by columns, and the objective."""

    maximise: bool
    offset: float
    cost: Floats
    column_lower: Floats
    column_upper: Floats
    row_lower: Floats
    row_upper: Floats
    start: Integers
    index: Integers
    value: Floats
    # HighsVarType of each column as a number; empty where all are continuous.
    types: Integers
    column_names: list[str]
    row_names: list[str]
    # Entries (row, column, value) of the Hessian's lower triangle; empty for a linear objective.
    quadratic: tuple[Integers, Integers, Floats]

    @property
    def is_mip(self) -> bool:
        """Whether branch and bound is needed, and with it bound, gap and nodes have a meaning."""
        return self.types.size > 0

    @property
    def integer(self) -> npt.NDArray[np.bool_]:
        return np.isin(self.types, INTEGER_TYPES) if self.is_mip else np.zeros(self.cost.size, dtype=bool)

    @property
    def semi(self) -> npt.NDArray[np.bool_]:
        return np.isin(self.types, SEMI_TYPES) if self.is_mip else np.zeros(self.cost.size, dtype=bool)


def check_file(path: str) -> Counts:
    """The strict check by the file's ending (`.gz` aside); raises InvalidModel."""
    return check_mps(path) if _format(path) == "mps" else check_lp(path)


def read_model(solver: highspy.Highs, path: str, counts: Counts) -> Model:
    """Reads the model into `solver` and returns a copy of it.

    Raises InvalidModel where HiGHS fails, warns, finds no columns or data that is not finite, or has read something
    else than the check of the file counted.
    """
    problems: list[str] = []

    def collect(event: HighsCallbackEvent) -> None:
        # An exception that leaves a callback leaves readModel() as well; log text may not be UTF-8.
        try:
            message = str(event.message).strip()
        except UnicodeDecodeError:
            message = "WARNING: a message that is not UTF-8"
        if message.startswith(("WARNING", "ERROR")):
            problems.append(" ".join(message.split()))

    solver.cbLogging.subscribe(collect)
    try:
        status = _read(solver, path)
    finally:
        solver.cbLogging.unsubscribe(collect)
    if problems:
        raise InvalidModel(f"HiGHS: {problems[0]}")
    if status != highspy.HighsStatus.kOk:
        raise InvalidModel("HiGHS cannot read the file")
    model = _copy(solver)
    _check_data(model)
    read = Counts(len(model.row_names), len(model.column_names), None if counts.entries is None else model.value.size)
    if read != counts:
        raise InvalidModel(f"HiGHS reads {_sizes(read)}, but the file has {_sizes(counts)}")
    return model


def _sizes(counts: Counts) -> str:
    entries = "" if counts.entries is None else f", {counts.entries} entries"
    return f"{counts.rows} rows, {counts.columns} columns{entries}"


def _format(path: str) -> str:
    name = os.path.basename(path).lower()
    ending = name.removesuffix(".gz").rpartition(".")[2]
    if ending not in ("mps", "lp"):
        raise InvalidModel(f"the file's name must end in .mps, .lp, .mps.gz or .lp.gz, not {name!r}")
    return ending


def _read(solver: highspy.Highs, path: str) -> highspy.HighsStatus:
    # HiGHS tells the format by the ending in lower case, and compression by the content.
    with tempfile.TemporaryDirectory(prefix="slipway-model-") as folder:
        link = os.path.join(folder, f"model.{_format(path)}{'.gz' if is_gzip(path) else ''}")
        os.symlink(os.path.abspath(path), link)
        return solver.readModel(link)


def _copy(solver: highspy.Highs) -> Model:
    # Every access to a vector of `lp` copies it, most of them into Python lists: each is fetched once.
    lp = solver.getLp()
    matrix = lp.a_matrix_
    if matrix.format_ != highspy.MatrixFormat.kColwise:
        raise RuntimeError("HiGHS hands out the matrix by rows")
    hessian = solver.getModel().hessian_
    types = np.fromiter(map(int, lp.integrality_), dtype=np.int32)
    start = np.array(matrix.start_, dtype=np.int32)
    index = np.array(matrix.index_, dtype=np.int32)
    value = np.array(matrix.value_, dtype=np.float64)
    return Model(
        maximise=lp.sense_ == highspy.ObjSense.kMaximize,
        offset=float(lp.offset_),
        cost=np.array(lp.col_cost_, dtype=np.float64),
        column_lower=np.array(lp.col_lower_, dtype=np.float64),
        column_upper=np.array(lp.col_upper_, dtype=np.float64),
        row_lower=np.array(lp.row_lower_, dtype=np.float64),
        row_upper=np.array(lp.row_upper_, dtype=np.float64),
        start=start,
        index=index,
        value=value,
        types=types if types.any() else types[:0],
        column_names=list(lp.col_names_),
        row_names=list(lp.row_names_),
        quadratic=_hessian(hessian),
    )


def _hessian(hessian: highspy.HighsHessian) -> tuple[Integers, Integers, Floats]:
    index = np.array(hessian.index_, dtype=np.int32)
    start = np.array(hessian.start_, dtype=np.int32)
    column = np.repeat(np.arange(hessian.dim_, dtype=np.int32), np.diff(start)) if index.size else index
    return index, column, np.array(hessian.value_, dtype=np.float64)


def _check_data(model: Model) -> None:
    if not model.column_names:
        raise InvalidModel("the model has no columns")
    for what, values in (
        ("objective", model.cost),
        ("matrix", model.value),
        ("objective's constant", np.array([model.offset])),
        ("quadratic objective", model.quadratic[2]),
    ):
        if not np.isfinite(values).all():
            raise InvalidModel(f"the {what} has a value that is not finite")
    for what, lower, upper in (
        ("column", model.column_lower, model.column_upper),
        ("row", model.row_lower, model.row_upper),
    ):
        if np.isnan(lower).any() or np.isnan(upper).any():
            raise InvalidModel(f"a {what} has a bound that is not a number")
    for what, names in (("columns", model.column_names), ("rows", model.row_names)):
        if len(set(names)) != len(names):
            raise InvalidModel(f"two {what} have the same name")
    if not (len(model.column_names) == model.cost.size and len(model.row_names) == model.row_lower.size):
        raise InvalidModel("HiGHS does not name every column and row")

"""The strict check of an MPS file, made before HiGHS sees it.

HiGHS' reader is lenient: it reads `5O` as 5, drops a coefficient `abc`, adds a column for a bound on an unknown one and
takes the value of a row's name (HiGHS 1.15.1, highs/io/HMpsFF.cpp). Here every line must have exactly one meaning.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from slipway.optimiser.model_text import InvalidModel, numbered_lines, refuse, shown
from slipway.optimiser.numeric_tokens import finite, is_infinity

ORDERED = (b"ROWS", b"COLUMNS", b"RHS", b"RANGES", b"BOUNDS", b"QUADOBJ", b"QMATRIX", b"ENDATA")
# Sections that HiGHS 1.15.1 knows by name and cannot solve, or reads into a model that it then refuses.
UNSUPPORTED = frozenset(
    (
        b"DELAYEDROWS MODELCUTS USERCUTS INDICATORS SETS SOS GENCONS PWLOBJ PWLNAM PWLCON QSECTION QCMATRIX CSECTION"
    ).split()
)
# HiGHS takes these as section names even with text behind them.
WITH_TEXT = frozenset((b"NAME", b"OBJSENSE", b"QCMATRIX", b"QSECTION", b"CSECTION"))
HEADERS = frozenset((b"NAME", b"OBJSENSE", *ORDERED)) | UNSUPPORTED

BOUND_TYPES_WITH_VALUE = frozenset((b"UP", b"LO", b"FX", b"LI", b"UI", b"SC", b"SI"))
BOUND_TYPES_WITHOUT_VALUE = frozenset((b"FR", b"MI", b"PL", b"BV"))


@dataclass
class Counts:
    """What a check found, to be compared with what HiGHS read. `entries` are nonzeros outside of the objective."""

    rows: int
    columns: int
    entries: int | None


@dataclass
class _Mps:
    section: bytes = b""
    seen: set[bytes] = field(default_factory=set)
    rows: dict[bytes, bool] = field(default_factory=dict)
    objective: bytes | None = None
    columns: set[bytes] = field(default_factory=set)
    column: bytes = b""
    column_rows: set[bytes] = field(default_factory=set)
    entries: int = 0
    integers: bool = False
    ended: bool = False


def check_mps(path: str) -> Counts:
    """Reads the whole file once; raises InvalidModel with line number and reason at the first fault."""
    model = _Mps()
    reader: Callable[[_Mps, list[bytes], int], None] | None = None
    number = 0
    for number, line in numbered_lines(path):
        if line[:1] == b"*":
            continue
        fields = line.split()
        if not fields:
            continue
        if model.ended:
            raise refuse(number, f"text after ENDATA: {shown(line.strip())}")
        header = fields[0].upper()
        if header in HEADERS and (len(fields) == 1 or header in WITH_TEXT):
            _start_section(model, header, fields, number)
            reader = _READERS.get(header)
        elif reader is None:
            raise refuse(number, f"expected a section such as NAME or ROWS, found {shown(line.strip())}")
        else:
            reader(model, fields, number)
    if not model.ended:
        raise InvalidModel(f"ENDATA is missing: the file is cut off after line {number}")
    if not model.columns:
        raise InvalidModel("the model has no columns")
    rows = sum(is_constraint for is_constraint in model.rows.values())
    return Counts(rows=rows, columns=len(model.columns), entries=model.entries)


def _start_section(model: _Mps, header: bytes, fields: list[bytes], line: int) -> None:
    name = header.decode()
    if header in UNSUPPORTED:
        raise refuse(line, f"section {name} is not supported: only linear and quadratic objectives with linear rows")
    if header in model.seen:
        raise refuse(line, f"section {name} appears a second time")
    if header == b"NAME" and model.seen - {b"OBJSENSE"}:
        raise refuse(line, "section NAME must come before ROWS")
    if header == b"COLUMNS" and b"ROWS" not in model.seen:
        raise refuse(line, "section COLUMNS must come after ROWS")
    if header not in (b"NAME", b"OBJSENSE", b"ROWS", b"COLUMNS") and b"COLUMNS" not in model.seen:
        raise refuse(line, f"section {name} must come after COLUMNS")
    # HiGHS minimises without a word when it finds MAXIMIZE here: on this line it knows MAX and MIN only.
    if header == b"OBJSENSE" and len(fields) > 1 and (len(fields) > 2 or fields[1].upper() not in (b"MAX", b"MIN")):
        raise refuse(line, f"OBJSENSE must be followed by MAX or MIN, not {shown(b' '.join(fields[1:]))}")
    if header == b"COLUMNS" and model.objective is None:
        raise refuse(line, "section ROWS has no objective (a row of type N)")
    model.seen.add(header)
    model.section = header
    model.ended = header == b"ENDATA"


def _objsense(model: _Mps, fields: list[bytes], line: int) -> None:
    if len(fields) > 1 or fields[0].upper() not in (b"MAX", b"MIN", b"MAXIMIZE", b"MINIMIZE", b"MAXIMISE", b"MINIMISE"):
        raise refuse(line, f"OBJSENSE must be MAX or MIN, not {shown(b' '.join(fields))}")


def _rows(model: _Mps, fields: list[bytes], line: int) -> None:
    if len(fields) != 2 or fields[0] not in (b"N", b"E", b"L", b"G"):
        raise refuse(line, f"a row is a type (N, E, L or G) and a name without spaces, not {shown(b' '.join(fields))}")
    kind, name = fields
    if name in model.rows:
        raise refuse(line, f"row {shown(name)} is declared twice")
    model.rows[name] = kind != b"N"
    if kind == b"N" and model.objective is None:
        model.objective = name


def _columns(model: _Mps, fields: list[bytes], line: int) -> None:
    count = len(fields)
    if count not in (3, 5):
        raise refuse(line, f"a column's line has 3 or 5 fields (names without spaces), not {count}")
    if fields[1] == b"'MARKER'":
        _marker(model, fields, line)
        return
    name = fields[0]
    if name != model.column:
        if name in model.columns:
            raise refuse(line, f"column {shown(name)} appears a second time; its entries must stand together")
        model.columns.add(name)
        model.column = name
        model.column_rows = set()
    column_rows = model.column_rows
    for index in range(1, count, 2):
        row = fields[index]
        is_constraint = model.rows.get(row)
        if is_constraint is None:
            raise refuse(line, f"row {shown(row)} is not declared in ROWS")
        if row in column_rows:
            raise refuse(line, f"column {shown(name)} has a second entry in row {shown(row)}")
        column_rows.add(row)
        if finite(fields[index + 1], line) != 0 and is_constraint:
            model.entries += 1


def _marker(model: _Mps, fields: list[bytes], line: int) -> None:
    expected = b"'INTEND'" if model.integers else b"'INTORG'"
    if fields[2:] != [expected]:
        raise refuse(line, f"expected marker {expected.decode()}, found {shown(b' '.join(fields[2:]))}")
    model.integers = not model.integers


def _row_values(model: _Mps, fields: list[bytes], line: int) -> None:
    count = len(fields)
    if not 2 <= count <= 5:
        raise refuse(line, f"a line of {model.section.decode()} has 2 to 5 fields, not {count}")
    named = count % 2
    # HiGHS takes the first field for the row wherever a row has that name, and would read the row's name as value.
    if named and fields[0] in model.rows:
        raise refuse(line, f"{shown(fields[0])} is a row's name and cannot also name the set of values")
    for index in range(named, count, 2):
        if fields[index] not in model.rows:
            raise refuse(line, f"row {shown(fields[index])} is not declared in ROWS")
        finite(fields[index + 1], line)


def _bounds(model: _Mps, fields: list[bytes], line: int) -> None:
    kind, *rest = fields
    if kind in BOUND_TYPES_WITH_VALUE:
        name, value = _bound_with_value(model, rest, line)
        if not is_infinity(value) or kind == b"FX":
            finite(value, line)
    elif kind in BOUND_TYPES_WITHOUT_VALUE:
        name = _bound_without_value(model, rest, line)
    else:
        known = b", ".join(sorted(BOUND_TYPES_WITH_VALUE | BOUND_TYPES_WITHOUT_VALUE)).decode()
        raise refuse(line, f"{shown(kind)} is not a type of bound; known are {known}")
    if name not in model.columns:
        raise refuse(line, f"a bound on the unknown column {shown(name)}")


def _bound_with_value(model: _Mps, rest: list[bytes], line: int) -> tuple[bytes, bytes]:
    if len(rest) == 2:
        return rest[0], rest[1]
    if len(rest) != 3:
        raise refuse(line, "a bound is a type, optionally a set's name, a column and a value")
    # HiGHS takes the second field for the column wherever a column has that name.
    if rest[0] in model.columns:
        raise refuse(line, f"{shown(rest[0])} is a column's name and cannot also name the set of bounds")
    return rest[1], rest[2]


def _bound_without_value(model: _Mps, rest: list[bytes], line: int) -> bytes:
    if len(rest) == 1:
        return rest[0]
    if len(rest) == 2 and rest[0] in model.columns:
        finite(rest[1], line)
        return rest[0]
    if len(rest) == 3 and rest[0] not in model.columns:
        if not is_infinity(rest[2]):
            finite(rest[2], line)
        return rest[1]
    if len(rest) == 2:
        return rest[1]
    raise refuse(line, "a bound is a type, optionally a set's name, and a column")


def _quadratic(model: _Mps, fields: list[bytes], line: int) -> None:
    if len(fields) != 3:
        raise refuse(line, f"a quadratic entry is two columns and a value, not {len(fields)} fields")
    for name in fields[:2]:
        if name not in model.columns:
            raise refuse(line, f"column {shown(name)} is not declared in COLUMNS")
    finite(fields[2], line)


_READERS: dict[bytes, Callable[[_Mps, list[bytes], int], None]] = {
    b"OBJSENSE": _objsense,
    b"ROWS": _rows,
    b"COLUMNS": _columns,
    b"RHS": _row_values,
    b"RANGES": _row_values,
    b"BOUNDS": _bounds,
    b"QUADOBJ": _quadratic,
    b"QMATRIX": _quadratic,
}

"""MPS files that HiGHS reads without complaint and wrongly, or reads only with luck: each is refused with its line."""

import gzip
from pathlib import Path

import pytest

from slipway.optimiser.model_text import InvalidModel
from slipway.optimiser.mps_check import Counts, check_mps

GOOD = """* a comment
NAME example
ROWS
 N  cost
 G  c1
 L  c2
COLUMNS
 x  cost  1.5  c1  1
 y  cost  2e0  c1  -.5
 y  c2    1.
RHS
 RHS  c1  1  c2  5
RANGES
 RNG  c1  4
BOUNDS
 UP BND x 1e30
 LO BND y -Inf
ENDATA
"""


def check(tmp_path: Path, content: str | bytes) -> Counts:
    path = tmp_path / "model.mps"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return check_mps(str(path))


def test_a_good_file_is_counted(tmp_path: Path) -> None:
    assert check(tmp_path, GOOD) == Counts(rows=2, columns=2, entries=3)


def test_compression_is_told_by_content(tmp_path: Path) -> None:
    assert check(tmp_path, gzip.compress(GOOD.encode())) == Counts(rows=2, columns=2, entries=3)


def test_windows_line_ends(tmp_path: Path) -> None:
    assert check(tmp_path, GOOD.replace("\n", "\r\n")) == Counts(rows=2, columns=2, entries=3)


@pytest.mark.parametrize(
    "token", ["abc", "1,5", "5O", "1e", "NaN", "nan", "1e999", "inf", "0x10", "1_000", "1.2.3", "--1", "1d2", "+"]
)
@pytest.mark.parametrize(
    ("place", "line"),
    [("1.5", 8), ("-.5", 9), ("5\nRANGES", 12), ("4\nBOUNDS", 14)],
    ids=["cost", "matrix", "rhs", "range"],
)
def test_trap_numbers(tmp_path: Path, token: str, place: str, line: int) -> None:
    number, newline, rest = place.partition("\n")
    text = GOOD.replace(f" {number}{newline}{rest}", f" {token}{newline}{rest}")
    assert text != GOOD
    with pytest.raises(InvalidModel, match=rf"^line {line}: .*(not a finite number|too large)"):
        check(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("ENDATA\n", "", "ENDATA is missing: the file is cut off after line 17"),
        ("ENDATA\n", "ENDATA\nmore\n", "line 19: text after ENDATA"),
        ("ROWS\n", "", "line 3: expected a section"),
        ("UP BND x", "UP BND z", 'line 16: a bound on the unknown column "z"'),
        ("1e30", "1e3x", 'line 16: "1e3x" is not a finite number'),
        ("1e30", "NaN", 'line 16: "NaN" is not a finite number'),
        ("UP BND", "XX BND", 'line 16: "XX" is not a type of bound'),
        (" y  c2 ", " y  c1 ", 'line 10: column "y" has a second entry in row "c1"'),
        (" y  c2 ", " y  c9 ", 'line 10: row "c9" is not declared'),
        ("c2    1.\n", "c2    1.\n x  c2  3\n", 'line 11: column "x" appears a second time'),
        (" L  c2", " L  c1", 'line 6: row "c1" is declared twice'),
        (" L  c2", " L  my row", "line 6: a row is a type"),
        (" L  c2", " X  c2", "line 6: a row is a type"),
        ("x  cost  1.5  c1  1", "my x  cost  1.5", "line 8: a column's line has 3 or 5 fields"),
        ("RHS  c1  1  c2  5", "RHS  c9  1", 'line 12: row "c9" is not declared'),
        ("RHS  c1  1  c2  5", "c2  c1  1", 'line 12: "c2" is a row\'s name and cannot also'),
        ("UP BND x", "UP y x", 'line 16: "y" is a column\'s name and cannot also'),
        ("NAME example", "NAME example\nOBJSENSE MAXIMIZE", "line 3: OBJSENSE must be followed by MAX or MIN"),
        ("NAME example", "NAME example\nOBJSENSE\n  UPWARDS", "line 4: OBJSENSE must be MAX or MIN"),
        ("RANGES\n RNG  c1  4\n", "SOS\n S1 s\n", "line 13: section SOS is not supported"),
        ("RANGES\n RNG  c1  4\n", "RHS\n RHS  c1  4\n", "line 13: section RHS appears a second time"),
        (" N  cost\n", "", "line 6: section ROWS has no objective"),
        (" x  cost", " x\0 cost", "line 8: a NUL byte"),
    ],
)
def test_trap_structure(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in GOOD
    with pytest.raises(InvalidModel) as caught:
        check(tmp_path, GOOD.replace(old, new, 1))
    assert str(caught.value).startswith(reason)


def test_trap_no_columns(tmp_path: Path) -> None:
    with pytest.raises(InvalidModel, match="no columns"):
        check(tmp_path, "NAME\nROWS\n N cost\nCOLUMNS\nENDATA\n")


def test_trap_truncated_anywhere(tmp_path: Path) -> None:
    end = GOOD.index("ENDATA")
    for length in range(end + len("ENDAT")):
        with pytest.raises(InvalidModel):
            check(tmp_path, GOOD[:length])


def test_trap_truncated_gzip(tmp_path: Path) -> None:
    packed = gzip.compress((GOOD * 50).encode())
    with pytest.raises(InvalidModel, match="cut off"):
        check(tmp_path, gzip.compress(GOOD.encode())[:-4])
    with pytest.raises(InvalidModel):
        check(tmp_path, packed[: len(packed) // 2])


def test_trap_broken_gzip(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(GOOD.encode()))
    packed[20] ^= 0xFF
    with pytest.raises(InvalidModel):
        check(tmp_path, bytes(packed))
    with pytest.raises(InvalidModel, match="gzip data is broken"):
        check(tmp_path, gzip.compress(GOOD.encode()) + b"junk")


def test_trap_gzip_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slipway.optimiser.model_text.TEXT_BYTES", 10_000)
    with pytest.raises(InvalidModel, match="longer than 10000 bytes"):
        check(tmp_path, gzip.compress(b"* " + b"x" * 60 + b"\n" * 100_000))


def test_endless_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slipway.optimiser.model_text.LINE_BYTES", 1000)
    with pytest.raises(InvalidModel, match="line 1: longer than"):
        check(tmp_path, b"x" * 2000)


def test_empty_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidModel, match="empty"):
        check(tmp_path, "")


def test_trap_names_that_are_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(InvalidModel, match="line 8: byte 0xfc is not UTF-8"):
        check(tmp_path, GOOD.replace(" x ", " k\xfcche ").encode("latin-1"))
    assert check(tmp_path, GOOD.replace(" x ", " küche ")).columns == 2

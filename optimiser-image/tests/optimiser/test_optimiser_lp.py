"""LP files that HiGHS reads without complaint and wrongly, or cannot read: each is refused with its line."""

from pathlib import Path

import pytest

from slipway.optimiser.lp_check import check_lp
from slipway.optimiser.model_text import InvalidModel
from slipway.optimiser.mps_check import Counts

GOOD = """\\ a comment
Maximize
 obj: x1 + 2 x2 - 0.1 x3 -3 x4 + 7
Subject To
 c1: x1 + x2 <= 5
 2 x1 - x2 >= -1e1
 3 x1 - x4 = 0
Bounds
 x3 >= 1.1
 -inf <= x4 <= 1e30
 x2 free
General
 x1
Semi-continuous
 x3
End
"""


def check(tmp_path: Path, text: str) -> Counts:
    path = tmp_path / "model.lp"
    path.write_text(text)
    return check_lp(str(path))


def test_a_good_file_is_counted(tmp_path: Path) -> None:
    assert check(tmp_path, GOOD) == Counts(rows=3, columns=4, entries=None)


def test_sections_and_statements_on_one_line(tmp_path: Path) -> None:
    text = "min x + y st c: x + y >= 2 d: x - y <= 1 end"
    assert check(tmp_path, text) == Counts(rows=2, columns=2, entries=None)


def test_quadratic_objective(tmp_path: Path) -> None:
    text = "min\n x + [ 2 x ^ 2 + 2 x * y ] / 2\nst\n c: x + y >= 2\nend\n"
    assert check(tmp_path, text).columns == 2


def test_a_coefficient_may_touch_its_column(tmp_path: Path) -> None:
    text = "max\n obj: 3x + 2.5y\nst\n c1: x + y <= 4\n c2: 2x + y <= 5\nend\n"
    assert check(tmp_path, text) == Counts(rows=2, columns=2, entries=None)


@pytest.mark.parametrize("term", ["0x1", "3e", "3inf", "3nan", "1_x"])
def test_trap_a_coefficient_that_strtod_reads_on(tmp_path: Path, term: str) -> None:
    with pytest.raises(InvalidModel, match=r"^line 2: "):
        check(tmp_path, f"max\n obj: {term} + y\nst\n c1: y <= 4\nend\n")


@pytest.mark.parametrize(
    "token", ["abc", "1,5", "5O", "1e", "NaN", "1e999", "infinite", "0x10", "1_000", "1.2.3", "3x", "1e5x"]
)
@pytest.mark.parametrize(("place", "line"), [("2 x2", 3), ("<= 5", 5), (">= -1e1", 6), (">= 1.1", 9)])
def test_trap_numbers(tmp_path: Path, token: str, place: str, line: int) -> None:
    number = place.split()[-1] if place[0] in "<>" else place.split()[0]
    with pytest.raises(InvalidModel, match=rf"^line {line}: "):
        check(tmp_path, GOOD.replace(place, place.replace(number, token), 1))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("End\n", "", "End is missing"),
        ("End\n", "End\nmore", "line 17: text after End"),
        ("Maximize", "Go up", "line 2: expected Minimize or Maximize"),
        ("x1 + 2 x2", "x1 2 x2", 'line 3: "2" follows another term without a sign'),
        ("x1 + x2 <= 5", "x1 x2 <= 5", 'line 5: "x2" follows another term without a sign'),
        ("x1 + x2 <= 5", "x1 + x2 <= 5 + 3", "line 6: a constant beside the columns"),
        ("x1 + x2 <= 5", "x1 + 3 + x2 <= 5", "line 5: a constant beside the columns"),
        ("x1 + x2 <= 5", "x1 + x2 <= x3", "line 5: the right-hand side must be a number"),
        ("x1 + x2 <= 5", "1 <= x1 + x2 <= 5", "line 5: a constant beside the columns"),
        ("x1 + x2 <= 5", "x1 + x2", "line 6:"),
        ("3 x1 - x4 = 0", "3 x1 - x4", "line 8: the constraint before this section is not complete"),
        ("3 x1 - x4 = 0", "c1: 3 x1 - x4 = 0", 'line 7: constraint "c1" is declared twice'),
        ("x3 >= 1.1", "x9 >= 1.1", 'line 9: a bound on the unknown column "x9"'),
        ("x3 >= 1.1", "x3 >= 1.1 2", "line 9: a bound is"),
        ("General\n x1", "General\n x9", 'line 13: column "x9" appears in no row'),
        ("Bounds", "SOS\n s: S1:: x1:1\nBounds", "line 8: special ordered sets are not supported"),
        ("x4 = 0", "x[4] = 0", 'line 7: "x[": a name cannot have brackets'),
        ("x4 = 0", "x4 = 0 ; x1 <= 2", 'line 7: cannot read ";"'),
        ("x2 - 0.1 x3", "x2 - 0.1 information", 'line 3: "information": HiGHS reads'),
        ("x2 - 0.1 x3", "x2 - 0.1 nano", 'line 3: "nano": HiGHS reads'),
        ("Subject To\n", "", "line 4:"),
    ],
)
def test_trap_structure(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in GOOD
    with pytest.raises(InvalidModel) as caught:
        check(tmp_path, GOOD.replace(old, new, 1))
    assert str(caught.value).startswith(reason)


def test_trap_no_columns(tmp_path: Path) -> None:
    with pytest.raises(InvalidModel, match="no columns"):
        check(tmp_path, "Minimize\n obj:\nSubject To\nEnd\n")


def test_trap_plain_text(tmp_path: Path) -> None:
    with pytest.raises(InvalidModel, match="line 1: expected Minimize or Maximize"):
        check(tmp_path, "Dear solver, please find the best plan.\n")

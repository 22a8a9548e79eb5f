"""Infeasible and unbounded are answers, and wrong ones would be worse than none."""

import json
from pathlib import Path
from typing import Any

import highspy
import pytest

from optimiser.support import KNAPSACK, SolveText
from slipway.optimiser import infeasibility
from slipway.optimiser.options import Options

INFEASIBLE = """Minimize
 obj: x + y
Subject To
 low: x + y >= 5
 high: x + y <= 3
 other: x - y <= 1
End
"""
BOUND_CONFLICT = "Minimize\n obj: x + y\nSubject To\n low: x + y >= 5\nBounds\n x <= 1\n y <= 2\nEnd\n"
INTEGER_INFEASIBLE = "Minimize\n x\nSubject To\n even: 2 x + 2 y = 5\nBounds\n x <= 9\n y <= 9\nGeneral\n x y\nEnd\n"


def summary(tmp_path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((tmp_path / "output" / "summary.json").read_text(), parse_constant=pytest.fail)
    return value


def test_infeasible_with_its_reason(tmp_path: Path, solve_text: SolveText) -> None:
    solve_text(INFEASIBLE)
    found = summary(tmp_path)
    assert found["status"] == "infeasible" and found["objective"] is None and found["recheck"] == "confirmed"
    assert found["iis"]["irreducible"] is True and sorted(found["iis"]["rows"]) == ["high", "low"]
    subset = json.loads((tmp_path / "output" / "iis.json").read_text())
    assert {(row["name"], row["bound"]) for row in subset["rows"]} == {("low", "lower"), ("high", "upper")}
    solution = json.loads((tmp_path / "output" / "solution.json").read_text())
    assert solution["status"] == "infeasible" and solution["columns"] is None
    assert not (tmp_path / "output" / "solution.csv").exists()


def test_bounds_in_the_subset(tmp_path: Path, solve_text: SolveText) -> None:
    solve_text(BOUND_CONFLICT)
    subset = json.loads((tmp_path / "output" / "iis.json").read_text())
    assert [row["name"] for row in subset["rows"]] == ["low"]
    assert {(column["name"], column["bound"]) for column in subset["columns"]} == {("x", "upper"), ("y", "upper")}
    assert summary(tmp_path)["iis"]["columnCount"] == 2


def test_trap_default_strategy_gives_no_rows(
    tmp_path: Path, solve_text: SolveText, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With iis_strategy 0, HiGHS' default, getIis() answers kOk, valid, and nothing: that is no subset."""
    monkeypatch.setattr(infeasibility, "STRATEGY", 0)
    solve_text(INFEASIBLE)
    assert summary(tmp_path)["iis"]["available"] is False
    assert not (tmp_path / "output" / "iis.json").exists()


def test_trap_integer_infeasibility_has_no_subset(tmp_path: Path, solve_text: SolveText) -> None:
    solve_text(INTEGER_INFEASIBLE)
    found = summary(tmp_path)
    assert found["status"] == "infeasible"
    assert found["iis"]["available"] is False and "linear" in found["iis"]["message"]


def test_the_summary_names_a_bounded_number(tmp_path: Path, solve_text: SolveText) -> None:
    chain = "".join(f" c{i}: x{i} - x{i + 1} >= 1\n" for i in range(120))
    solve_text(f"Minimize\n x0\nSubject To\n{chain} back: x120 - x0 >= 0\nEnd\n")
    found = summary(tmp_path)["iis"]
    assert found["rowCount"] == 121 and len(found["rows"]) == infeasibility.SUMMARY_NAMES
    assert len(json.loads((tmp_path / "output" / "iis.json").read_text())["rows"]) == 121


def test_trap_false_infeasible_is_checked_again(
    tmp_path: Path, solve_text: SolveText, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HiGHS had presolve bugs that made feasible models infeasible; here the first solve is made to lie."""
    calls: list[str] = []

    def run(solver: highspy.Highs) -> highspy.HighsStatus:
        calls.append(str(solver.getOptionValue("presolve")[1]))
        if len(calls) == 1:
            solver.changeRowBounds(0, 100.0, 100.0)
            status = solver.run()
            solver.changeRowBounds(0, -highspy.kHighsInf, 9.0)
            # The change has cleared the solver; what it says of the model must be the lie.
            monkeypatch.setattr(solver, "getModelStatus", lambda: highspy.HighsModelStatus.kInfeasible)
            return status
        monkeypatch.undo()
        return solver.run()

    solve_text(KNAPSACK, run=run)
    found = summary(tmp_path)
    assert calls == ["choose", "off"]
    assert (found["status"], found["objective"]) == ("optimal", 17)
    assert "presolve had called the model infeasible" in found["recheck"]


def test_without_presolve_there_is_no_second_solve(tmp_path: Path, solve_text: SolveText) -> None:
    solve_text(INFEASIBLE, Options(presolve="off"))
    assert summary(tmp_path)["recheck"].startswith("not needed")
    assert summary(tmp_path)["iis"]["available"] is True


def test_the_answer_stands_before_the_second_solve(tmp_path: Path, solve_text: SolveText) -> None:
    """A crash in the second solve or in the search for a subset must not cost the answer."""
    seen: list[str] = []

    def run(solver: highspy.Highs) -> highspy.HighsStatus:
        path = tmp_path / "output" / "summary.json"
        seen.append(json.loads(path.read_text())["recheck"] if path.exists() else "none")
        return solver.run()

    solve_text(INFEASIBLE, run=run)
    assert seen == ["none", "not finished"]


@pytest.mark.parametrize("integers", ["", "General\n x\n"], ids=["linear", "mixed-integer"])
def test_trap_unbounded(tmp_path: Path, solve_text: SolveText, integers: str) -> None:
    """An unbounded mixed-integer model is kUnboundedOrInfeasible, and an unbounded LP has a feasible point to show."""
    solve_text(f"Maximize\n x + y\nSubject To\n c: x - y <= 5\n{integers}End\n")
    found = summary(tmp_path)
    assert found["status"] == "unbounded" and found["objective"] is None
    assert not list((tmp_path / "output" / "incumbents").iterdir())


def test_unbounded_relaxation_of_an_infeasible_model(tmp_path: Path, solve_text: SolveText) -> None:
    solve_text("Maximize\n z\nSubject To\n c: 2 x + 2 y = 5\nBounds\n x <= 9\n y <= 9\nGeneral\n x y z\nEnd\n")
    assert summary(tmp_path)["status"] == "infeasible"

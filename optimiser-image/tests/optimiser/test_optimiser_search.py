"""Callbacks, limits and labels, one run within this process."""

import json
import threading
from pathlib import Path
from typing import Any

import highspy
import pytest

from optimiser.support import KNAPSACK, SolveText, market_split
from slipway.optimiser import search
from slipway.optimiser.conclusion import SolverFailed
from slipway.optimiser.highs_solver import new_solver
from slipway.optimiser.incumbents import Incumbent
from slipway.optimiser.model import check_file, read_model
from slipway.optimiser.options import Options
from slipway.optimiser.stop_request import StopRequest
from slipway.optimiser.verification import objective_value, violations

LINEAR = "Maximize\n obj: 3 x + 2 y\nSubject To\n c1: x + y <= 4\n c2: x + 3 y <= 9\nBounds\n x <= 3\nEnd\n"
HARD = market_split(6, 50)
HOPELESS = market_split(6, 50, slack=False)


def summary(tmp_path: Path) -> dict[str, Any]:
    text = (tmp_path / "output" / "summary.json").read_text()
    value: dict[str, Any] = json.loads(text, parse_constant=pytest.fail)
    return value


def progress(tmp_path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (tmp_path / "progress.jsonl").read_text().splitlines()]


def test_a_mixed_integer_model(tmp_path: Path, solve_text: SolveText) -> None:
    solve_text(KNAPSACK)
    found = summary(tmp_path)
    assert found["status"] == "optimal" and found["stopped"] is None
    assert found["objective"] == found["bound"] == 17 and found["gap"] == 0 and found["sense"] == "maximize"
    assert (found["rows"], found["columns"], found["nonzeros"], found["integers"]) == (1, 4, 4, 4)
    assert set(found["violations"]) >= {"row", "bound", "integrality"}
    assert set(found["versions"]) == {"highs", "highspy", "python", "numpy"}
    solution = json.loads((tmp_path / "output" / "solution.json").read_text(), parse_constant=pytest.fail)
    assert solution["columns"] == {"a": 1, "b": 1, "c": 0, "d": 0} and solution["rows"] == {"weight": 9}
    table = (tmp_path / "output" / "solution.csv").read_text().splitlines()
    assert table[0] == "kind,name,value,lower,upper,dual" and "row,weight,9.0,,9.0," in table
    last = json.loads(sorted((tmp_path / "output" / "incumbents").glob("*.json"))[-1].read_text())
    assert last["solution"] == {"a": 1, "b": 1} and last["objective"] == 17
    assert not list((tmp_path / "output").rglob("*.part"))


def test_trap_a_linear_model_has_no_mip_numbers(tmp_path: Path, solve_text: SolveText) -> None:
    """For an LP HiGHS gives bound 0, gap infinite, nodes -1."""
    solve_text(LINEAR)
    found = summary(tmp_path)
    assert (found["objective"], found["bound"], found["gap"], found["nodes"]) == (11, 11, 0, None)
    assert "column,x,3.0,0.0,3.0,1.0" in (tmp_path / "output" / "solution.csv").read_text().splitlines()
    for line in progress(tmp_path):
        if line["phase"] not in ("writing", "done"):
            assert not {"objective", "bound", "gap", "nodes"} & set(line)
        assert "nodes" not in line


def test_progress_is_monotone_and_strict(tmp_path: Path, solve_text: SolveText) -> None:
    solve_text(HARD, Options(time_limit=3))
    lines = progress(tmp_path)
    percents = [line["percent"] for line in lines if "percent" in line]
    assert percents == sorted(percents) and percents[-1] == 100 and max(percents[:-1]) < 100
    assert lines[0]["phase"] == "reading" and lines[-1]["phase"] == "done"
    searching = [line for line in lines if line["phase"] == "solving"]
    assert len(searching) <= 2 * 3 + 4
    assert "Infinity" not in (tmp_path / "progress.jsonl").read_text()
    assert "NaN" not in (tmp_path / "progress.jsonl").read_text()


def test_time_limit_is_labelled(tmp_path: Path, solve_text: SolveText) -> None:
    solve_text(HARD, Options(time_limit=3))
    found = summary(tmp_path)
    assert (found["status"], found["stopped"]) == ("feasible", "time_limit")
    assert found["bound"] < found["objective"] and found["gap"] > 0


@pytest.mark.parametrize(
    ("options", "stopped"), [(Options(node_limit=1), "node_limit"), (Options(time_limit=1), "time_limit")]
)
def test_limit_without_a_solution(tmp_path: Path, solve_text: SolveText, options: Options, stopped: str) -> None:
    solve_text(HOPELESS, options)
    found = summary(tmp_path)
    assert (found["status"], found["stopped"]) == ("no_solution", stopped)
    solution = json.loads((tmp_path / "output" / "solution.json").read_text())
    assert solution["columns"] is None and solution["objective"] is None


def test_max_improving_solutions(tmp_path: Path, solve_text: SolveText) -> None:
    solve_text(HARD, Options(max_improving_solutions=1))
    found = summary(tmp_path)
    assert (found["status"], found["stopped"]) == ("feasible", "max_improving_solutions")


def test_finish_before_the_search(tmp_path: Path, solve_text: SolveText) -> None:
    stop = StopRequest()
    stop.requested = True
    solve_text(HARD, stop=stop)
    assert summary(tmp_path)["stopped"] == "finish"


def test_trap_exceptions_in_callbacks(tmp_path: Path, solve_text: SolveText, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that leaves a callback leaves run(), and with it goes the incumbent."""
    incumbents = 0

    def counted() -> str:
        nonlocal incumbents
        incumbents += 1
        return "2026-01-01T00:00:00.000Z"

    def broken(_event: object) -> None:
        if incumbents:
            raise KeyboardInterrupt("in a callback")

    monkeypatch.setattr(search, "utc_now", counted)
    monkeypatch.setattr(search, "write_log", broken)
    solve_text(HARD, Options(time_limit=30))
    found = summary(tmp_path)
    assert (found["status"], found["stopped"]) == ("feasible", "solver_failed")
    assert "in a callback" in found["message"]


def test_trap_callback_fault_without_a_solution(solve_text: SolveText, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_event: object) -> None:
        raise RuntimeError("in a callback")

    monkeypatch.setattr(search, "write_log", broken)
    with pytest.raises(SolverFailed, match="RuntimeError: in a callback"):
        solve_text(LINEAR)


def test_trap_log_that_cannot_be_written(
    tmp_path: Path, solve_text: SolveText, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def write(self, _text: str) -> None:
            raise BrokenPipeError

        def flush(self) -> None:
            pass

    monkeypatch.setattr("sys.stdout", Broken())
    solve_text(KNAPSACK)
    assert summary(tmp_path)["status"] == "optimal"


def test_trap_incumbents_are_copies(tmp_path: Path) -> None:
    """`mip_solution` is a view on memory that HiGHS goes on using."""
    path = tmp_path / "model.lp"
    path.write_text(HARD)
    solver = new_solver()
    model = read_model(solver, str(path), check_file(str(path)))
    state = search.SearchState(started=0.0)
    found: list[Incumbent] = []

    def collect(_event: object) -> None:
        if state.incumbent is not None:
            found.append(state.incumbent)

    search.subscribe(solver, model, Options(), state)
    solver.cbMipImprovingSolution.subscribe(collect)
    solver.setOptionValue("mip_max_improving_sols", 2)
    solver.run()
    assert len(found) >= 2
    for incumbent in found:
        assert incumbent.values.flags.owndata
        assert violations(model, incumbent.values).acceptable
        assert objective_value(model, incumbent.values) == pytest.approx(incumbent.objective)
    assert len({incumbent.objective for incumbent in found}) == len(found)


def test_trap_incumbents_of_semi_continuous_models(tmp_path: Path, solve_text: SolveText) -> None:
    """HiGHS hands out columns of its own behind the model's."""
    solve_text(
        "Maximize\n x1 - 0.5 x3\nSubject To\n c: x1 - x3 <= 3\nBounds\n 2 <= x3 <= 10\nSemi-continuous\n x3\nEnd\n"
    )
    found = summary(tmp_path)
    assert found["status"] == "optimal" and found["objective"] == pytest.approx(8)


def busy_after(solver_ends: threading.Event, release: threading.Event) -> search.Run:
    def run(solver: highspy.Highs) -> highspy.HighsStatus:
        status = solver.run()
        solver_ends.set()
        release.wait(60)
        return status

    return run


def test_trap_unbounded_cancel_latency(tmp_path: Path, solve_text: SolveText) -> None:
    """A solver that reaches no interrupt point is left behind, and the incumbent that was copied is the answer."""
    release = threading.Event()
    try:
        answer = solve_text(KNAPSACK, Options(time_limit=1), run=busy_after(threading.Event(), release), grace=0.2)
        found = summary(tmp_path)
        assert (answer.status, found["stopped"], found["objective"]) == ("feasible", "time_limit", 17)
        assert found["violations"]["row"] == 0
    finally:
        release.set()


def test_trap_unbounded_cancel_latency_without_a_solution(tmp_path: Path, solve_text: SolveText) -> None:
    release = threading.Event()
    try:
        solve_text(LINEAR, Options(time_limit=1), run=busy_after(threading.Event(), release), grace=0.2)
        found = summary(tmp_path)
        assert (found["status"], found["stopped"], found["objective"]) == ("no_solution", "time_limit", None)
    finally:
        release.set()


def test_solver_error_without_a_solution(solve_text: SolveText) -> None:
    text = "min\n x + [ - 2 x ^ 2 ] / 2\nst\n c: x <= 2\nend\n"
    with pytest.raises(SolverFailed, match="ERROR"):
        solve_text(text)


def test_trap_objective_bound_is_no_cutoff(tmp_path: Path) -> None:
    """Why the cutoff is ours: with HiGHS' own option a feasible model is infeasible (or a worse point optimal)."""
    path = tmp_path / "model.lp"
    path.write_text(KNAPSACK)
    solver = new_solver()
    read_model(solver, str(path), check_file(str(path)))
    solver.setOptionValue("objective_bound", -100.0)
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible


@pytest.mark.parametrize(
    ("cutoff", "status", "stopped"),
    [(16.0, "optimal", None), (17.0, "optimal", None), (17.5, "no_solution", "objective_cutoff")],
)
def test_objective_cutoff(
    tmp_path: Path, solve_text: SolveText, cutoff: float, status: str, stopped: str | None
) -> None:
    solve_text(KNAPSACK, Options(objective_cutoff=cutoff))
    found = summary(tmp_path)
    assert (found["status"], found["stopped"]) == (status, stopped)
    if stopped:
        assert found["objective"] is None
        assert not list((tmp_path / "output" / "incumbents").iterdir())


def test_objective_cutoff_ends_the_search_early(tmp_path: Path, solve_text: SolveText) -> None:
    solve_text(HARD, Options(objective_cutoff=-1.0))
    found = summary(tmp_path)
    assert (found["status"], found["stopped"]) == ("no_solution", "objective_cutoff")
    assert found["seconds"] < Options().time_limit


def test_objective_cutoff_of_a_linear_model(tmp_path: Path, solve_text: SolveText) -> None:
    solve_text(LINEAR, Options(objective_cutoff=12))
    assert (summary(tmp_path)["status"], summary(tmp_path)["stopped"]) == ("no_solution", "objective_cutoff")
    solve_text(LINEAR, Options(objective_cutoff=11))
    assert summary(tmp_path)["status"] == "optimal"


def test_more_threads(tmp_path: Path, solve_text: SolveText) -> None:
    solve_text(KNAPSACK, Options(threads=16))
    assert summary(tmp_path)["objective"] == 17


def test_seed_and_one_thread_repeat(tmp_path: Path, solve_text: SolveText) -> None:
    texts = []
    for _ in range(2):
        solve_text(HARD, Options(max_improving_solutions=2, seed=5))
        texts.append((tmp_path / "output" / "solution.json").read_text())
    assert texts[0] == texts[1]


def test_names_beyond_ascii(tmp_path: Path, solve_text: SolveText) -> None:
    solve_text("max\n küche + 2 größe,1\nst\n breite: küche + größe,1 <= 4\nend\n")
    table = (tmp_path / "output" / "solution.csv").read_text(encoding="utf-8")
    assert 'column,"größe,1",4.0' in table
    solution = json.loads((tmp_path / "output" / "solution.json").read_text(encoding="utf-8"))
    assert solution["columns"] == {"küche": 0, "größe,1": 4}


def test_convex_quadratic(tmp_path: Path, solve_text: SolveText) -> None:
    solve_text("min\n x + y + [ 2 x ^ 2 + 2 x * y + 4 y ^ 2 ] / 2\nst\n c: x + y >= 5\nend\n")
    found = summary(tmp_path)
    assert found["status"] == "optimal" and found["objective"] == pytest.approx(26.875)


def test_model_without_rows(tmp_path: Path, solve_text: SolveText) -> None:
    solve_text("NAME\nROWS\n N cost\nCOLUMNS\n x cost 2\nBOUNDS\n LO B x 3\nENDATA\n", name="model.mps")
    found = summary(tmp_path)
    assert (found["status"], found["objective"]) == ("optimal", 6)

"""The entry point as Databricks finds and calls it."""

from __future__ import annotations

import logging
import sys
import traceback
from importlib.metadata import distribution

import pytest

from runner.support import FAST, Run
from slipway.contract import WHEEL_DISTRIBUTION, WHEEL_ENTRY_POINT
from slipway.runner.main import attempt_outcome, parse
from slipway.runner.main import run as entry

WRITES_RESULT = '(OUTPUT / "solution.json").write_text("{}")\n'


def test_databricks_finds_the_entry_point_by_the_contracts_names() -> None:
    found = [point for point in distribution(WHEEL_DISTRIBUTION).entry_points if point.name == WHEEL_ENTRY_POINT]
    assert [point.load() for point in found] == [entry]


def test_the_entry_point_returns_nothing_on_success(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in run.job_environment(WRITES_RESULT).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["slipway-optimiser", *run.arguments()])
    point = next(iter(distribution(WHEEL_DISTRIBUTION).entry_points.select(name=WHEEL_ENTRY_POINT)))
    assert point.load()() is None
    assert run.manifest()["outcome"] == "succeeded"


def test_the_entry_point_raises_one_line_without_a_chain(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in run.job_environment('print("why"); sys.exit(3)').items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["slipway-optimiser", *run.arguments()])
    with pytest.raises(RuntimeError) as caught:
        entry()
    assert str(caught.value) == "AlgorithmFailed: the algorithm ended with exit code 3; last log line: why"
    assert caught.value.__cause__ is None and caught.value.__context__ is None
    # Databricks shows tracebacks through IPython, which can be set to print variables.
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert "sig=" not in shown and "container" not in shown


@pytest.mark.parametrize(
    "error", [SystemExit(0), SystemExit(1), KeyboardInterrupt(), MemoryError(), ValueError("?sig=S")]
)
def test_no_exception_but_the_runtime_error_leaves(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("slipway.runner.attempt.run_attempt", fail)
    monkeypatch.setenv("SLIPWAY_GRANT_KEYS", run.job_environment(None)["SLIPWAY_GRANT_KEYS"])
    monkeypatch.setattr(sys, "argv", ["slipway-optimiser", *run.arguments()])
    with pytest.raises(RuntimeError, match=rf"^InternalError: {type(error).__name__} at test_main\.py:\d+$"):
        entry()


@pytest.mark.parametrize(
    ("label", "arguments", "words"),
    [
        ("none", [], "the following arguments are required: --run_id, --attempt, --grant"),
        ("no grant", ["--run_id=a", "--attempt=1"], "required: --grant"),
        ("asks for help", ["--help"], "required"),
        ("attempt 0", ["--run_id=a", "--attempt=0", "--grant=SECRET"], "--attempt must be a whole number"),
        ("attempt in words", ["--run_id=a", "--attempt=one", "--grant=SECRET"], "--attempt must be a whole number"),
        ("path as run id", ["--run_id=../b", "--attempt=1", "--grant=SECRET"], "--run_id must be"),
        ("newline in run id", ["--run_id=a\n", "--attempt=1", "--grant=SECRET"], "--run_id must be"),
        ("unknown", ["--run_id=a", "--attempt=1", "--grant=g", "--sas=SECRET"], "unknown: --sas"),
        ("a stray word", ["--run_id=a", "--attempt=1", "--grant=g", "SECRET"], "unknown: a word without --"),
        ("abbreviated", ["--run=a", "--attempt=1", "--grant=SECRET"], "required: --run_id"),
    ],
)
def test_wrong_parameters(label: str, arguments: list[str], words: str) -> None:
    said = attempt_outcome(arguments, {}, FAST, None)
    assert said is not None and said.startswith("InternalError: the job was started with wrong parameters: "), label
    assert words in said and "SECRET" not in said


def test_parameters() -> None:
    given = parse(["--grant=v1.a.b.c", "--attempt=12", "--run_id=019a-b_C"])
    assert (given.run_id, given.attempt, given.grant) == ("019a-b_C", 12, "v1.a.b.c")


def test_no_signature_in_any_log_even_where_everything_is_logged(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("azure", "urllib3"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    assert run.execute("print(dict(os.environ))\n" + WRITES_RESULT) is None
    signature = run.signature().rpartition("sig=")[2]
    assert "sig=" not in caplog.text and signature not in run.echo.getvalue() + run.log()

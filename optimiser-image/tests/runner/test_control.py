"""The control blob: fences and finish."""

from __future__ import annotations

from dataclasses import replace

import pytest

from runner.support import FAST, Run, wait_until
from slipway.runner.storage import RunContainer, read_if_changed

WRITES_RESULT = '(OUTPUT / "solution.json").write_text("{}")\n'
NEVER = 3600.0

# Saves on SIGTERM, as the contract asks of an algorithm.
SAVES_ON_TERM = """
def save(*_):
    with open(TEST / "signals", "a") as file: file.write("TERM\\n")
    (OUTPUT / "solution.json").write_text("best so far")
    sys.exit(0)
signal.signal(signal.SIGTERM, save)
(TEST / "started").touch()
while True: time.sleep(1)
"""


def test_fenced_before_the_start(run: Run) -> None:
    run.control(attempt=2)
    outcome = run.execute('(TEST / "started").touch()\n' + WRITES_RESULT)
    assert outcome is not None and outcome.startswith("Fenced: attempt 2 is current")
    assert not run.happened("started") and not [name for name in run.names() if name.startswith("attempts/")]


def test_a_missing_control_blob_means_attempt_1(run: Run) -> None:
    run.attempt = 2
    outcome = run.execute(WRITES_RESULT)
    assert outcome is not None and outcome.startswith("Fenced: attempt 1 is current")


def test_attempt_2_runs_when_control_says_so(run: Run) -> None:
    run.attempt = 2
    run.control(attempt=2)
    assert run.execute(WRITES_RESULT) is None
    assert run.manifest()["attempt"] == 2


def test_fenced_during_the_run(run: Run) -> None:
    outcome = run.begin('(TEST / "pid").write_text(str(os.getpid())); print("started")\n' + SAVES_ON_TERM)
    wait_until(lambda: run.happened("started"), "the algorithm runs")
    run.control(attempt=2)
    said = outcome.result(30)
    assert said is not None and said.startswith("Fenced: attempt 2 is current")
    assert not [name for name in run.names() if "manifest" in name or "output" in name]
    assert not run.happened("signals"), "a fenced algorithm is killed: nobody wants its best"


def test_fenced_just_before_the_manifest(run: Run) -> None:
    """The control blob changes after the last poll and before the manifest."""
    outcome = run.begin(
        '(TEST / "started").touch(); wait_for("go")\n' + WRITES_RESULT, replace(FAST, control_poll_seconds=NEVER)
    )
    wait_until(lambda: run.happened("started"), "the algorithm runs")
    run.control(attempt=2)
    run.allow("go")
    said = outcome.result(30)
    assert said is not None and said.startswith("Fenced: ")
    assert not [name for name in run.names() if "manifest" in name]


def test_a_failed_attempt_that_is_fenced_publishes_no_manifest(run: Run) -> None:
    outcome = run.begin(
        '(TEST / "started").touch(); wait_for("go"); sys.exit(3)', replace(FAST, control_poll_seconds=NEVER)
    )
    wait_until(lambda: run.happened("started"), "the algorithm runs")
    run.control(attempt=2)
    run.allow("go")
    said = outcome.result(30)
    assert said is not None and said.startswith("Fenced: ")
    assert not [name for name in run.names() if "manifest" in name]


def test_finish_stops_the_algorithm_softly_and_keeps_its_best(run: Run) -> None:
    run.control(attempt=1)
    outcome = run.begin(SAVES_ON_TERM)
    wait_until(lambda: run.happened("started"), "the algorithm runs")
    run.control(attempt=1, finish=True)
    assert outcome.result(30) is None
    assert run.get("attempts/1/output/solution.json") == b"best so far"
    assert run.manifest()["stopped"] == "finish" and run.manifest()["outcome"] == "succeeded"
    assert (run.folder / "signals").read_text() == "TERM\n"


def test_finish_of_an_algorithm_that_ignores_it(run: Run) -> None:
    outcome = run.begin(
        'signal.signal(signal.SIGTERM, signal.SIG_IGN)\n(TEST / "started").touch()\nwhile True: time.sleep(1)',
        replace(FAST, terminate_grace_seconds=0.3),
    )
    wait_until(lambda: run.happened("started"), "the algorithm runs")
    run.control(attempt=1, finish=True)
    said = outcome.result(30)
    assert said is not None and said.startswith("AlgorithmFailed: the algorithm was asked to finish, ignored SIGTERM")
    assert run.manifest()["exitCode"] == -9 and run.manifest()["stopped"] == "finish"


def test_finish_of_an_algorithm_that_does_not_know_it(run: Run) -> None:
    outcome = run.begin('print("busy"); (TEST / "started").touch(); wait_for("never")')
    wait_until(lambda: run.happened("started"), "the algorithm runs")
    run.control(attempt=1, finish=True)
    assert outcome.result(30) == (
        "AlgorithmFailed: the algorithm was asked to finish (SIGTERM) and ended with signal SIGTERM; "
        "last log line: busy"
    )
    assert run.manifest()["exitCode"] == -15


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b'{"attempt":"1","finish":false}', b'{"attempt":1}'])
def test_malformed_control(run: Run, content: bytes) -> None:
    run.put("control.json", content)
    outcome = run.execute(WRITES_RESULT)
    assert outcome is not None and outcome.startswith("InternalError: control.json is not of the form")
    assert not [name for name in run.names() if "manifest" in name]


def test_the_poll_is_conditional(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str | None, bool]] = []

    def note(container: RunContainer, blob: str, etag: str | None) -> object:
        snapshot = read_if_changed(container, blob, etag)
        asked.append((etag, snapshot is None))
        return snapshot

    monkeypatch.setattr("slipway.runner.control.read_if_changed", note)
    run.control(attempt=1)
    outcome = run.begin('wait_for("go")\n' + WRITES_RESULT)
    wait_until(
        lambda: len([1 for etag, unchanged in asked if etag and unchanged]) >= 3, "three polls were answered 304"
    )
    run.allow("go")
    assert outcome.result(30) is None

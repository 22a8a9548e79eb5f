"""What an attempt leaves of its trace."""

from __future__ import annotations

import json
from typing import Any

import pytest

from runner.support import Run
from slipway.contract import Blob

PARENT = "00f067aa0ba902b7"
TRACEPARENT = f"00-4bf92f3577b34da6a3ce929d0e0e4736-{PARENT}-01"
WRITES_RESULT = '(OUTPUT / "solution.json").write_text("{}")\n'


def spans_of(run: Run) -> dict[str, dict[str, Any]]:
    lines = run.text(Blob.SPANS.format(attempt=run.attempt)).splitlines()
    return {span["name"]: span for span in map(json.loads, lines)}


def test_the_parts_of_an_attempt_are_spans_below_its_own_which_is_below_the_callers(run: Run) -> None:
    run.traceparent = TRACEPARENT
    assert run.execute(WRITES_RESULT + "time.sleep(0.05)") is None
    spans = spans_of(run)
    assert list(spans) == ["stage", "algorithm", "upload", "runner"]
    runner = spans.pop("runner")
    assert runner["parentId"] == PARENT
    assert {span["parentId"] for span in spans.values()} == {runner["id"]}
    assert len({runner["id"], *(span["id"] for span in spans.values())}) == 4
    assert not any(span["failed"] for span in [runner, *spans.values()])
    moments = [runner["start"], *(spans[name][at] for name in spans for at in ("start", "end")), runner["end"]]
    assert moments == sorted(moments)
    assert spans["algorithm"]["end"] - spans["algorithm"]["start"] >= 50
    names = run.names()
    assert Blob.MANIFEST.format(attempt=1) in names


def test_a_failed_algorithm_is_a_failed_span(run: Run) -> None:
    run.traceparent = TRACEPARENT
    assert str(run.execute("sys.exit(3)")).startswith("AlgorithmFailed")
    assert {name: span["failed"] for name, span in spans_of(run).items()} == {
        "stage": False,
        "algorithm": True,
        "runner": True,
    }


def test_an_attempt_that_cannot_stage_its_input_says_so(run: Run) -> None:
    run.traceparent = TRACEPARENT
    run.request["input"]["sha256"] = "0" * 64
    assert str(run.execute(WRITES_RESULT)).startswith("InputCorrupted")
    assert {name: span["failed"] for name, span in spans_of(run).items()} == {"stage": True, "runner": True}


@pytest.mark.parametrize("traceparent", [None, "", "00-4bf9-00f0-01", TRACEPARENT.upper(), f"{TRACEPARENT}-more"])
def test_without_a_trace_none_is_written(run: Run, traceparent: str | None) -> None:
    run.traceparent = traceparent
    assert run.execute(WRITES_RESULT) is None
    assert Blob.SPANS.format(attempt=1) not in run.names()


def test_a_fenced_attempt_writes_none(run: Run) -> None:
    run.traceparent = TRACEPARENT
    run.control(2)
    assert str(run.execute(WRITES_RESULT)).startswith("Fenced")
    assert Blob.SPANS.format(attempt=1) not in run.names()

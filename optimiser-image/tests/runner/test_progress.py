"""Progress and incumbents: hostile lines are cleaned, the pace is kept, the last one always gets there."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import pytest

from runner.support import FAST, Run, wait_until
from slipway.runner.live import LivePublisher
from slipway.runner.progress import ProgressReader, clean
from slipway.runner.storage import AppendBlob, RunContainer, create

WRITES_RESULT = '(OUTPUT / "solution.json").write_text("{}")\n'


@pytest.mark.parametrize(
    ("label", "line", "kept"),
    [
        ("everything", '{"percent":1,"phase":"p","message":"m","objective":-1.5,"bound":2,"gap":0,"nodes":3}', 7),
        ("not JSON", "percent=3", 0),
        ("not UTF-8", b'{"phase":"\xff"}', 0),
        ("an array", "[1]", 0),
        ("nested too deep", "[" * 4000, 0),
        ("NaN", '{"objective":NaN}', 0),
        ("infinity", '{"objective":-Infinity}', 0),
        ("too large for a double", '{"objective":1e999,"bound":1}', 1),
        ("an integer beyond a double", '{"objective":1' + "0" * 400 + ',"bound":1}', 1),
        ("unknown field", '{"percent":1,"__proto__":{},"sql":"x"}', 1),
        ("number as text", '{"percent":"50","gap":0.1}', 1),
        ("text as number", '{"phase":5,"gap":0.1}', 1),
        ("true as number", '{"percent":true,"gap":0.1}', 1),
        ("percent over 100", '{"percent":101,"gap":0.1}', 1),
        ("negative gap", '{"gap":-1,"percent":5}', 1),
        ("half a node", '{"nodes":1.5,"percent":5}', 1),
    ],
)
def test_clean(label: str, line: str | bytes, kept: int) -> None:
    dropped: Counter[str] = Counter()
    report = clean(line if isinstance(line, bytes) else line.encode(), dropped)
    assert len(report) == kept, label
    assert (kept == 7) == (not dropped)
    json.dumps(report, allow_nan=False)


def test_clean_leaves_out_null_without_complaint_and_makes_text_printable() -> None:
    dropped: Counter[str] = Counter()
    line = {"gap": None, "time": "1999", "message": "a\n\x1b[31mb" + "c" * 2000, "phase": "\ud800x"}
    report = clean(json.dumps(line).encode(), dropped)
    assert report["message"] == "a [31mb" + "c" * 992 + "…" and report["phase"] == "?x"
    assert set(report) == {"message", "phase"} and not dropped


def lines_of(reader: ProgressReader) -> list[dict[str, Any]]:
    return [{k: v for k, v in json.loads(line).items() if k != "time"} for line in reader.take().splitlines()]


def test_reader_waits_for_the_end_of_a_line_and_keeps_the_newest(tmp_path: Path) -> None:
    path = tmp_path / "progress"
    reader = ProgressReader(path, 4096)
    reader.read()
    assert not reader.waiting()
    with path.open("a") as file:
        file.write('{"percent":1}\n{"per')
        file.flush()
        reader.read()
        assert lines_of(reader) == [{"percent": 1}]
        file.write('cent":2}\n' + "".join(f'{{"nodes":{n}}}\n' for n in range(50)) + '{"percent":3}')
    reader.read(ended=True)
    assert lines_of(reader) == [{"nodes": n} for n in range(41, 50)] + [{"percent": 3}]


def test_reader_survives_a_file_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "progress"
    reader = ProgressReader(path, 4096)
    path.write_text('{"percent":10}\n{"percent":20}\n')
    reader.read()
    path.write_text('{"percent":5}\n')
    reader.read()
    assert lines_of(reader) == [{"percent": 10}, {"percent": 20}, {"percent": 5}]


@pytest.mark.parametrize("long", [5_000, 3_000_000])
def test_reader_drops_lines_without_end(tmp_path: Path, long: int) -> None:
    path = tmp_path / "progress"
    reader = ProgressReader(path, 4096)
    path.write_text('{"percent":1}\n' + "x" * long)
    reader.read()
    with path.open("a") as file:
        file.write('yyy\n{"percent":2}\n')
    reader.read(ended=True)
    assert lines_of(reader)[-1] == {"percent": 2}
    assert sum(reader.dropped.values()) >= 1


def test_garbage_is_dropped_and_counted_in_the_log(run: Run) -> None:
    outcome = run.execute(
        """
        with open(os.environ["PROGRESS_PATH"], "ab") as file:
            file.write(b"garbage\\n\\x00\\xff\\n" + b"z" * 5000 + b"\\n")
            file.write(b'{"percent": 50, "objective": NaN}\\n{"percent": 60, "secret": 1}\\n{"objective": 12}')
        (OUTPUT / "solution.json").write_text("{}")
        """
    )
    assert outcome is None
    lines = run.progress()
    assert [set(line) for line in lines] == [{"time", "percent"}, {"time", "objective"}]
    assert lines[0]["percent"] == 60 and lines[1]["objective"] == 12
    assert (
        run.log() == "[slipway] progress that was dropped (not JSON: 3, longer than 4096 bytes: 1, unknown field: 1)\n"
    )


def test_progress_and_incumbents_arrive_while_the_algorithm_runs(run: Run) -> None:
    outcome = run.begin(
        """
        report(percent=1)
        temporary = OUTPUT / "incumbents" / ".1.json"
        temporary.write_text("first")
        wait_for("shown")
        temporary.rename(OUTPUT / "incumbents" / "1.json")
        wait_for("go")
        report(percent=99)
        (OUTPUT / "solution.json").write_text("{}")
        """
    )
    wait_until(lambda: "attempts/1/progress.jsonl" in run.names() and len(run.progress()) == 1, "the first report")
    assert not [name for name in run.names() if "incumbents" in name]
    run.allow("shown")
    wait_until(lambda: run.get("attempts/1/incumbents/1.json") == b"first", "the incumbent is in storage")
    assert not outcome.done()
    run.allow("go")
    assert outcome.result(30) is None
    assert [line["percent"] for line in run.progress()] == [1, 99]


def test_no_more_than_one_write_per_interval(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in intervals that the publisher waits for, so that a slow machine does not matter."""
    events: list[str] = []
    append = AppendBlob.append
    next_ = LivePublisher._publish_next

    def note_append(self: AppendBlob, data: bytes) -> None:
        events.append("progress" if self._blob.endswith("progress.jsonl") else "log")
        append(self, data)

    def note_create(container: RunContainer, blob: str, content: bytes | IO[bytes], size: int) -> bool:
        events.append("incumbent")
        return create(container, blob, content, size)

    def note_interval(self: LivePublisher) -> None:
        events.append("interval")
        next_(self)

    monkeypatch.setattr(AppendBlob, "append", note_append)
    monkeypatch.setattr("slipway.runner.live.create", note_create)
    monkeypatch.setattr(LivePublisher, "_publish_next", note_interval)
    outcome = run.begin(
        """
        number = 0
        while not (TEST / "go").exists():
            number += 1
            report(nodes=number)
            (OUTPUT / "incumbents" / f"{number:05}").write_text("x")
            time.sleep(0.005)
        (OUTPUT / "solution.json").write_text(str(number))
        """,
        replace(FAST, progress_interval_seconds=0.05),
    )
    wait_until(lambda: events.count("incumbent") >= 4 and events.count("progress") >= 4, "both had their turns")
    run.allow("go")
    assert outcome.result(60) is None
    intervals = " ".join(events).split("interval")
    for interval in intervals[1:-1]:
        assert interval.count("progress") + interval.count("incumbent") <= 1 and interval.count("log") <= 1
    number = int(run.text("attempts/1/output/solution.json"))
    assert run.progress()[-1]["nodes"] == number
    incumbents = [name for name in run.names() if "incumbents" in name]
    assert len(incumbents) == min(number, 1000)


def test_incumbents_beyond_the_limit_are_left_out_with_a_note(run: Run) -> None:
    outcome = run.execute(
        '[(OUTPUT / "incumbents" / str(i)).write_text("x") for i in range(9)]\n' + WRITES_RESULT,
        replace(FAST, incumbents=4),
    )
    assert outcome is None
    assert len([name for name in run.names() if "incumbents" in name]) == 4
    assert "no more incumbents are published: the limits are 4 files" in run.log()

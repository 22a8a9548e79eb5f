from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from slipway.contract import Environment
from slipway.runner.limits import Limits
from slipway.runner.trial import main

PRELUDE = """
import json, os, pathlib, signal, sys, time
out = pathlib.Path(os.environ["OUTPUT_PATH"])
progress = pathlib.Path(os.environ["PROGRESS_PATH"])
options = json.loads(pathlib.Path(os.environ["OPTIONS_PATH"]).read_text())
"""


def run(folder: Path, program: str, *more: str) -> tuple[dict[str, Any], str]:
    (folder / "model.txt").write_text("the input")
    (folder / "options.json").write_text(json.dumps({"depth": 3}))
    target = folder / "target"
    target.mkdir()
    echo = io.StringIO()
    environment = {
        Environment.ALGORITHM_COMMAND: json.dumps([sys.executable, "-c", PRELUDE + program]),
        "SECRET": "not for the algorithm",
    }
    arguments = [str(folder / "model.txt"), str(folder / "options.json"), str(target), *more]
    main(arguments, environment, Limits(terminate_grace_seconds=10), echo)
    return json.loads((target / "report.json").read_text()), echo.getvalue()


def test_a_good_algorithm_gets_all_that_the_contract_promises(tmp_path: Path) -> None:
    report, log = run(
        tmp_path,
        """
print(pathlib.Path(os.environ["INPUT_PATH"]).read_text(), options["depth"], os.environ.get("SECRET"))
progress.write_text('{"percent": 50}\\n{"percent": 100, "phase": "done"}\\n')
(out / "incumbents" / "1.json").write_text("1")
(out / "answer.json").write_text("42")
""",
    )
    assert log == "the input 3 None\n"
    assert report["failure"] is None
    assert (report["exitCode"], report["stopped"], report["incumbents"]) == (0, False, 1)
    assert report["files"] == [{"name": "answer.json", "bytes": 2}]
    assert {"percent": 100, "phase": "done"}.items() <= report["progress"]["last"].items()
    assert (tmp_path / "target" / "files" / "answer.json").read_text() == "42"


@pytest.mark.parametrize(
    ("program", "code", "words"),
    [
        ("", "ResultMissing", "no non-empty file"),
        ("print('why'); sys.exit(3)", "AlgorithmFailed", "exit code 3; last log line: why"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "OutOfMemory", "memory ran out"),
    ],
)
def test_a_failure_is_judged_as_in_a_job(tmp_path: Path, program: str, code: str, words: str) -> None:
    report, _ = run(tmp_path, program)
    assert report["failure"]["code"] == code
    assert words in report["failure"]["message"]


def test_progress_that_nobody_would_see_is_counted(tmp_path: Path) -> None:
    report, _ = run(tmp_path, "progress.write_text('half\\n{\"percent\": 101}\\n'); (out / 'a').write_text('a')")
    assert report["progress"]["last"] is None
    assert sum(report["progress"]["dropped"].values()) == 2


def test_an_algorithm_is_asked_to_finish(tmp_path: Path) -> None:
    report, _ = run(
        tmp_path,
        """
signal.signal(signal.SIGTERM, lambda *_: ((out / "best").write_text("best"), os._exit(0)))
time.sleep(60)
""",
        "1",
    )
    assert report["stopped"] is True
    assert report["failure"] is None
    assert [file["name"] for file in report["files"]] == ["best"]


def test_a_command_that_cannot_be_started_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/program")
    report, _ = run(tmp_path, "")
    assert report["exitCode"] is None
    assert "could not be started" in report["failure"]["message"]

"""An attempt from grant to manifest: what is published, and what each failure is called."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from runner.support import FAST, Run, is_alive, wait_until
from slipway.contract import Environment
from slipway.runner.failure import Failure
from slipway.runner.main import attempt_outcome
from slipway.runner.manifest import Record, publish_manifest
from slipway.runner.storage import RunContainer

WRITES_RESULT = '(OUTPUT / "solution.json").write_text("{}")\n'


def test_publishes_outputs_progress_incumbents_log_and_a_manifest_that_describes_them(run: Run) -> None:
    outcome = run.execute(
        """
        print("hello from the algorithm")
        report(percent=10, phase="presolve")
        (OUTPUT / "incumbents" / ".1.json").write_text("half")
        (OUTPUT / "incumbents" / "1.json").write_text("first")
        (OUTPUT / "solution.json").write_text("the solution")
        (OUTPUT / "more").mkdir()
        (OUTPUT / "more" / "empty.txt").touch()
        (OUTPUT / "summary.json").write_text(json.dumps({"status": "optimal", "versions": {"highs": "1.15.1", "x": 3}}))
        report(percent=100, objective=8691)
        """
    )
    assert outcome is None
    manifest = run.manifest()
    assert {file["name"]: (file["bytes"], file["sha256"]) for file in manifest["files"]} == {
        name: (len(content), hashlib.sha256(content).hexdigest())
        for name in ("solution.json", "summary.json", "more/empty.txt")
        for content in [run.get(f"attempts/1/output/{name}")]
        if content is not None
    }
    assert run.get("attempts/1/output/solution.json") == b"the solution"
    assert {key: manifest[key] for key in ("runId", "attempt", "outcome", "exitCode", "logTruncated", "stopped")} == {
        "runId": run.id,
        "attempt": 1,
        "outcome": "succeeded",
        "exitCode": 0,
        "logTruncated": False,
        "stopped": None,
    }
    assert "error" not in manifest
    assert manifest["inputSha256"] == run.request["input"]["sha256"]
    assert manifest["versions"]["highs"] == "1.15.1" and {"runner", "python"} < set(manifest["versions"])
    assert "x" not in manifest["versions"]
    assert datetime.fromisoformat(manifest["startedAt"][:-1]) <= datetime.fromisoformat(manifest["finishedAt"][:-1])
    assert all(seconds >= 0 for seconds in manifest["timings"].values()) and len(manifest["timings"]) == 3
    assert [name for name in run.names() if "incumbents" in name] == ["attempts/1/incumbents/1.json"]
    assert [{**line, "time": None} for line in run.progress()] == [
        {"time": None, "percent": 10, "phase": "presolve"},
        {"time": None, "percent": 100, "objective": 8691},
    ]
    assert run.log() == run.echo.getvalue() == "hello from the algorithm\n"


def test_the_algorithm_sees_the_contract_and_none_of_the_jobs_secrets(run: Run) -> None:
    run.environment = {"DATABRICKS_TOKEN": "dapi-secret", "AZURE_CLIENT_SECRET": "secret", "OMP_NUM_THREADS": "2"}
    run.request["input"]["name"] = "../../etc/a b;$(x).mps.gz"
    outcome = run.execute(
        """
        (OUTPUT / "seen.json").write_text(json.dumps({
            "environment": dict(os.environ),
            "input": pathlib.Path(os.environ["INPUT_PATH"]).read_text(),
            "options": json.loads(pathlib.Path(os.environ["OPTIONS_PATH"]).read_text()),
            "stdin": sys.stdin.read(),
            "group": os.getpgid(0) == os.getpid(),
            "session": os.getsid(0),
        }))
        """
    )
    assert outcome is None
    seen = json.loads(run.text("attempts/1/output/seen.json"))
    environment = seen["environment"]
    assert not {Environment.GRANT_KEYS, "DATABRICKS_TOKEN", "AZURE_CLIENT_SECRET"} & set(environment)
    assert environment["OMP_NUM_THREADS"] == "2" and environment["PATH"] == os.environ["PATH"]
    assert environment["RUN_ID"] == run.id
    assert Path(environment["INPUT_PATH"]).name == "a_b___x_.mps.gz"
    assert environment["INPUT_PATH"].startswith(str(Path(environment["TMPDIR"]).parent))
    assert seen["input"].encode() == run.content
    assert seen["options"] == {"time_limit": 5, "presolve": "on"}
    assert seen["stdin"] == "" and seen["group"] is True and seen["session"] == os.getsid(0)
    assert not Path(environment["OUTPUT_PATH"]).parent.exists(), "the work folder must be removed"


@pytest.mark.parametrize(
    ("label", "algorithm", "code", "words", "exit_code"),
    [
        ("exits 3", 'print("no licence"); sys.exit(3)', "AlgorithmFailed", "exit code 3; last log line: no licence", 3),
        ("killed -9", "os.kill(os.getpid(), 9)", "OutOfMemory", "killed by the kernel (SIGKILL), most likely", -9),
        ("killed -9 below a shell", "os._exit(137)", "OutOfMemory", "most likely because memory ran out", 137),
        ("crashes", "os.kill(os.getpid(), signal.SIGSEGV)", "AlgorithmFailed", "ended with signal SIGSEGV", -11),
        ("writes nothing", "pass", "ResultMissing", "wrote no non-empty file", 0),
        ("writes an empty file", '(OUTPUT / "a").touch()', "ResultMissing", "wrote no non-empty file", 0),
        ("only incumbents", '(OUTPUT / "incumbents" / "a").write_text("a")', "ResultMissing", "non-empty", 0),
        ("too many files", '[(OUTPUT / str(i)).write_text("a") for i in range(6)]', "ResultTooLarge", "5 files", 0),
        ("too much", '(OUTPUT / "a").write_bytes(bytes(2_000_000))', "ResultTooLarge", "more than 1000000 bytes", 0),
    ],
)
def test_failure_of_the_algorithm(run: Run, label: str, algorithm: str, code: str, words: str, exit_code: int) -> None:
    outcome = run.execute(algorithm, replace(FAST, output_files=5, output_bytes=1_000_000))
    assert outcome is not None and outcome.startswith(f"{code}: ") and words in outcome and "\n" not in outcome, label
    manifest = run.manifest()
    assert manifest["outcome"] == "failed" and manifest["exitCode"] == exit_code and manifest["files"] == []
    assert f"{manifest['error']['code']}: {manifest['error']['message']}" == outcome
    assert not [name for name in run.names() if "/output/" in name]


@pytest.mark.parametrize(
    ("label", "command", "words"),
    [
        ("does not exist", '["/no/such/program"]', "/no/such/program could not be started: No such file"),
        ("not JSON", "python3 app.py", "must be a JSON array of strings"),
        ("empty", "[]", "must be a JSON array of strings"),
        ("a NUL in it", '["a\\u0000b"]', "could not be started: not a valid command line"),
    ],
)
def test_command_that_cannot_be_started(run: Run, label: str, command: str, words: str) -> None:
    run.environment = {Environment.ALGORITHM_COMMAND: command}
    outcome = run.execute(None)
    assert outcome is not None and outcome.startswith("AlgorithmFailed: ") and words in outcome, label
    assert run.manifest()["exitCode"] is None


def test_without_a_command_the_optimiser_is_started(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []

    def record(command: object, *_: object) -> None:
        started.append(command)
        raise OSError("enough seen")

    monkeypatch.setattr("slipway.runner.attempt.start_algorithm", record)
    run.execute(None)
    assert started == [[sys.executable, "-m", "slipway.optimiser"]]


@pytest.mark.parametrize(
    ("label", "change", "words"),
    [
        ("checksum mismatch", {"sha256": "0" * 64}, "but was accepted with 0000"),
        ("input shorter", {"bytes": 100}, "has 18 bytes, but was accepted with 100"),
        ("input longer", {"bytes": 10}, "more than the 10 bytes"),
        ("input gone", {"blob": "input/other.mps"}, "input/other.mps is missing"),
        ("request malformed", {"blob": None}, "does not have the contract's form"),
    ],
)
def test_corrupted_input(run: Run, label: str, change: dict[str, object], words: str) -> None:
    run.request["input"].update(change)
    outcome = run.execute('(TEST / "started").touch()')
    assert outcome is not None and outcome.startswith("InputCorrupted: ") and words in outcome, label
    assert run.manifest()["error"]["code"] == "InputCorrupted" and run.manifest()["exitCode"] is None
    assert not run.happened("started")


def test_request_that_changed_after_the_grant_was_made(run: Run) -> None:
    environment, arguments = run.job_environment(WRITES_RESULT), run.arguments()
    run.put("request.json", json.dumps({**run.request, "options": {"time_limit": 6}}).encode())
    outcome = attempt_outcome(arguments, environment, FAST, None)
    assert outcome is not None and outcome.startswith("InputCorrupted: request.json has SHA-256 ")
    assert run.manifest()["inputSha256"] == ""


def test_request_of_another_run(run: Run) -> None:
    run.request["runId"] = "another"
    outcome = run.execute(WRITES_RESULT)
    assert outcome is not None and outcome.startswith("InputCorrupted: request.json is for run another")


def test_links_and_special_files_are_not_followed(run: Run) -> None:
    (run.folder / "secret").write_text("the job's own")
    outcome = run.execute(
        """
        for place in (OUTPUT, OUTPUT / "incumbents"):
            (place / "link").symlink_to(TEST / "secret")
            (place / "folder").symlink_to(TEST)
            os.mkfifo(place / "pipe")
        os.remove(os.environ["PROGRESS_PATH"])
        os.mkfifo(os.environ["PROGRESS_PATH"])
        (OUTPUT / "bad\\nname").write_text("x")
        (OUTPUT / "good").write_text("x")
        """
    )
    assert outcome is None
    assert [file["name"] for file in run.manifest()["files"]] == ["good"]
    assert "4 entries of the output are not published" in run.log()
    assert not [name for name in run.names() if "incumbents" in name or "link" in name]


def test_processes_that_the_algorithm_leaves_are_ended(run: Run) -> None:
    outcome = run.execute(
        """
        import subprocess
        left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
        (TEST / "left").write_text(str(left.pid))
        (OUTPUT / "a").write_text("a")
        """
    )
    assert outcome is None
    left = int((run.folder / "left").read_text())
    wait_until(lambda: not is_alive(left), "the process is gone")


def test_an_earlier_delivery_without_a_manifest_is_replaced(run: Run) -> None:
    for blob in ("output/solution.json", "incumbents/1.json"):
        run.put(f"attempts/1/{blob}", b"from before")
    earlier = run.container.get_blob_client("attempts/1/logs/algorithm.log")
    earlier.create_append_blob()
    earlier.append_block(b"from before\n")
    outcome = run.execute(WRITES_RESULT + '(OUTPUT / "incumbents" / "1.json").write_text("new")\nprint("new")\n')
    assert outcome is None
    assert run.get("attempts/1/output/solution.json") == b"{}" and run.log() == "new\n"
    assert run.get("attempts/1/incumbents/1.json") == b"from before", "incumbents are create-only"


def test_a_published_attempt_is_never_touched_again(run: Run) -> None:
    assert run.execute(WRITES_RESULT) is None
    before = {name: run.get(name) for name in run.names()}
    outcome = run.execute('(OUTPUT / "solution.json").write_text("other")')
    assert outcome is not None and outcome.startswith("InternalError: attempt 1 has a manifest already")
    assert {name: run.get(name) for name in run.names()} == before


def test_the_manifest_is_create_only(run: Run) -> None:
    """Another delivery of the same attempt publishes between this one's last look and its manifest."""

    def late(container: RunContainer, record: Record, failure: Failure | None) -> None:
        run.put("attempts/1/manifest.json", b"of the other delivery")
        publish_manifest(container, record, failure)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("slipway.runner.attempt.publish_manifest", late)
        outcome = run.execute(WRITES_RESULT)
    assert outcome is not None and outcome.startswith("InternalError: attempt 1 has a manifest already")
    assert run.get("attempts/1/manifest.json") == b"of the other delivery"

"""Blob Storage that cannot be reached, answers late, or answers no."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from runner.network import Network
from runner.support import FAST, Run, wait_until

WRITES_RESULT = '(OUTPUT / "solution.json").write_text("{}")\n'


@pytest.fixture
def network(run: Run) -> Iterator[Network]:
    """The run's grant leads through this proxy; the test itself looks at storage directly."""
    proxy = Network(run.account.port)
    run.port = proxy.port
    yield proxy
    proxy.close()


def no_signature(run: Run, outcome: str | None) -> None:
    assert "sig=" not in (outcome or "") + run.echo.getvalue()
    for name in run.names():
        assert b"sig=" not in (run.get(name) or b"")


def test_a_lost_network_loses_nothing(run: Run, network: Network) -> None:
    outcome = run.begin(
        """
        print("before"); report(percent=1)
        (OUTPUT / "incumbents" / "1.json").write_text("1")
        wait_for("cut")
        for number in range(200): print("line", number); report(nodes=number)
        (OUTPUT / "incumbents" / "2.json").write_text("2")
        (TEST / "went on").touch()
        wait_for("go")
        (OUTPUT / "solution.json").write_text("the solution")
        print("after")
        """
    )
    wait_until(lambda: run.get("attempts/1/incumbents/1.json") is not None, "the run is under way")
    network.cut()
    run.allow("cut")
    wait_until(lambda: run.happened("went on"), "the algorithm runs on without the network")
    refused = network.refused
    wait_until(lambda: network.refused >= refused + 4, "storage was tried again and again")
    run.allow("go")
    wait_until(lambda: "after" in run.echo.getvalue(), "the algorithm has ended")
    refused = network.refused
    wait_until(lambda: network.refused >= refused + 2, "the upload waits for the network")
    assert not outcome.done()
    network.restore()
    assert outcome.result(60) is None
    assert run.get("attempts/1/output/solution.json") == b"the solution"
    assert run.get("attempts/1/incumbents/2.json") == b"2"
    assert run.progress()[-1]["nodes"] == 199
    assert run.log() == "before\n" + "".join(f"line {n}\n" for n in range(200)) + "after\n"
    no_signature(run, None)


def test_a_network_lost_while_staging(run: Run, network: Network) -> None:
    network.cut()
    outcome = run.begin(WRITES_RESULT)
    wait_until(lambda: network.refused >= 2, "storage was tried again")
    network.restore()
    assert outcome.result(60) is None


def test_storage_gone_for_good_before_the_start(run: Run, network: Network) -> None:
    network.cut()
    outcome = run.execute('(TEST / "started").touch()', replace(FAST, network_loss_seconds=0.5))
    assert outcome is not None and outcome.startswith("StorageUnavailable: storage failed at control.json: no answer (")
    assert not run.happened("started")
    no_signature(run, outcome)


def test_storage_gone_for_good_during_the_run_stops_the_algorithm(run: Run, network: Network) -> None:
    outcome = run.begin(
        '(TEST / "started").touch(); print("text"); wait_for("never")', replace(FAST, network_loss_seconds=0.5)
    )
    wait_until(lambda: run.happened("started"), "the algorithm runs")
    network.cut()
    said = outcome.result(60)
    assert said is not None and said.startswith("StorageUnavailable: ")
    assert not [name for name in run.names() if "manifest" in name]
    no_signature(run, said)


@pytest.mark.parametrize(
    ("label", "pattern"),
    [
        ("append to the log", b"logs/algorithm.log?comp=appendblock"),
        ("append to progress", b"progress.jsonl?comp=appendblock"),
        ("an incumbent", b"incumbents/1.json?"),
        ("an output", b"output/solution.json?"),
        ("the manifest", b"PUT /devstoreaccount1/run-%s/attempts/1/manifest.json?"),
    ],
)
def test_a_lost_answer_is_not_written_twice(run: Run, network: Network, label: str, pattern: bytes) -> None:
    network.lose_answer_to(pattern.replace(b"%s", run.id.encode()))
    outcome = run.execute(
        """
        print("once"); report(percent=1)
        (OUTPUT / "incumbents" / "1.json").write_text("1")
        (OUTPUT / "solution.json").write_text("{}")
        """
    )
    assert network.lost.is_set(), f"{label}: the answer was not lost"
    assert outcome is None, label
    assert run.log() == "once\n" and len(run.progress()) == 1
    assert run.get("attempts/1/incumbents/1.json") == b"1" and run.manifest()["outcome"] == "succeeded"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_answers_that_pass_are_outlasted(run: Run, network: Network, status: int) -> None:
    network.answers = [status, status]
    assert run.execute(WRITES_RESULT) is None
    assert network.answers == []


@pytest.mark.parametrize("status", [400, 403, 501])
def test_answers_that_do_not_pass_are_not_repeated(run: Run, network: Network, status: int) -> None:
    network.answers = [status, 500]
    outcome = run.execute(WRITES_RESULT)
    assert outcome == f"StorageUnavailable: storage failed at control.json: it answered {status}"
    assert network.answers == [500]


def test_an_input_larger_than_one_block_survives_a_lost_connection(run: Run, network: Network) -> None:
    """The connection breaks inside the download of the second block."""
    run.content = bytes(range(256)) * (20 * 1024 * 1024 // 256)
    run.put("input/small.mps", run.content)
    run.request["input"].update(bytes=len(run.content), sha256=hashlib.sha256(run.content).hexdigest())
    network.cut_after(12 * 1024 * 1024)
    outcome = run.execute(
        """
        import shutil
        shutil.copy(os.environ["INPUT_PATH"], OUTPUT / "copy")
        """
    )
    assert outcome is None
    assert network.was_cut.is_set()
    assert run.manifest()["files"] == [{"name": "copy", **{k: run.request["input"][k] for k in ("bytes", "sha256")}}]
    assert run.get("attempts/1/output/copy") == run.content


def test_a_grant_that_ends_during_the_run_is_not_retried_for_ever(run: Run) -> None:
    run.expires_at = datetime.now(timezone.utc) + timedelta(seconds=3)
    outcome = run.execute('wait_for("never")', replace(FAST, network_loss_seconds=3600))
    assert outcome is not None and outcome.startswith("GrantExpired: the grant ended during the run")
    no_signature(run, outcome)


def test_a_refused_signature_is_not_retried(run: Run) -> None:
    forged = run.grant(container=f"{run.account.url()}/{run.container.container_name}?sv=2025-11-05&sr=c&sp=r&sig=AAAA")
    outcome = run.begin(WRITES_RESULT, replace(FAST, network_loss_seconds=3600), forged).result(30)
    assert outcome is not None and "StorageUnavailable: storage failed at control.json: it answered 403" in outcome


def test_a_container_that_was_deleted(run: Run) -> None:
    outcome = run.begin('(TEST / "started").touch(); wait_for("never")')
    wait_until(lambda: run.happened("started"), "the algorithm runs")
    run.container.delete_container()
    said = outcome.result(60)
    assert said is not None and said.startswith("StorageUnavailable: ") and "404 ContainerNotFound" in said

"""SIGTERM and SIGKILL of the job's process."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

from runner.network import Network
from runner.support import FAST, Run, is_alive, outcome_of, wait_until
from runner.test_control import SAVES_ON_TERM
from slipway.runner.process import Mailbox, start_algorithm, supervise


def test_sigterm_is_forwarded_once_and_the_best_is_published(run: Run) -> None:
    job = run.spawn(SAVES_ON_TERM)
    wait_until(lambda: run.happened("started"), "the algorithm runs")
    job.send_signal(signal.SIGTERM)
    wait_until(lambda: run.happened("signals"), "the signal arrived")
    if job.poll() is None:
        job.send_signal(signal.SIGTERM)
    assert outcome_of(job) == "None"
    assert (run.folder / "signals").read_text() == "TERM\n"
    assert run.manifest()["stopped"] == "terminated" and run.manifest()["outcome"] == "succeeded"
    assert run.get("attempts/1/output/solution.json") == b"best so far"
    assert not list(run.temporary.iterdir()), "the work folder must be removed"


def test_an_algorithm_that_ignores_sigterm_is_killed_after_the_grace(run: Run) -> None:
    job = run.spawn(
        """
        print("I stay", flush=True)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        (TEST / "started").write_text(str(os.getpid()))
        while True: time.sleep(1)
        """,
        replace(FAST, terminate_grace_seconds=0.3),
    )
    wait_until(lambda: run.happened("started"), "the algorithm runs")
    job.send_signal(signal.SIGTERM)
    said = outcome_of(job)
    assert said.startswith("ComputeInterrupted: ") and "did not end within 0.3 s and was killed" in said
    assert said.endswith("last log line: I stay")
    manifest = run.manifest()
    assert manifest["exitCode"] == -9 and manifest["stopped"] == "terminated" and manifest["outcome"] == "failed"
    assert not list(run.temporary.iterdir())


def test_a_killed_job_leaves_no_orphan(run: Run) -> None:
    job = run.spawn('(TEST / "started").write_text(str(os.getpid())); wait_for("never")')
    wait_until(lambda: run.happened("started") and (run.folder / "started").read_text() != "", "the algorithm runs")
    algorithm = int((run.folder / "started").read_text())
    assert is_alive(algorithm)
    job.send_signal(signal.SIGKILL)
    wait_until(lambda: not is_alive(algorithm), "the kernel ended the algorithm")


def test_sigterm_is_forwarded_at_once_while_storage_is_out_of_reach(run: Run) -> None:
    network = Network(run.account.port)
    try:
        run.port = network.port
        job = run.spawn('print("text for the log")\n' + SAVES_ON_TERM)
        wait_until(lambda: run.happened("started"), "the algorithm runs")
        network.cut()
        wait_until(lambda: network.refused > 0, "uploads wait for the network")
        job.send_signal(signal.SIGTERM)
        wait_until(lambda: run.happened("signals"), "the algorithm got the signal")
        network.restore()
        assert outcome_of(job) == "None"
        assert run.manifest()["stopped"] == "terminated"
    finally:
        network.close()


def test_a_lost_exit_code_is_no_success(run: Run) -> None:
    """A host process that ignores SIGCHLD has its children reaped by the kernel."""
    job = run.spawn(
        "(OUTPUT / 'a').write_text('a'); sys.exit(3)", prelude="signal.signal(signal.SIGCHLD, signal.SIG_IGN)"
    )
    assert outcome_of(job).startswith("InternalError: the algorithm's exit code was lost")


def test_sigterm_before_the_start(run: Run) -> None:
    """The network is down, so staging waits; nothing was started, and nothing has to be waited for."""
    network = Network(run.account.port)
    try:
        network.cut()
        run.port = network.port
        job = run.spawn('(TEST / "started").touch()', replace(FAST, network_loss_seconds=3600))
        wait_until(lambda: network.refused > 0, "the job tries to reach storage")
        job.send_signal(signal.SIGTERM)
        assert outcome_of(job).startswith("ComputeInterrupted: the job was told to end (SIGTERM) before the algorithm")
        assert not run.happened("started")
    finally:
        network.close()


def test_the_end_of_the_job_outranks_a_wish_to_finish() -> None:
    mailbox: Mailbox = Mailbox()
    for message in ("finish", "terminated", "finish"):
        mailbox.put(message)
    process, output = start_algorithm(["sleep", "600"], {"PATH": os.defpath}, Path("/"))
    ending = supervise(process, mailbox, grace_seconds=60)
    os.close(output)
    assert (ending.exit_code, ending.stopped, ending.killed) == (-signal.SIGTERM, "terminated", False)

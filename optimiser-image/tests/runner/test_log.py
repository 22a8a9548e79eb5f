"""The log: streamed, capped, and never the reason why an algorithm is slow or fails."""

from __future__ import annotations

import io
import os
import resource
import threading
from dataclasses import replace

import pytest

from runner.support import FAST, Run, wait_until
from slipway.runner.log import CappedLog, drain

WRITES_RESULT = '(OUTPUT / "solution.json").write_text("{}")\n'


def test_the_log_arrives_while_the_algorithm_runs(run: Run) -> None:
    outcome = run.begin('print("first line"); wait_for("go"); print("second line")\n' + WRITES_RESULT)
    wait_until(lambda: run.get("attempts/1/logs/algorithm.log") == b"first line\n", "the first line is in storage")
    assert not outcome.done()
    run.allow("go")
    assert outcome.result(30) is None
    assert run.log() == run.echo.getvalue() == "first line\nsecond line\n"


def test_5_gb_of_log_are_cut_and_neither_fail_nor_fill_memory(run: Run) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcome = run.execute(
        """
        megabyte = b"x" * 999_999 + b"\\n"
        for _ in range(5000): sys.stdout.buffer.write(megabyte)
        (OUTPUT / "solution.json").write_text("{}")
        """,
        replace(FAST, log_bytes=100_000),
    )
    assert outcome is None
    assert run.log() == "x" * 100_000 + "\n[slipway] the log is truncated here: only the first 100000 bytes are kept\n"
    assert run.echo.getvalue() == run.log()
    assert run.manifest()["logTruncated"] is True
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kib < 64 * 1024


def test_the_message_names_the_last_line_even_of_a_truncated_log(run: Run) -> None:
    outcome = run.execute(
        'print("y" * 5000); print("\\x1b[31mno memory\\x07 for the tree\\n\\n"); sys.exit(1)',
        replace(FAST, log_bytes=10),
    )
    assert outcome is not None and outcome.endswith("exit code 1; last log line: [31mno memory for the tree")


def test_stderr_and_bytes_that_are_not_text_are_kept(run: Run) -> None:
    outcome = run.execute('os.write(2, b"caf\\xc3\\xa9 \\xff\\n")\n' + WRITES_RESULT)
    assert outcome is None
    assert run.get("attempts/1/logs/algorithm.log") == b"caf\xc3\xa9 \xff\n"
    assert run.echo.getvalue() == "café \ufffd\n"


def test_a_closed_job_output_does_not_stop_the_log() -> None:
    echo = io.StringIO()
    echo.close()
    log = CappedLog(100, echo)
    log.write(b"one\n")
    log.write(b"two\n")
    assert log.take(100) == b"one\ntwo\n"


@pytest.mark.parametrize("pieces", [[b"12345", b"67890", b"1"], [b"12345678901"]])
def test_the_cap_holds_over_any_pieces(pieces: list[bytes]) -> None:
    log = CappedLog(10, None)
    for piece in pieces:
        log.write(piece)
    assert log.truncated
    assert log.take(1000).startswith(b"1234567890\n[slipway] the log is truncated")


def test_exactly_the_cap_is_not_truncated() -> None:
    log = CappedLog(10, None)
    log.write(b"1234567890")
    assert not log.truncated and log.take(4) == b"1234" and log.take(1000) == b"567890"


def test_drain_ends_with_the_last_writer() -> None:
    reading, writing = os.pipe()
    log = CappedLog(1000, None)
    thread = threading.Thread(target=drain, args=(reading, log))
    thread.start()
    os.write(writing, b"text")
    os.close(writing)
    thread.join(10)
    assert not thread.is_alive() and log.take(1000) == b"text" and log.last_line() == "text"

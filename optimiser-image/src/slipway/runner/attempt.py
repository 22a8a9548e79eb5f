"""One attempt of a run, from the opened grant to the manifest."""

from __future__ import annotations

import json
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from slipway.contract import Environment, FailureCode
from slipway.runner.control import check_current, watch_control
from slipway.runner.failure import Failure, unexpected
from slipway.runner.grant import Grant
from slipway.runner.limits import Limits
from slipway.runner.live import LivePublisher
from slipway.runner.log import CappedLog, drain
from slipway.runner.manifest import Record, publish_manifest, refuse_if_published, versions
from slipway.runner.output import find_outputs, upload_outputs
from slipway.runner.process import Ending, Mailbox, algorithm_environment, judge, start_algorithm, supervise
from slipway.runner.staging import Workspace, prepare, read_request, stage_input
from slipway.runner.storage import RunContainer, open_container
from slipway.runner.trace import Trace

# After these nothing can be published, or must not be.
_SILENT = frozenset({FailureCode.FENCED, FailureCode.STORAGE_UNAVAILABLE, FailureCode.GRANT_EXPIRED})

# A process that left the algorithm's group can hold its output open; what it writes after this is not waited for.
_DRAIN_SECONDS = 5.0
# How long a publisher that must not publish any more may take to notice.
_ABANDON_SECONDS = 1.0


@dataclass
class _Phase:
    """How far the attempt is; storage calls that wait for the network look at it to know whether to go on."""

    started: bool = False
    over: bool = False


@dataclass(frozen=True)
class _Attempt:
    container: RunContainer
    grant: Grant
    environment: Mapping[str, str]
    limits: Limits
    log: CappedLog
    mailbox: Mailbox
    phase: _Phase
    record: Record
    trace: Trace

    def interrupted(self) -> bool:
        """Whether the job was told to end before the algorithm started: until then only signals post messages."""
        return not self.phase.started and not self.mailbox.empty()


def run_attempt(
    run_id: str,
    attempt: int,
    grant: Grant,
    environment: Mapping[str, str],
    limits: Limits,
    echo: TextIO | None,
    trace: Trace,
) -> None:
    """
    Runs one attempt and publishes it under `attempts/<n>/`; returns where it succeeded and raises `Failure` otherwise.
    `echo` receives the algorithm's log as well. SIGTERM and SIGINT are heard only when called on the main thread.
    """
    mailbox: Mailbox = Mailbox()
    phase = _Phase()
    container = open_container(
        grant, limits.network_loss_seconds, lambda: phase.over or (not phase.started and not mailbox.empty())
    )
    record = Record(run_id, attempt, datetime.now(timezone.utc))
    this = _Attempt(
        container, grant, environment, limits, CappedLog(limits.log_bytes, echo), mailbox, phase, record, trace
    )
    with _signals_posted_to(mailbox):
        try:
            failure = _outcome(this)
            if failure is None or failure.code not in _SILENT:
                _publish(this, failure)
        finally:
            phase.over = True
    if failure is not None:
        raise failure


def _outcome(this: _Attempt) -> Failure | None:
    """Everything but the manifest. The work folder is gone when this returns."""
    try:
        check_current(this.container, this.record.attempt)
        refuse_if_published(this.container, this.record.attempt)
        with TemporaryDirectory(prefix="slipway-", ignore_cleanup_errors=True) as folder:
            with this.trace.span("stage"):
                workspace = _stage(this, Path(folder))
            _execute(this, workspace)
    except Failure as failure:
        return _interruption() if this.interrupted() else failure
    except Exception as error:
        return unexpected(error)
    return None


def _stage(this: _Attempt, folder: Path) -> Workspace:
    began = time.monotonic()

    def go_on() -> None:
        if this.interrupted():
            raise _interruption()

    request = read_request(this.container, this.record.run_id, this.grant.request_sha256)
    this.record.input_sha256 = request.input_sha256
    workspace = prepare(folder, request)
    stage_input(this.container, request, workspace.input, go_on)
    go_on()
    this.record.stage_seconds = time.monotonic() - began
    return workspace


def _execute(this: _Attempt, workspace: Workspace) -> None:
    """Runs the algorithm and uploads what it leaves. The output is complete in storage when this returns."""
    record, limits = this.record, this.limits
    publisher = LivePublisher(
        this.container, workspace, record.attempt, this.log, limits, lambda: this.phase.over, this.mailbox.put
    )
    try:
        with this.trace.span("algorithm") as part:
            ending = _run_algorithm(this, workspace, publisher)
            part.failed = ending.exit_code != 0
    except Failure as failure:
        this.phase.over = failure.code in _SILENT
        publisher.end()
        with suppress(Failure):
            publisher.join(_ABANDON_SECONDS if this.phase.over else None)
        raise
    began = time.monotonic()
    try:
        fault = judge(ending, this.log.last_line(), limits.terminate_grace_seconds)
        if fault is not None:
            raise fault
        names = find_outputs(workspace, limits, this.log)
        record.versions = versions(workspace.output / "summary.json")
        publisher.end()
        refuse_if_published(this.container, record.attempt)
        with this.trace.span("upload"):
            record.files = upload_outputs(this.container, workspace, record.attempt, names)
    finally:
        publisher.end()
        publisher.join()
        record.log_truncated = this.log.truncated
        record.upload_seconds = time.monotonic() - began


def _run_algorithm(this: _Attempt, workspace: Workspace, publisher: LivePublisher) -> Ending:
    record, limits = this.record, this.limits
    environment = algorithm_environment(
        this.environment,
        {
            Environment.RUN_ID: record.run_id,
            Environment.INPUT_PATH: str(workspace.input),
            Environment.OPTIONS_PATH: str(workspace.options),
            Environment.OUTPUT_PATH: str(workspace.output),
            Environment.PROGRESS_PATH: str(workspace.progress),
        },
        workspace.temporary,
    )
    began = time.monotonic()
    this.phase.started = True
    process, output = start_algorithm(command_of(this.environment), environment, workspace.folder)
    drainer = threading.Thread(target=drain, args=(output, this.log), name="slipway-log", daemon=True)
    drainer.start()
    publisher.start()
    ended = threading.Event()
    threading.Thread(
        target=watch_control,
        args=(
            this.container,
            record.attempt,
            limits.control_poll_seconds,
            ended,
            lambda: this.mailbox.put("finish"),
            this.mailbox.put,
        ),
        name="slipway-control",
        daemon=True,
    ).start()
    try:
        ending = supervise(process, this.mailbox, limits.terminate_grace_seconds)
    finally:
        ended.set()
        record.algorithm_seconds = time.monotonic() - began
    drainer.join(_DRAIN_SECONDS)
    record.exit_code, record.stopped = ending.exit_code, ending.stopped
    return ending


def _publish(this: _Attempt, failure: Failure | None) -> None:
    """The manifest. On a failed attempt nothing that goes wrong here hides why it failed, except that it is fenced."""
    try:
        check_current(this.container, this.record.attempt)
        this.trace.publish(this.container, this.record.attempt, failure is not None)
        this.record.versions = this.record.versions or versions(None)
        publish_manifest(this.container, this.record, failure)
    except Failure as late:
        if failure is None or late.code is FailureCode.FENCED:
            raise


def command_of(environment: Mapping[str, str]) -> list[str]:
    """The algorithm's command line. Raises `AlgorithmFailed` where the variable does not hold one."""
    text = environment.get(Environment.ALGORITHM_COMMAND)
    if not text:
        return [sys.executable, "-m", "slipway.optimiser"]
    try:
        command = json.loads(text)
    except (ValueError, RecursionError):
        command = None
    if not isinstance(command, list) or not command or not all(isinstance(part, str) and part for part in command):
        raise Failure(
            FailureCode.ALGORITHM_FAILED,
            f'{Environment.ALGORITHM_COMMAND} must be a JSON array of strings such as ["python3", "/app.py"]',
        )
    return command


def _interruption() -> Failure:
    return Failure(
        FailureCode.COMPUTE_INTERRUPTED, "the job was told to end (SIGTERM) before the algorithm had started"
    )


@contextmanager
def _signals_posted_to(mailbox: Mailbox) -> Iterator[None]:
    """SIGTERM and SIGINT become messages; afterwards the process, which may be Databricks' own, is as it was."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # A SimpleQueue may be put to from a signal handler; an Event or a Queue could block on its own lock.
    previous = {
        number: signal.signal(number, lambda *_: mailbox.put("terminated"))
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)

"""The algorithm as a child process: started, waited for, stopped."""

from __future__ import annotations

import ctypes
import os
import queue
import signal
import subprocess
import threading
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from slipway.contract import FailureCode
from slipway.runner.failure import Failure, one_line

# What the supervisor hears: the algorithm's end, a wish to stop, or that the attempt cannot go on.
Message = Literal["exited", "finish", "terminated"] | Failure
Mailbox = queue.SimpleQueue[Message]

_INHERITED = frozenset(
    {"PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "VIRTUAL_ENV", "CUDA_VISIBLE_DEVICES"}
)
_INHERITED_PREFIXES = ("LC_", "PYTHON", "LD_", "OMP_", "MKL_", "OPENBLAS_", "NUMEXPR_")

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Ending:
    """How the algorithm ended. `exit_code` is minus the signal's number where a signal ended it."""

    exit_code: int
    stopped: Literal["finish", "terminated"] | None
    killed: bool


def algorithm_environment(parent: Mapping[str, str], contract: Mapping[str, str], temporary: Path) -> dict[str, str]:
    """
    What the algorithm may see of the job's environment, by allow-list because the rest holds keys and tokens, and the
    contract's own variables. Temporary files go into the work folder, which is always removed.
    """
    inherited = {
        name: value for name, value in parent.items() if name in _INHERITED or name.startswith(_INHERITED_PREFIXES)
    }
    # Without it the log of a Python algorithm would come in blocks of 8 KiB instead of line by line.
    return {"PYTHONUNBUFFERED": "1", **inherited, "TMPDIR": str(temporary), **contract}


def start_algorithm(
    command: Sequence[str], environment: Mapping[str, str], folder: Path
) -> tuple[subprocess.Popen[bytes], int]:
    """
    Starts `command` in a process group of its own and returns it with the reading end of its output. The kernel kills
    it should the calling thread die. Raises `AlgorithmFailed` where the command cannot be started.
    """
    reading, writing = os.pipe2(os.O_CLOEXEC)
    parent = os.getpid()

    def own_group() -> None:
        os.setpgrp()
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        # The parent may have died before the kernel knew whom to watch.
        if os.getppid() != parent:
            os._exit(1)

    try:
        with warnings.catch_warnings():
            # Python 3.12 warns of any fork beside threads; between fork and exec this child makes system calls only.
            warnings.simplefilter("ignore", DeprecationWarning)
            process = subprocess.Popen(
                command,
                env=environment,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=writing,
                stderr=writing,
                preexec_fn=own_group,
            )
    except (OSError, ValueError) as error:
        os.close(reading)
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a valid command line"
        raise Failure(
            FailureCode.ALGORITHM_FAILED, f"the command {one_line(command[0], 200)} could not be started: {reason}"
        ) from None
    finally:
        os.close(writing)
    return process, reading


def supervise(process: subprocess.Popen[bytes], mailbox: Mailbox, grace_seconds: float) -> Ending:
    """
    Waits for the algorithm's end while it obeys the mailbox: a wish to stop is SIGTERM to its group, once, and SIGKILL
    after `grace_seconds`; a `Failure` is SIGKILL at once and then raised. Leaves no process of the group behind.
    """
    watcher = threading.Thread(target=_announce_end, args=(process.pid, mailbox), name="slipway-wait", daemon=True)
    watcher.start()
    stopped: Literal["finish", "terminated"] | None = None
    kill_at: float | None = None
    killed = False
    failure: Failure | None = None
    while True:
        try:
            message = mailbox.get(timeout=None if kill_at is None else max(0.0, kill_at - time.monotonic()))
        except queue.Empty:
            _signal_group(process.pid, signal.SIGKILL)
            killed, kill_at = True, None
            continue
        if message == "exited":
            break
        if isinstance(message, Failure):
            failure = failure or message
            _signal_group(process.pid, signal.SIGKILL)
        elif stopped is None:
            stopped = message
            _signal_group(process.pid, signal.SIGTERM)
            kill_at = time.monotonic() + grace_seconds
        elif message == "terminated":
            # The end of the job outranks a wish to finish: a cancelled run keeps nothing, an evicted one runs again.
            stopped = message
    # The leader is not yet reaped, so its number cannot have passed to a stranger's group.
    _signal_group(process.pid, signal.SIGKILL)
    exit_code = process.wait()
    if failure is not None:
        raise failure
    return Ending(exit_code, stopped, killed)


def judge(ending: Ending, last_line: str, grace_seconds: float) -> Failure | None:
    """Why an ending is a failure, in words that name the cause and the log's last line; None for exit code 0."""
    code = ending.exit_code
    if code == 0:
        return None
    said = f"; last log line: {last_line}" if last_line else "; it wrote no log"
    if ending.stopped == "terminated":
        how = f"did not end within {grace_seconds:g} s and was killed" if ending.killed else f"ended with {_name(code)}"
        return Failure(
            FailureCode.COMPUTE_INTERRUPTED, f"the job was told to end (SIGTERM) and the algorithm {how}{said}"
        )
    if ending.killed:
        return Failure(
            FailureCode.ALGORITHM_FAILED,
            f"the algorithm was asked to finish, ignored SIGTERM for {grace_seconds:g} s and was killed{said}",
        )
    # A shell that waits for the killed program reports 128 + 9.
    if code in (-signal.SIGKILL, 128 + signal.SIGKILL):
        return Failure(
            FailureCode.OUT_OF_MEMORY,
            f"the algorithm was killed by the kernel (SIGKILL), most likely because memory ran out{said}",
        )
    asked = "was asked to finish (SIGTERM) and " if ending.stopped == "finish" else ""
    return Failure(FailureCode.ALGORITHM_FAILED, f"the algorithm {asked}ended with {_name(code)}{said}")


def _name(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"


def _announce_end(pid: int, mailbox: Mailbox) -> None:
    try:
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    except ChildProcessError:
        # Without this, subprocess would report exit code 0.
        mailbox.put(
            Failure(
                FailureCode.INTERNAL_ERROR,
                "the algorithm's exit code was lost: the process that runs the job ignores SIGCHLD or reaps children",
            )
        )
    mailbox.put("exited")


def _signal_group(group: int, number: signal.Signals) -> None:
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return

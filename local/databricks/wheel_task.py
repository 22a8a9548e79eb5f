"""What Databricks does around a ``python_wheel_task``: finds the entry point, calls it, tells how it ended.

Two processes. The *driver* stands for the node: it keeps the log within bounds, sees how the Python process ended
(also by the kernel's hand) and writes ``outcome.json`` last. The *Python process*, its child, runs the wheel.
Called by ``venv-executor.ts`` as: wheel_task.py FOLDER PACKAGE_NAME ENTRY_POINT [PARAMETER ...]
and by ``docker-executor.ts``, as the first process of a container: wheel_task.py FOLDER, with the rest on stdin.
"""

from __future__ import annotations

import builtins
import contextlib
import ctypes
import importlib
import importlib.metadata
import json
import os
import selectors
import signal
import sys
import traceback
from pathlib import Path
from typing import NoReturn

# Two files of this size hold at least the 5 MB that runs/get-output returns, and no endless log fills the disk.
LOG_FILE_BYTES = 5 * 1024 * 1024
REPORT_BYTES = 64 * 1024
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def main() -> None:
    folder, *task = sys.argv[1:]
    if not claim(Path(folder)):
        return
    in_container = not task
    if in_container:
        told = sys.stdin.buffer.read()
        # The emulator was killed before it said what to run.
        if not told:
            return
        given = json.loads(told)
        task = given["task"]
        os.environ.update(given["environment"])
    package_name, entry_point, *parameters = task
    # Whoever asks the task to end means the Python process; the driver stays to see how that one ends.
    signal.signal(signal.SIGTERM, forward if in_container else signal.SIG_IGN)
    libc = ctypes.CDLL(None)
    # Whatever the wheel starts, and however it detaches it, stays below the driver and can be found and killed.
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    log_read, log_write = os.pipe()
    report_read, report_write = os.pipe()
    python = os.fork()
    if python == 0:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if in_container:
            # Where memory runs out the kernel takes the wheel's processes, so that the driver can tell.
            Path("/proc/self/oom_score_adj").write_text("500")
        os.dup2(log_write, 1)
        os.dup2(log_write, 2)
        for descriptor in (log_read, log_write, report_read):
            os.close(descriptor)
        run_wheel(package_name, entry_point, parameters, report_write)
    os.close(log_write)
    os.close(report_write)
    outcome = follow(python, log_read, report_read, Log(Path(folder)))
    write_atomically(Path(folder) / "outcome.json", outcome)


def forward(number: int, _frame: object) -> None:
    """From outside, a container's signals reach its first process alone; -1 means every other one."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, number)


def claim(folder: Path) -> bool:
    """Tells the emulator which process this is; False where a restarted emulator has given the task up already."""
    process = {"pid": os.getpid(), "started": start_time(os.getpid())}
    draft = folder / f"process.{os.getpid()}"
    draft.write_text(json.dumps(process))
    try:
        os.link(draft, folder / "process.json")
        return True
    except FileExistsError:
        return False
    finally:
        draft.unlink()


def start_time(pid: int) -> str:
    """Field 22 of /proc/<pid>/stat (proc(5)); with the pid it names a process for good."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]


class Log:
    """The last 5 to 10 MiB written, in ``log.1`` (older) and ``log``."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "log"
        self.older = folder / "log.1"
        self.file = self.path.open("ab", buffering=0)
        self.size = 0

    def write(self, data: bytes) -> None:
        # A full disk must not end the task: the rest of the log is lost instead.
        with contextlib.suppress(OSError):
            if self.size + len(data) > LOG_FILE_BYTES:
                self.file.close()
                self.path.replace(self.older)
                self.file = self.path.open("ab", buffering=0)
                self.size = 0
            self.file.write(data)
            self.size += len(data)


def follow(python: int, log_read: int, report_read: int, log: Log) -> dict[str, object]:
    """Copies the log until the Python process has ended, then ends whatever it left behind."""
    os.set_blocking(log_read, False)
    os.set_blocking(report_read, False)
    report = bytearray()
    status: int | None = None
    with selectors.DefaultSelector() as selector:
        selector.register(log_read, selectors.EVENT_READ)
        selector.register(report_read, selectors.EVENT_READ)
        selector.register(os.pidfd_open(python), selectors.EVENT_READ)
        while status is None:
            for key, _ in selector.select(timeout=1):
                if key.fd in (log_read, report_read) and not copy(key.fd, log, report, report_read):
                    selector.unregister(key.fd)
            status = reap(python)
    copy(report_read, log, report, report_read)
    kill_children()
    while copy(log_read, log, report, report_read):
        pass
    # Only a whole report counts: the process may have been killed while it wrote it.
    if report.endswith(b"\n"):
        told: dict[str, object] = json.loads(report)
        return told
    return failed(f"The Python process exited unexpectedly with {describe(status)}.", "")


def copy(descriptor: int, log: Log, report: bytearray, report_read: int) -> bool:
    """Reads once; False at the end of the stream or when nothing waits."""
    try:
        data = os.read(descriptor, 1 << 16)
    except BlockingIOError:
        return False
    if descriptor == report_read:
        report += data
    else:
        log.write(data)
    return bool(data)


def reap(python: int) -> int | None:
    """Collects ended children; the wait status of the Python process once it is among them."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return None
        if pid == python:
            return status
        if pid == 0:
            return None


def kill_children() -> None:
    """A job cluster ends with its task: kills every process below the driver, until none is left."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    while pids := children.read_text().split():
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(-1, 0)


def describe(status: int) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return f"exit code {128 + number} ({signal.Signals(number).name})"
    return f"exit code {os.WEXITSTATUS(status)}"


def run_wheel(package_name: str, entry_point: str, parameters: list[str], report_write: int) -> NoReturn:
    """Calls the entry point in this process; its return value means nothing, any SystemExit is a failure."""
    # The wheel's own children must not keep the report open.
    os.set_inheritable(report_write, False)
    sys.argv = [entry_point, *parameters]
    sys.path.pop(0)  # the folder of this file, which no wheel sees in Databricks
    for name in ("exit", "quit"):
        delattr(builtins, name)
    outcome: dict[str, object] = {"kind": "succeeded"}
    try:
        call(package_name, entry_point)
    except importlib.metadata.PackageNotFoundError as error:
        if error.name != package_name:
            outcome = failed_by(error)
        else:
            message = (
                f"Python wheel with name {package_name} could not be found. "
                "Please check the driver logs for more details"
            )
            outcome = {**failed(message, ""), "wheelMissing": True}
            print(message, file=sys.stderr)
    except BaseException as error:
        outcome = failed_by(error)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    with os.fdopen(report_write, "wb") as report:
        report.write(json.dumps(outcome).encode() + b"\n")
    # Databricks takes the node away as soon as the call has returned, whatever threads still run.
    os._exit(0)


def call(package_name: str, entry_point: str) -> None:
    distribution = importlib.metadata.distribution(package_name)
    for candidate in distribution.entry_points:
        if candidate.name == entry_point:
            candidate.load()()
            return
    module = importlib.import_module(package_name.replace("-", "_"))
    getattr(module, entry_point)()


def failed_by(error: BaseException) -> dict[str, object]:
    frames = error.__traceback__
    while frames and frames.tb_frame.f_code.co_filename == __file__:
        frames = frames.tb_next
    trace = "".join(traceback.format_exception(type(error), error, frames))
    print(trace, file=sys.stderr)
    text = str(error)
    name = type(error).__name__
    return failed(f"{name}: {text}" if text else name, trace)


def failed(error: str, trace: str) -> dict[str, object]:
    # The end of a long trace says where it happened; the start of a long message says what.
    return {
        "kind": "failed",
        "error": error[:REPORT_BYTES],
        "errorTrace": trace[-REPORT_BYTES:],
        "wheelMissing": False,
    }


def write_atomically(path: Path, value: dict[str, object]) -> None:
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(value))
    draft.replace(path)


if __name__ == "__main__":
    main()

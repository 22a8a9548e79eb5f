"""
One run of an algorithm without storage, for `slipway algorithm test`: the same environment, limits and judgement as in
a job. Called as `python -m slipway.runner.trial INPUT OPTIONS OUTPUT [FINISH_AFTER]`: OPTIONS is a JSON file, OUTPUT a
folder that receives `files/` and, last, `report.json`; after FINISH_AFTER seconds the algorithm is asked to finish.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from slipway.contract import Environment
from slipway.runner.attempt import command_of
from slipway.runner.failure import Failure
from slipway.runner.limits import Limits
from slipway.runner.log import CappedLog, drain
from slipway.runner.output import find_outputs
from slipway.runner.process import Mailbox, algorithm_environment, judge, start_algorithm, supervise
from slipway.runner.progress import ProgressReader
from slipway.runner.staging import Request, Workspace, prepare, safe_name

_PROGRESS_SECONDS = 0.2
_DRAIN_SECONDS = 5.0


def main(arguments: Sequence[str], environment: Mapping[str, str], limits: Limits, echo: TextIO) -> None:
    """Writes the report also where the algorithm fails; that is what it is for."""
    source, options, target, *rest = arguments
    finish_after = float(rest[0]) if rest else None
    given = json.loads(Path(options).read_text(encoding="utf-8"))
    with TemporaryDirectory(prefix="slipway-", ignore_cleanup_errors=True) as folder:
        workspace = prepare(Path(folder), Request(safe_name(source), "", 0, "", given))
        shutil.copyfile(source, workspace.input)
        report = try_algorithm(workspace, environment, limits, CappedLog(limits.log_bytes, echo), finish_after)
        with suppress(OSError):
            # Goes where it is empty.
            workspace.incumbents.rmdir()
        shutil.copytree(workspace.output, Path(target) / "files", dirs_exist_ok=True, symlinks=True)
    (Path(target) / "report.json").write_text(json.dumps(report))
    _hand_over(Path(target))


def _hand_over(target: Path) -> None:
    """In a container everything belongs to root; whoever made the folder must be able to remove what is in it."""
    owner = target.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        for path in target.rglob("*"):
            os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def try_algorithm(
    workspace: Workspace, environment: Mapping[str, str], limits: Limits, log: CappedLog, finish_after: float | None
) -> dict[str, object]:
    """What became of it: `failure` is null or has `code` and `message`, as in a manifest."""
    progress = _Progress(workspace.progress, limits)
    report: dict[str, object] = {"failure": None, "exitCode": None, "seconds": 0.0, "stopped": False}
    began = time.monotonic()
    try:
        process, output = start_algorithm(
            command_of(environment), _environment(workspace, environment), workspace.folder
        )
        drainer = threading.Thread(target=drain, args=(output, log), daemon=True)
        drainer.start()
        progress.start()
        mailbox: Mailbox = Mailbox()
        timer = threading.Timer(finish_after or 0.0, mailbox.put, ("finish",))
        timer.daemon = True
        if finish_after is not None:
            timer.start()
        ending = supervise(process, mailbox, limits.terminate_grace_seconds)
        timer.cancel()
        report["seconds"] = time.monotonic() - began
        drainer.join(_DRAIN_SECONDS)
        report["exitCode"], report["stopped"] = ending.exit_code, ending.stopped is not None
        fault = judge(ending, log.last_line(), limits.terminate_grace_seconds)
        if fault is not None:
            raise fault
        report["files"] = [
            {"name": name, "bytes": (workspace.output / name).stat().st_size}
            for name in find_outputs(workspace, limits, log)
        ]
    except Failure as failure:
        report["failure"] = {"code": failure.code.value, "message": failure.message}
    report["progress"] = progress.end()
    report["incumbents"] = sum(not entry.name.startswith(".") for entry in os.scandir(workspace.incumbents))
    return report


def _environment(workspace: Workspace, parent: Mapping[str, str]) -> dict[str, str]:
    contract = {
        Environment.RUN_ID: "trial",
        Environment.INPUT_PATH: str(workspace.input),
        Environment.OPTIONS_PATH: str(workspace.options),
        Environment.OUTPUT_PATH: str(workspace.output),
        Environment.PROGRESS_PATH: str(workspace.progress),
    }
    return algorithm_environment(parent, contract, workspace.temporary)


class _Progress:
    """What is reported, as it comes."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._reader = ProgressReader(path, limits.progress_line_bytes)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._last: object = None

    def start(self) -> None:
        self._thread.start()

    def end(self) -> dict[str, object]:
        self._ended.set()
        if self._thread.ident is not None:
            self._thread.join()
        self._reader.read(ended=True)
        self._take()
        return {"last": self._last, "dropped": dict(self._reader.dropped)}

    def _follow(self) -> None:
        while not self._ended.wait(_PROGRESS_SECONDS):
            self._reader.read()
            self._take()

    def _take(self) -> None:
        for line in self._reader.take().splitlines():
            self._last = json.loads(line)


if __name__ == "__main__":
    main(sys.argv[1:], os.environ, Limits(), sys.stdout)

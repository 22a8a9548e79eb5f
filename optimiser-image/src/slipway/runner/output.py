"""Finds and uploads what the algorithm left in its output folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from slipway.contract import Blob, FailureCode
from slipway.runner.failure import Failure
from slipway.runner.files import is_publishable, open_regular
from slipway.runner.limits import Limits
from slipway.runner.log import CappedLog
from slipway.runner.staging import Workspace
from slipway.runner.storage import RunContainer, upload

_PARALLEL_FILES = 4
_READ_BYTES = 1024 * 1024


@dataclass(frozen=True)
class OutputFile:
    """An uploaded file; `name` is relative to the output folder, with `/` between folders."""

    name: str
    bytes: int
    sha256: str


def find_outputs(workspace: Workspace, limits: Limits, log: CappedLog) -> list[str]:
    """
    Names of the regular files in the output folder, without the incumbents, sorted. Links and special files are left
    out with a note in the log. Raises `ResultMissing` and `ResultTooLarge`.
    """
    names: list[str] = []
    size = 0
    skipped: list[str] = []
    for name, entry in _walk(workspace.output, "", workspace.incumbents):
        if not entry.is_file(follow_symlinks=False) or not is_publishable(name):
            skipped.append(name)
            continue
        names.append(name)
        size += entry.stat(follow_symlinks=False).st_size
        if len(names) > limits.output_files:
            raise Failure(
                FailureCode.RESULT_TOO_LARGE, f"the output has more than {limits.output_files} files; pack them"
            )
        if size > limits.output_bytes:
            raise Failure(FailureCode.RESULT_TOO_LARGE, f"the output has more than {limits.output_bytes} bytes")
    if skipped:
        log.note(
            f"{len(skipped)} entries of the output are not published, being links, special files or badly named: "
            + ", ".join(ascii(name) for name in skipped[:5])
        )
    if size == 0:
        raise Failure(
            FailureCode.RESULT_MISSING,
            "the algorithm ended with exit code 0, but wrote no non-empty file to its output",
        )
    return sorted(names)


def upload_outputs(container: RunContainer, workspace: Workspace, attempt: int, names: list[str]) -> list[OutputFile]:
    """Uploads the named files, a few at a time, and returns them with size and SHA-256 in the same order."""

    def publish(name: str) -> OutputFile:
        file = open_regular(workspace.output / name)
        if file is None:
            raise Failure(FailureCode.INTERNAL_ERROR, f"the output file {name} vanished before it was uploaded")
        with file:
            size, digest = _measure(file)
            file.seek(0)
            upload(container, Blob.OUTPUT.format(attempt=attempt, name=name), file, size)
        return OutputFile(name, size, digest)

    with ThreadPoolExecutor(_PARALLEL_FILES, thread_name_prefix="slipway-output") as pool:
        return list(pool.map(publish, names))


def _walk(folder: Path, prefix: str, excluded: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if Path(entry.path) != excluded:
                    yield from _walk(Path(entry.path), f"{prefix}{entry.name}/", excluded)
            else:
                yield prefix + entry.name, entry


def _measure(file: BinaryIO) -> tuple[int, str]:
    size = 0
    digest = hashlib.sha256()
    while piece := file.read(_READ_BYTES):
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()

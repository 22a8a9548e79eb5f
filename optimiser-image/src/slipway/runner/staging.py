"""Brings the request and its input into a work folder, checked."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from slipway.contract import Blob, FailureCode
from slipway.runner.failure import Failure, one_line
from slipway.runner.storage import RunContainer, read, stream

_LONGEST_NAME = 100


@dataclass(frozen=True)
class Request:
    """What `request.json` asks for, as far as the runner needs it."""

    input_name: str
    input_blob: str
    input_bytes: int
    input_sha256: str
    options: dict[str, object]


@dataclass(frozen=True)
class Workspace:
    """The paths that the algorithm is given, all in one folder."""

    folder: Path
    input: Path
    options: Path
    output: Path
    incumbents: Path
    progress: Path
    temporary: Path


def read_request(container: RunContainer, run_id: str, sha256: str) -> Request:
    """Raises `InputCorrupted` where the request is missing or is not the one the grant was made for."""
    content = read(container, Blob.REQUEST)
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise _corrupted(f"{Blob.REQUEST} has SHA-256 {found}, but the grant was made for {sha256}")
    try:
        value = json.loads(content)
        source = value["input"]
        request = Request(
            safe_name(source["name"]), source["blob"], source["bytes"], source["sha256"], dict(value["options"])
        )
        named = value["runId"]
        sound = (
            isinstance(request.input_blob, str)
            and request.input_blob != ""
            and type(request.input_bytes) is int
            and isinstance(request.input_sha256, str)
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        sound = False
    if not sound:
        raise _corrupted(f"{Blob.REQUEST} does not have the contract's form")
    if named != run_id:
        raise _corrupted(f"{Blob.REQUEST} is for run {one_line(str(named), 100)}, not for {run_id}")
    return request


def prepare(folder: Path, request: Request) -> Workspace:
    """Makes the folders and files that an algorithm finds when it starts, except for the input."""
    places = {name: folder / name for name in ("input", "output", "tmp")}
    for place in places.values():
        place.mkdir()
    workspace = Workspace(
        folder=folder,
        input=places["input"] / request.input_name,
        options=folder / "options.json",
        output=places["output"],
        incumbents=places["output"] / "incumbents",
        progress=folder / "progress.jsonl",
        temporary=places["tmp"],
    )
    workspace.incumbents.mkdir()
    workspace.progress.touch()
    workspace.options.write_text(json.dumps(request.options), encoding="utf-8")
    return workspace


def stage_input(container: RunContainer, request: Request, target: Path, check: Callable[[], None]) -> None:
    """
    Downloads the input; `check` is called between pieces and may raise. Raises `InputCorrupted` where size or SHA-256
    are not the request's; the size is checked on the way, so that a wrong blob cannot fill the disk.
    """
    digest = hashlib.sha256()
    size = 0
    with target.open("xb") as file:
        for piece in stream(container, request.input_blob):
            check()
            size += len(piece)
            if size > request.input_bytes:
                raise _corrupted(f"the input has more than the {request.input_bytes} bytes it was accepted with")
            digest.update(piece)
            file.write(piece)
    if size != request.input_bytes:
        raise _corrupted(f"the input has {size} bytes, but was accepted with {request.input_bytes}")
    if digest.hexdigest() != request.input_sha256:
        raise _corrupted(f"the input has SHA-256 {digest.hexdigest()}, but was accepted with {request.input_sha256}")


def safe_name(name: str) -> str:
    """A caller's file name as a name in a folder: no path, no hidden file, only letters a shell leaves alone."""
    last = re.sub(r"[^A-Za-z0-9._-]", "_", os.path.basename(name)).lstrip(".-")
    # The end is kept, because it tells the format.
    return last[-_LONGEST_NAME:].lstrip(".-") or "input"


def _corrupted(message: str) -> Failure:
    return Failure(FailureCode.INPUT_CORRUPTED, message)

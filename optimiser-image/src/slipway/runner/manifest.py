"""The manifest: what makes an attempt's result valid. Written last and create-only."""

from __future__ import annotations

import json
import platform
from dataclasses import dataclass, field
from datetime import datetime, timezone
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Literal

from slipway.contract import WHEEL_DISTRIBUTION, Blob, FailureCode
from slipway.runner.failure import Failure, one_line
from slipway.runner.files import open_regular
from slipway.runner.output import OutputFile
from slipway.runner.storage import RunContainer, create, exists, read

_LARGEST_SUMMARY_BYTES = 64 * 1024
_MOST_VERSIONS = 20
_LONGEST_VERSION = 100


@dataclass
class Record:
    """What is known of an attempt so far; it fills up on the way, so that a failure can say how far it came."""

    run_id: str
    attempt: int
    started_at: datetime
    exit_code: int | None = None
    files: list[OutputFile] = field(default_factory=list)
    stage_seconds: float = 0.0
    algorithm_seconds: float = 0.0
    upload_seconds: float = 0.0
    # Empty until the request was read.
    input_sha256: str = ""
    versions: dict[str, str] = field(default_factory=dict)
    log_truncated: bool = False
    stopped: Literal["finish", "terminated"] | None = None


def refuse_if_published(container: RunContainer, attempt: int) -> None:
    """Raises `InternalError` where this attempt has its manifest already: its files must stay as that one says."""
    if exists(container, Blob.MANIFEST.format(attempt=attempt)):
        raise _published(attempt)


def publish_manifest(container: RunContainer, record: Record, failure: Failure | None) -> None:
    """Raises `InternalError` where another delivery of this attempt was faster."""
    blob = Blob.MANIFEST.format(attempt=record.attempt)
    content = _render(record, failure)
    # The same bytes are our own, written by a request whose answer was lost.
    if not create(container, blob, BytesIO(content), len(content)) and read(container, blob) != content:
        raise _published(record.attempt)


def versions(summary: Path | None) -> dict[str, str]:
    """Versions of the runner, of Python and, where there is a `summary.json`, of what it names in its `versions`."""
    own = {"runner": version(WHEEL_DISTRIBUTION), "python": platform.python_version()}
    file = None if summary is None else open_regular(summary)
    if file is None:
        return own
    with file:
        content = file.read(_LARGEST_SUMMARY_BYTES + 1)
    try:
        named = json.loads(content)["versions"].items() if len(content) <= _LARGEST_SUMMARY_BYTES else []
        texts = [(name, text) for name, text in named if isinstance(text, str)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        texts = []
    theirs = {one_line(name, _LONGEST_VERSION): one_line(text, _LONGEST_VERSION) for name, text in texts}
    return {**dict(list(theirs.items())[:_MOST_VERSIONS]), **own}


def _render(record: Record, failure: Failure | None) -> bytes:
    manifest = {
        "runId": record.run_id,
        "attempt": record.attempt,
        "outcome": "succeeded" if failure is None else "failed",
        **({} if failure is None else {"error": {"code": failure.code.value, "message": failure.message}}),
        "exitCode": record.exit_code,
        "files": []
        if failure is not None
        else [{"name": file.name, "bytes": file.bytes, "sha256": file.sha256} for file in record.files],
        "timings": {
            "stage": round(record.stage_seconds, 3),
            "algorithm": round(record.algorithm_seconds, 3),
            "upload": round(record.upload_seconds, 3),
        },
        "startedAt": _time(record.started_at),
        "finishedAt": _time(datetime.now(timezone.utc)),
        "versions": record.versions,
        "inputSha256": record.input_sha256,
        "logTruncated": record.log_truncated,
        "stopped": record.stopped,
    }
    return json.dumps(manifest, indent=2).encode()


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _published(attempt: int) -> Failure:
    return Failure(
        FailureCode.INTERNAL_ERROR,
        f"attempt {attempt} has a manifest already, from another delivery of the same attempt; nothing was replaced",
    )

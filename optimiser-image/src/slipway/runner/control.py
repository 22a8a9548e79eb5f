"""The control blob: the API's only word to a running attempt."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass

from slipway.contract import Blob, FailureCode
from slipway.runner.failure import Failure, unexpected
from slipway.runner.storage import BlobMissing, RunContainer, read_if_changed


@dataclass(frozen=True)
class Control:
    """Which attempt is current, and whether it is asked to stop early with its best."""

    attempt: int
    finish: bool


# What a container without the blob means.
_DEFAULT = Control(attempt=1, finish=False)


def parse_control(content: bytes) -> Control:
    """Raises `InternalError` where the blob is not what the API writes."""
    try:
        value = json.loads(content)
        attempt, finish = value["attempt"], value["finish"]
    except (ValueError, TypeError, KeyError, RecursionError):
        attempt, finish = None, None
    if type(attempt) is not int or type(finish) is not bool:
        raise Failure(
            FailureCode.INTERNAL_ERROR, f'{Blob.CONTROL} is not of the form {{"attempt": 1, "finish": false}}'
        )
    return Control(attempt, finish)


def check_current(container: RunContainer, attempt: int) -> None:
    """Raises `Fenced` where another attempt is current."""
    _refuse_if_fenced(_read(container, None)[0], attempt)


def watch_control(
    container: RunContainer,
    attempt: int,
    every_seconds: float,
    ended: threading.Event,
    on_finish: Callable[[], None],
    on_failure: Callable[[Failure], None],
) -> None:
    """
    Polls until `ended`; the first poll comes after one interval, which also gives the algorithm the time to install
    its signal handler. `on_finish` is called once; `on_failure` once, with `Fenced` or what kept the blob from being
    read, and is the last call.
    """
    etag: str | None = None
    finishing = False
    while not ended.wait(every_seconds):
        try:
            control, etag = _read(container, etag)
            _refuse_if_fenced(control, attempt)
        except Failure as failure:
            on_failure(failure)
            return
        except Exception as error:
            on_failure(unexpected(error))
            return
        if control is not None and control.finish and not finishing:
            finishing = True
            on_finish()


def _read(container: RunContainer, etag: str | None) -> tuple[Control | None, str | None]:
    """None for a blob that has not changed."""
    try:
        snapshot = read_if_changed(container, Blob.CONTROL, etag)
    except BlobMissing:
        return _DEFAULT, None
    return (None, etag) if snapshot is None else (parse_control(snapshot.content), snapshot.etag)


def _refuse_if_fenced(control: Control | None, attempt: int) -> None:
    if control is not None and control.attempt != attempt:
        raise Failure(
            FailureCode.FENCED, f"attempt {control.attempt} is current; attempt {attempt} stops and publishes nothing"
        )

"""The run's blob container, as far as an attempt uses it. Every error leaves as a `Failure` without any URL."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import IO, Any, cast

from azure.core import MatchConditions
from azure.core.exceptions import (
    AzureError,
    HttpResponseError,
    ResourceExistsError,
    ResourceModifiedError,
    ResourceNotFoundError,
    ResourceNotModifiedError,
)
from azure.storage.blob import ContainerClient

from slipway.contract import FailureCode
from slipway.runner.failure import Failure
from slipway.runner.grant import Grant
from slipway.runner.retry import OutlastNetworkLoss

_CONNECT_SECONDS = 10
_READ_SECONDS = 30
# What a lost connection costs: a block is sent again, not the whole file.
_BLOCK_BYTES = 8 * 1024 * 1024
_PARALLEL_BLOCKS = 4
# A refusal so soon before the grant's end is its end: signatures count whole seconds, and clocks differ.
_CLOCK_TOLERANCE = timedelta(seconds=60)

# The signature is part of every URL, and these write URLs at INFO and DEBUG when a host application turns them on.
_TALKATIVE_LOGGERS = ("azure", "urllib3")


class BlobMissing(Failure):
    """A blob that must be there is not."""

    def __init__(self, blob: str) -> None:
        super().__init__(FailureCode.INPUT_CORRUPTED, f"the blob {blob} is missing from the run's container")


@dataclass(frozen=True)
class Snapshot:
    """A small blob as read at one moment."""

    content: bytes
    etag: str


@dataclass(frozen=True)
class RunContainer:
    """Made by `open_container`; its functions may be called from several threads."""

    client: ContainerClient
    expires_at: datetime


def open_container(grant: Grant, network_loss_seconds: float, abandoned: Callable[[], bool]) -> RunContainer:
    """No request is made yet. Calls retry for `network_loss_seconds` unless `abandoned()` becomes true."""
    for name in _TALKATIVE_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    client = ContainerClient.from_container_url(
        grant.container,
        retry_policy=OutlastNetworkLoss(network_loss_seconds, abandoned),
        connection_timeout=_CONNECT_SECONDS,
        read_timeout=_READ_SECONDS,
        max_single_put_size=_BLOCK_BYTES,
        max_block_size=_BLOCK_BYTES,
        max_single_get_size=_BLOCK_BYTES,
        max_chunk_get_size=_BLOCK_BYTES,
    )
    return RunContainer(client, grant.expires_at)


def read(container: RunContainer, blob: str) -> bytes:
    """The whole of a small blob. Raises `BlobMissing`."""
    with _translated(container, blob):
        return container.client.get_blob_client(blob).download_blob().readall()


def read_if_changed(container: RunContainer, blob: str, etag: str | None) -> Snapshot | None:
    """The blob, or None where its ETag still is `etag`. Raises `BlobMissing`."""
    condition: dict[str, Any] = {"etag": etag, "match_condition": MatchConditions.IfModified} if etag else {}
    with _translated(container, blob):
        try:
            download = container.client.get_blob_client(blob).download_blob(**condition)
            return Snapshot(download.readall(), str(download.properties.etag))
        except ResourceNotModifiedError:
            return None
        except HttpResponseError as error:
            if error.status_code == 304:
                return None
            raise


def stream(container: RunContainer, blob: str) -> Iterator[bytes]:
    """The blob in pieces. Raises `BlobMissing`."""
    with _translated(container, blob):
        yield from container.client.get_blob_client(blob).download_blob().chunks()


def exists(container: RunContainer, blob: str) -> bool:
    with _translated(container, blob):
        return container.client.get_blob_client(blob).exists()


def upload(container: RunContainer, blob: str, file: IO[bytes], size: int) -> None:
    """Uploads `size` bytes of a file from its position on, replacing what an earlier delivery left."""
    with _translated(container, blob):
        container.client.get_blob_client(blob).upload_blob(
            file, length=size, overwrite=True, max_concurrency=_PARALLEL_BLOCKS
        )


def create(container: RunContainer, blob: str, content: bytes | IO[bytes], size: int) -> bool:
    """Uploads what must not be there yet (`If-None-Match: *`); False where it is."""
    with _translated(container, blob):
        try:
            container.client.get_blob_client(blob).upload_blob(
                content, length=size, overwrite=False, max_concurrency=_PARALLEL_BLOCKS
            )
        except ResourceExistsError:
            return False
    return True


class AppendBlob:
    """
    An append blob with one writer. Each append names the position it expects, so an append that is repeated because
    its answer was lost cannot be there twice.
    """

    def __init__(self, container: RunContainer, blob: str) -> None:
        self._container = container
        self._blob = blob
        self._client = container.client.get_blob_client(blob)
        self._length: int | None = None

    def append(self, data: bytes) -> None:
        """Appends at most 4 MiB; the first call creates the blob, replacing what an earlier delivery left."""
        with _translated(self._container, self._blob):
            if self._length is None:
                self._client.create_append_blob()
                self._length = 0
            try:
                self._client.append_block(data, length=len(data), appendpos_condition=self._length)
            except (ResourceModifiedError, HttpResponseError) as error:
                if error.status_code != 412 or self._client.get_blob_properties().size != self._length + len(data):
                    raise
            self._length += len(data)


@contextmanager
def _translated(container: RunContainer, blob: str) -> Iterator[None]:
    try:
        yield
    except ResourceNotFoundError as error:
        code = _error_code(error)
        raise (BlobMissing(blob) if code in ("BlobNotFound", "") else _unavailable(error, blob)) from None
    except HttpResponseError as error:
        if error.status_code == 403 and container.expires_at <= datetime.now(timezone.utc) + _CLOCK_TOLERANCE:
            raise Failure(
                FailureCode.GRANT_EXPIRED, f"the grant ended during the run, at {container.expires_at.isoformat()}"
            ) from None
        raise _unavailable(error, blob) from None
    except AzureError as error:
        raise _unavailable(error, blob) from None


def _unavailable(error: AzureError, blob: str) -> Failure:
    # Never the error's own text: it quotes the URL.
    if isinstance(error, HttpResponseError) and error.status_code:
        said = f"it answered {error.status_code} {_error_code(error)}".rstrip()
    else:
        said = f"no answer ({type(error.inner_exception or error).__name__})"
    return Failure(FailureCode.STORAGE_UNAVAILABLE, f"storage failed at {blob}: {said}")


def _error_code(error: HttpResponseError) -> str:
    code = cast(object, getattr(error, "error_code", None))
    return str(getattr(code, "value", code) or "")

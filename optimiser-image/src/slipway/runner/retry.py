"""How calls to Blob Storage outlive a lost network."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from io import SEEK_SET
from typing import Any

from azure.core.exceptions import AzureError
from azure.core.pipeline import PipelineRequest, PipelineResponse
from azure.storage.blob import ExponentialRetry

_FIRST_BACKOFF_SECONDS = 0.2
_LONGEST_BACKOFF_SECONDS = 5.0
# How soon a waiting call notices that its attempt is over.
_SLICE_SECONDS = 0.2
_RETRIED = frozenset({408, 429, 500, 502, 503, 504})


class OutlastNetworkLoss(ExponentialRetry):
    """
    Repeats a request on connection errors, 408, 429 and 5xx for up to `seconds` after its first failure.

    It replaces the loop of azure-storage-blob's own policy, which counts retries instead of seconds (a refused
    connection uses up its three in a moment, a hanging one waits for hours), does not retry 429, and cannot be called
    off.
    Request bodies must be bytes or seekable.
    """

    def __init__(self, seconds: float, abandoned: Callable[[], bool]) -> None:
        super().__init__()
        self._seconds = seconds
        self._abandoned = abandoned

    def send(self, request: PipelineRequest[Any]) -> PipelineResponse[Any, Any]:
        """Sends the request; after the last failure, or once the attempt is abandoned, that failure is the answer."""
        # Also takes the library's own retry options out of the request, which the transport would refuse.
        position = self.configure_retries(request)["body_position"]
        gives_up_at: float | None = None
        backoff = _FIRST_BACKOFF_SECONDS
        while True:
            error: AzureError | None = None
            response: PipelineResponse[Any, Any] | None = None
            try:
                response = self.next.send(request)
            except AzureError as raised:
                error = raised
            if response is not None and response.http_response.status_code not in _RETRIED:
                return _finished(response)
            now = time.monotonic()
            gives_up_at = now + self._seconds if gives_up_at is None else gives_up_at
            # Spread by a fifth, so that the runs of a whole account do not return at one moment after an outage.
            wait = min(backoff * random.uniform(0.8, 1.2), gives_up_at - now)
            if wait <= 0 or not self._sleep(wait):
                if error is not None:
                    raise error
                assert response is not None
                return _finished(response)
            backoff = min(backoff * 2, _LONGEST_BACKOFF_SECONDS)
            if position is not None:
                request.http_request.body.seek(position, SEEK_SET)

    def _sleep(self, seconds: float) -> bool:
        """False where the attempt was abandoned meanwhile."""
        ends = time.monotonic() + seconds
        while not self._abandoned():
            left = ends - time.monotonic()
            if left <= 0:
                return True
            time.sleep(min(left, _SLICE_SECONDS))
        return False


def _finished(response: PipelineResponse[Any, Any]) -> PipelineResponse[Any, Any]:
    # azure-storage-blob's download reads this from every response; its own policies set it.
    response.http_response.location_mode = "primary"
    return response

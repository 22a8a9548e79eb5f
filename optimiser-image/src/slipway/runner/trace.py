"""What the runner did and when, as spans of the trace that the API began; the API sends them on."""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO

from slipway.contract import Blob
from slipway.runner.failure import Failure
from slipway.runner.storage import RunContainer, upload


@dataclass
class Part:
    """A part of the attempt that goes on; one that raises has failed without being told."""

    failed: bool = False


@dataclass
class Trace:
    """Made by `begin_trace`; spans are added by one thread."""

    _parent_id: str | None
    _id: str = field(default_factory=lambda: secrets.token_hex(8))
    _began: float = field(default_factory=time.time)
    _spans: list[dict[str, object]] = field(default_factory=list)

    @contextmanager
    def span(self, name: str) -> Iterator[Part]:
        """Notes a part of the attempt."""
        began = time.time()
        part = Part()
        try:
            yield part
        except BaseException:
            part.failed = True
            raise
        finally:
            self._spans.append(_span(secrets.token_hex(8), self._id, name, began, part.failed))

    def publish(self, container: RunContainer, attempt: int, failed: bool) -> None:
        """Writes all spans, the attempt's own last. Raises nothing: a run does not fail for want of a trace."""
        if self._parent_id is None:
            return
        spans = [*self._spans, _span(self._id, self._parent_id, "runner", self._began, failed)]
        content = "".join(json.dumps(span) + "\n" for span in spans).encode()
        with suppress(Failure):
            upload(container, Blob.SPANS.format(attempt=attempt), BytesIO(content), len(content))


def begin_trace(traceparent: str) -> Trace:
    """The trace of a W3C `traceparent`; anything else is traced nowhere."""
    match = re.fullmatch(r"00-[0-9a-f]{32}-([0-9a-f]{16})-[0-9a-f]{2}", traceparent)
    return Trace(match.group(1) if match else None)


def _span(span_id: str, parent_id: str, name: str, began: float, failed: bool) -> dict[str, object]:
    times = {"start": round(began * 1000, 3), "end": round(time.time() * 1000, 3)}
    return {"id": span_id, "parentId": parent_id, "name": name, **times, "failed": failed}

"""What the runner's tests share: an account, and a run as the API prepares it."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from unittest.mock import patch

from azure.core.exceptions import ResourceNotFoundError
from azure.storage.blob import BlobServiceClient, ContainerClient, generate_container_sas

from slipway.contract import Blob, Environment
from slipway.runner.grant import seal
from slipway.runner.limits import Limits
from slipway.runner.main import attempt_outcome

# Azurite's documented account; it opens nothing but Azurite.
ACCOUNT_NAME = "devstoreaccount1"
ACCOUNT_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
GRANT_KEY = hashlib.sha256(b"the key of these tests").digest()
# The newest service version that Azurite 3.35 accepts in a signature.
_SIGNED_VERSION = "2025-11-05"
DEADLINE_SECONDS = 30.0

FAST = Limits(
    progress_interval_seconds=0.1,
    control_poll_seconds=0.1,
    terminate_grace_seconds=10,
    network_loss_seconds=20,
)


@dataclass(frozen=True)
class Account:
    port: int

    def url(self, port: int | None = None) -> str:
        return f"http://127.0.0.1:{port or self.port}/{ACCOUNT_NAME}"


def wait_until(condition: Callable[[], bool], what: str) -> None:
    ends = time.monotonic() + DEADLINE_SECONDS
    while not condition():
        assert time.monotonic() < ends, f"waited in vain until {what}"
        time.sleep(0.01)


@dataclass
class Run:
    """One run as the API hands it over: a container with request and input, and a sealed grant."""

    account: Account
    folder: Path
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    attempt: int = 1
    content: bytes = b"NAME small\nENDATA\n"
    request: dict[str, Any] = field(default_factory=dict)
    expires_at: datetime = field(default_factory=lambda: datetime.now(timezone.utc) + timedelta(hours=1))
    port: int | None = None
    traceparent: str | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._service = BlobServiceClient(
            self.account.url(),
            credential={
                "account_name": ACCOUNT_NAME,
                "account_key": ACCOUNT_KEY,
            },
        )
        self.container: ContainerClient = self._service.create_container(f"run-{self.id}")
        self.request = {
            "runId": self.id,
            "algorithm": {"name": "test", "version": "1"},
            "input": {
                "name": "small.mps",
                "blob": "input/small.mps",
                "bytes": len(self.content),
                "sha256": hashlib.sha256(self.content).hexdigest(),
            },
            "options": {"time_limit": 5, "presolve": "on"},
        }
        self.put("input/small.mps", self.content)
        self.echo = io.StringIO()
        self.temporary = self.folder / "temporary"
        self.temporary.mkdir()
        self._threads: list[threading.Thread] = []
        self._children: list[subprocess.Popen[str]] = []

    # -- storage, as the API sees it

    def put(self, blob: str, content: bytes) -> None:
        self.container.upload_blob(blob, content, overwrite=True)

    def get(self, blob: str) -> bytes | None:
        try:
            return self.container.download_blob(blob).readall()
        except ResourceNotFoundError:
            return None

    def text(self, blob: str) -> str:
        content = self.get(blob)
        assert content is not None, f"there is no blob {blob}, only {self.names()}"
        return content.decode()

    def names(self) -> list[str]:
        return sorted(self.container.list_blob_names())

    def control(self, attempt: int, finish: bool = False) -> None:
        self.put(Blob.CONTROL, json.dumps({"attempt": attempt, "finish": finish}).encode())

    def manifest(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.text(Blob.MANIFEST.format(attempt=self.attempt)))
        return loaded

    def log(self) -> str:
        return self.text(Blob.LOG.format(attempt=self.attempt))

    def progress(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text(Blob.PROGRESS.format(attempt=self.attempt)).splitlines()]

    # -- the job

    def signature(self) -> str:
        with patch("azure.storage.blob._shared_access_signature.X_MS_VERSION", _SIGNED_VERSION):
            return generate_container_sas(
                ACCOUNT_NAME,
                self.container.container_name,
                ACCOUNT_KEY,
                permission="racwl",
                expiry=self.expires_at,
            )

    def grant(self, **changes: str) -> str:
        """The sealed grant; writes request.json first, because the grant is bound to it."""
        request = json.dumps(self.request).encode()
        self.put(Blob.REQUEST, request)
        grant = {
            "container": f"{self.account.url(self.port)}/{self.container.container_name}?{self.signature()}",
            "requestSha256": hashlib.sha256(request).hexdigest(),
            "expiresAt": self.expires_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            **changes,
        }
        return seal(json.dumps(grant).encode(), GRANT_KEY, self.id, self.attempt)

    def arguments(self, grant: str | None = None) -> list[str]:
        traced = [] if self.traceparent is None else [f"--traceparent={self.traceparent}"]
        return [f"--run_id={self.id}", f"--attempt={self.attempt}", f"--grant={grant or self.grant()}", *traced]

    def job_environment(self, algorithm: str | None) -> dict[str, str]:
        """`algorithm`: a Python script, which finds the test's folder in `TEST`."""
        command = {}
        if algorithm is not None:
            script = self.folder / f"algorithm-{uuid.uuid4()}.py"
            prelude = f"""
                import json, os, pathlib, signal, sys, time
                TEST = pathlib.Path({str(self.folder)!r})
                OUTPUT = pathlib.Path(os.environ["OUTPUT_PATH"])
                def wait_for(name):
                    while not (TEST / name).exists(): time.sleep(0.01)
                def report(**fields):
                    with open(os.environ["PROGRESS_PATH"], "a") as file: file.write(json.dumps(fields) + "\\n")
            """
            script.write_text(textwrap.dedent(prelude) + textwrap.dedent(algorithm))
            command = {Environment.ALGORITHM_COMMAND: json.dumps([sys.executable, str(script)])}
        return {
            **os.environ,
            Environment.GRANT_KEYS: base64.b64encode(GRANT_KEY).decode(),
            **command,
            **self.environment,
        }

    def begin(self, algorithm: str | None, limits: Limits = FAST, grant: str | None = None) -> Future[str | None]:
        """Starts the attempt on a thread; the future gets its outcome, None for success."""
        environment = self.job_environment(algorithm)
        arguments = self.arguments(grant)
        outcome: Future[str | None] = Future()
        thread = threading.Thread(
            target=lambda: outcome.set_result(attempt_outcome(arguments, environment, limits, self.echo))
        )
        thread.start()
        self._threads.append(thread)
        return outcome

    def execute(self, algorithm: str | None, limits: Limits = FAST) -> str | None:
        """Runs the attempt to its end and returns its outcome, None for success."""
        return self.begin(algorithm, limits).result(DEADLINE_SECONDS * 2)

    def spawn(self, algorithm: str | None, limits: Limits = FAST, prelude: str = "") -> subprocess.Popen[str]:
        """Starts the attempt in a process of its own, for signals; it prints its outcome."""
        code = textwrap.dedent(
            f"""
            import os, signal, sys
            {prelude}
            from slipway.runner.limits import Limits
            from slipway.runner.main import attempt_outcome
            limits = Limits(**{asdict(limits)!r})
            print("outcome:", attempt_outcome(sys.argv[1:], os.environ, limits, None), flush=True)
            """
        )
        child = subprocess.Popen(
            [sys.executable, "-c", code, *self.arguments()],
            env={**self.job_environment(algorithm), "TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._children.append(child)
        return child

    def happened(self, name: str) -> bool:
        return (self.folder / name).exists()

    def allow(self, name: str) -> None:
        (self.folder / name).touch()

    def close(self) -> None:
        for child in self._children:
            if child.poll() is None:
                child.send_signal(signal.SIGKILL)
                child.communicate()
            if child.stdout:
                child.stdout.close()
        for thread in self._threads:
            thread.join(DEADLINE_SECONDS)
        self._service.close()


def outcome_of(child: subprocess.Popen[str]) -> str:
    """What a spawned attempt printed as its outcome."""
    printed, _ = child.communicate(timeout=DEADLINE_SECONDS * 2)
    return next(line.removeprefix("outcome: ") for line in printed.splitlines() if line.startswith("outcome: "))


def is_alive(pid: int) -> bool:
    """Whether a process runs: a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False

"""A real Azurite for the session, and a fresh run in it for each test."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from runner.support import Account, Run

_REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def account() -> Iterator[Account]:
    """An Azurite in memory on a port that the system chose."""
    node = shutil.which("node")
    assert node, "these tests need Node.js on the PATH, for Azurite"
    azurite = subprocess.Popen(
        [
            node,
            str(_REPOSITORY / "node_modules" / ".bin" / "azurite-blob"),
            "--inMemoryPersistence",
            "--skipApiVersionCheck",
            "--disableTelemetry",
            "--silent",
            "--blobHost=127.0.0.1",
            "--blobPort=0",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert azurite.stdout
    with azurite.stdout as output:
        try:
            said: list[str] = []
            for line in output:
                said.append(line)
                if found := re.search(r"listens on http://127\.0\.0\.1:(\d+)", line):
                    break
            else:
                pytest.fail(f"Azurite did not start: {''.join(said)}")
            # What it says later must flow on, or it would stop at a full pipe.
            reader = threading.Thread(target=output.read)
            reader.start()
            yield Account(int(found[1]))
        finally:
            azurite.terminate()
            azurite.wait(20)
        reader.join(20)


@pytest.fixture
def run(account: Account, tmp_path: Path) -> Iterator[Run]:
    fresh = Run(account, tmp_path)
    yield fresh
    fresh.close()

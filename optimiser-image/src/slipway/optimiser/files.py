"""Files that appear whole or not at all, and strict JSON (no NaN, no Infinity)."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import IO


@contextmanager
def written_whole(path: Path) -> Iterator[IO[str]]:
    """A text file that gets its name when the block ends without an error; until then its name starts with a dot."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(temporary, "w", encoding="utf-8", newline="") as file:
            yield file
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_json(path: Path, value: object) -> None:
    """Writes strict JSON in ASCII; raises ValueError for NaN and infinity."""
    with written_whole(path) as file:
        file.write(json.dumps(value, allow_nan=False))
        file.write("\n")


def known(value: float | None) -> float | None:
    """A number for JSON: None stands for unknown, infinite and not-a-number; -0 becomes 0."""
    return None if value is None or not isfinite(value) else float(value) + 0.0

"""Improving solutions as files, while the search goes on."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from slipway.contract import Limit
from slipway.optimiser.files import known, write_json
from slipway.optimiser.model import Floats, Model
from slipway.optimiser.progress import utc_now

FOLDER = "incumbents"


@dataclass(frozen=True)
class Incumbent:
    """An improving solution, copied out of the solver. `seconds` since the start."""

    values: Floats
    objective: float
    bound: float | None
    gap: float | None
    nodes: int | None
    seconds: float
    found_at: str


class IncumbentFiles:
    """Writes `incumbents/<6 digits>.json`: the newest solution at most once a second, less often where writing is slow
    or the run is long enough to exceed the number of files that are kept. The last one is written by `finish`."""

    def __init__(self, output: Path, model: Model, time_limit: float) -> None:
        self._folder = output / FOLDER
        self._folder.mkdir(parents=True, exist_ok=True)
        self._model = model
        self._interval = max(1.0, time_limit / (0.9 * Limit.INCUMBENTS))
        self._next = 0.0
        self._written: Incumbent | None = None
        self._count = 0

    def offer(self, incumbent: Incumbent | None) -> None:
        """Writes the solution when it is new and its time has come."""
        if incumbent is not None and incumbent is not self._written and time.monotonic() >= self._next:
            self._write(incumbent)

    def finish(self, incumbent: Incumbent | None) -> None:
        """Writes the solution when it is new."""
        if incumbent is not None and incumbent is not self._written and self._count < Limit.INCUMBENTS:
            self._write(incumbent)

    def _write(self, incumbent: Incumbent) -> None:
        begun = time.monotonic()
        self._count += 1
        names = self._model.column_names
        content = {
            "time": incumbent.found_at,
            "seconds": round(incumbent.seconds, 3),
            "objective": known(incumbent.objective),
            "bound": known(incumbent.bound),
            "gap": known(incumbent.gap),
            "nodes": incumbent.nodes,
            # Columns that are not named are zero.
            "solution": {names[i]: float(incumbent.values[i]) for i in np.flatnonzero(incumbent.values)},
        }
        write_json(self._folder / f"{self._count:06d}.json", content)
        self._written = incumbent
        ended = time.monotonic()
        self._next = ended + max(self._interval, 20 * (ended - begun))


def read_last_incumbent(output: Path, model: Model) -> Incumbent | None:
    """The newest solution that an earlier process left in the folder; None where there is none that fits the model."""
    positions = {name: position for position, name in enumerate(model.column_names)}
    for path in sorted((output / FOLDER).glob("[0-9]*.json"), reverse=True):
        try:
            content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            values = np.zeros(len(positions))
            for name, value in content["solution"].items():
                values[positions[name]] = value
            return Incumbent(
                values=values,
                objective=float(content["objective"]),
                bound=content["bound"],
                gap=content["gap"],
                nodes=content["nodes"],
                seconds=float(content["seconds"]),
                found_at=str(content.get("time", utc_now())),
            )
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None

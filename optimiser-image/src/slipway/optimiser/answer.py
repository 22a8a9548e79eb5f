"""The answer's files: `summary.json`, `solution.json` and `solution.csv`.

Nothing here needs numpy or HiGHS, because the supervising process writes answers too when the solver's process is gone.
"""

import csv
import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import IO

from slipway.optimiser.files import known, write_json, written_whole

SUMMARY = "summary.json"
SOLUTION = "solution.json"
TABLE = "solution.csv"

CHUNK = 20_000


@dataclass(frozen=True)
class NamedValues:
    """Names, values and bounds of all columns or rows; `dual` is empty where the solver gives none."""

    names: Sequence[str]
    values: Sequence[float]
    lower: Sequence[float]
    upper: Sequence[float]
    dual: Sequence[float] = ()


@dataclass
class Answer:
    """What the run found out.

    `status`: optimal, feasible, no_solution, infeasible, unbounded, infeasible_or_unbounded, invalid. `stopped`: what
    ended the search before a proof (finish, time_limit, node_limit, max_improving_solutions, objective_cutoff,
    memory_limit, iteration_limit, solver_gave_up, solver_failed, crash, check_failed), or None.
    """

    status: str
    stopped: str | None = None
    message: str | None = None
    sense: str | None = None
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    nodes: int | None = None
    seconds: float = 0.0
    violations: dict[str, float] | None = None
    sizes: dict[str, int] = field(default_factory=dict)
    extras: dict[str, object] = field(default_factory=dict)
    columns: NamedValues | None = None
    rows: NamedValues | None = None


def write_answer(output: Path, answer: Answer) -> None:
    """Writes the files, `summary.json` last: where it stands, the answer is complete."""
    output.mkdir(parents=True, exist_ok=True)
    with written_whole(output / SOLUTION) as file:
        _write_solution(file, answer)
    if answer.columns is not None and answer.rows is not None:
        with written_whole(output / TABLE) as file:
            _write_table(file, {"column": answer.columns, "row": answer.rows})
    write_json(output / SUMMARY, _summary(answer))


def _summary(answer: Answer) -> dict[str, object]:
    optional: dict[str, object] = {} if answer.message is None else {"message": answer.message}
    return {
        "status": answer.status,
        "objective": known(answer.objective),
        "bound": known(answer.bound),
        "gap": known(answer.gap),
        "seconds": round(answer.seconds, 3),
        "nodes": answer.nodes,
        "violations": answer.violations,
        "stopped": answer.stopped,
        "sense": answer.sense,
        **answer.sizes,
        **optional,
        **answer.extras,
        "versions": versions(),
    }


def versions() -> dict[str, str]:
    """Versions of what computed the answer."""
    found = {"python": platform.python_version()}
    for package in ("highspy", "numpy"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    # The wheel's version is the version of the HiGHS library inside it.
    if "highspy" in found:
        found["highs"] = found["highspy"]
    return found


def _write_solution(file: IO[str], answer: Answer) -> None:
    head = {
        "status": answer.status,
        "stopped": answer.stopped,
        "sense": answer.sense,
        "objective": known(answer.objective),
    }
    file.write(json.dumps(head, allow_nan=False)[:-1])
    for key, part in (("columns", answer.columns), ("rows", answer.rows)):
        file.write(f', "{key}": ')
        if part is None:
            file.write("null")
            continue
        file.write("{")
        pairs = zip(part.names, map(known, part.values), strict=True)
        for position, chunk in enumerate(_chunks(pairs)):
            file.write((", " if position else "") + json.dumps(dict(chunk), allow_nan=False)[1:-1])
        file.write("}")
    file.write("}\n")


def _chunks(pairs: Iterable[tuple[str, float | None]]) -> Iterable[list[tuple[str, float | None]]]:
    # Chunks bound the memory: a model may have millions of columns.
    iterator = iter(pairs)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _write_table(file: IO[str], parts: dict[str, NamedValues]) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("kind", "name", "value", "lower", "upper", "dual"))
    for kind, part in parts.items():
        dual: Iterable[float | None] = part.dual or [None] * len(part.names)
        writer.writerows(
            (kind, name, known(value), known(lower), known(upper), known(price))
            for name, value, lower, upper, price in zip(
                part.names, part.values, part.lower, part.upper, dual, strict=True
            )
        )

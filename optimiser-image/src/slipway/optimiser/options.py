"""The caller's options, checked again although the API has checked them: HiGHS takes NaN for a gap in silence."""

import json
from dataclasses import dataclass
from math import isfinite


class InvalidOptions(Exception):
    """An option that is not allowed; the message is one line for the caller."""


@dataclass(frozen=True)
class Options:
    """As `algorithm.yaml` describes them. `time_limit` in seconds; None = no such limit."""

    time_limit: float = 1200.0
    mip_rel_gap: float = 1e-4
    mip_abs_gap: float = 1e-6
    threads: int = 1
    seed: int = 0
    presolve: str = "choose"
    objective_cutoff: float | None = None
    max_improving_solutions: int | None = None
    node_limit: int | None = None


DEFAULTS = Options()

# Inclusive ranges; a test compares them with `algorithm.yaml`.
NUMBERS: dict[str, tuple[float, float]] = {
    "time_limit": (1, 3300),
    "mip_rel_gap": (0, 1),
    "mip_abs_gap": (0, 1e20),
    "objective_cutoff": (-1e20, 1e20),
}
INTEGERS: dict[str, tuple[int, int]] = {
    "threads": (1, 16),
    "seed": (0, 2147483647),
    "max_improving_solutions": (1, 2147483647),
    "node_limit": (0, 2147483647),
}
PRESOLVE = ("on", "off", "choose")


def read_options(path: str) -> Options:
    """Reads the JSON object in `path`; raises InvalidOptions for unknown names, wrong types and values out of range."""
    try:
        with open(path, encoding="utf-8") as file:
            given = json.load(file)
    except (OSError, ValueError) as error:
        raise InvalidOptions(f"cannot read the options: {error}") from None
    if not isinstance(given, dict):
        raise InvalidOptions("the options must be a JSON object")
    known = sorted([*NUMBERS, *INTEGERS, "presolve"])
    for name in given:
        if name not in known:
            raise InvalidOptions(f"unknown option {name!r}; known are {', '.join(known)}")
    presolve = given.get("presolve", DEFAULTS.presolve)
    if presolve not in PRESOLVE:
        raise InvalidOptions(f"presolve must be one of {', '.join(PRESOLVE)}, not {presolve!r}")
    cutoff, solutions, nodes = "objective_cutoff", "max_improving_solutions", "node_limit"
    return Options(
        time_limit=_number(given, "time_limit", DEFAULTS.time_limit),
        mip_rel_gap=_number(given, "mip_rel_gap", DEFAULTS.mip_rel_gap),
        mip_abs_gap=_number(given, "mip_abs_gap", DEFAULTS.mip_abs_gap),
        threads=_integer(given, "threads", DEFAULTS.threads),
        seed=_integer(given, "seed", DEFAULTS.seed),
        presolve=presolve,
        objective_cutoff=_number(given, cutoff, 0.0) if cutoff in given else None,
        max_improving_solutions=_integer(given, solutions, 0) if solutions in given else None,
        node_limit=_integer(given, nodes, 0) if nodes in given else None,
    )


def _number(given: dict[str, object], name: str, default: float) -> float:
    value = given.get(name, default)
    # JSON true is Python's bool, and that an int.
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise InvalidOptions(f"{name} must be a finite number, not {value!r}")
    lowest, highest = NUMBERS.get(name) or INTEGERS[name]
    if not lowest <= value <= highest:
        raise InvalidOptions(f"{name} must be from {lowest} to {highest}, not {value!r}")
    return float(value)


def _integer(given: dict[str, object], name: str, default: int) -> int:
    if name not in given:
        return default
    value = _number(given, name, default)
    if value != int(value):
        raise InvalidOptions(f"{name} must be a whole number, not {value!r}")
    return int(value)

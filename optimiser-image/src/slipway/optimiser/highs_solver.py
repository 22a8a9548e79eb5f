"""A HiGHS solver that prints nothing itself, and options that are really set."""

from collections.abc import Callable

import highspy

_highs: Callable[[], highspy.Highs] = highspy.Highs


def new_solver() -> highspy.Highs:
    """A solver that logs through its callback only (`output_flag` off would silence the callback too)."""
    solver = _highs()
    set_option(solver, "log_to_console", False)
    return solver


def set_option(solver: highspy.Highs, name: str, value: bool | float | int | str) -> None:
    """Sets one option; HiGHS reports an unknown name or a wrong type only in its return value."""
    if solver.setOptionValue(name, value) != highspy.HighsStatus.kOk:
        raise ValueError(f"HiGHS refuses {name} = {value!r}")

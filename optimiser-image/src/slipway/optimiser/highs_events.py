"""The shape of what HiGHS passes to callbacks, which highspy leaves untyped, and a solver that prints nothing itself."""

from collections.abc import Callable
from typing import Protocol

import highspy
import numpy as np
import numpy.typing as npt


class DataOut(Protocol):
    """Values during the search; which of them have a meaning depends on the callback."""

    objective_function_value: float
    mip_primal_bound: float
    mip_dual_bound: float
    mip_gap: float
    mip_node_count: int
    # A view on memory that the solver overwrites.
    mip_solution: npt.NDArray[np.float64]


class Event(Protocol):
    """One call of a callback."""

    message: str
    data_out: DataOut

    def interrupt(self) -> None:
        """Asks HiGHS to stop; has an effect in the interrupt callbacks only."""
        ...


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

"""Public models with known optima. They are not part of the repository: SLIPWAY_MODELS names their folder."""

import os
from pathlib import Path

import pytest

from optimiser.support import Start

FOLDER = Path(os.environ.get("SLIPWAY_MODELS") or Path(__file__).parents[4] / "shared" / "models")

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"the public models are not in {FOLDER} (set SLIPWAY_MODELS to their folder)"
)

OPTIMA = {
    "afiro.mps": -464.7531428571,
    "adlittle.mps": 225494.9631623803,
    "25fv47.mps": 5501.8458882868,
    "80bau3b.mps": 987224.1924090902,
    "bell5.mps": 8966406.49152,
    "egout.mps": 568.1007,
    "flugpl.mps": 1201500,
    "lseu.mps": 1120,
    "p0548.mps": 8691,
    "rgn.mps": 82.2,
    "semi-continuous.lp": 8.2233333333,
}


@pytest.mark.parametrize("name", OPTIMA)
def test_optimum(start: Start, name: str) -> None:
    run = start(FOLDER / name)
    assert run.wait()[0] == 0
    found = run.summary()
    assert found["status"] == "optimal"
    # Mixed-integer models may end within the relative gap of 1e-4.
    assert found["objective"] == pytest.approx(OPTIMA[name], rel=1e-4 if found["integers"] else 1e-9)


def test_infeasible(start: Start) -> None:
    run = start(FOLDER / "infeasible-mip0.mps")
    assert run.wait()[0] == 0
    assert run.summary()["status"] == "infeasible"


def test_garbage(start: Start) -> None:
    run = start(FOLDER / "garbage.lp")
    assert run.wait()[0] == 2
    assert run.summary()["status"] == "invalid"

"""The options: the same ranges as algorithm.yaml, checked again."""

import re
from pathlib import Path

import pytest

from slipway.optimiser.cpus import available_cpus
from slipway.optimiser.highs_solver import new_solver
from slipway.optimiser.options import INTEGERS, NUMBERS, PRESOLVE, InvalidOptions, Options, read_options
from slipway.optimiser.search import set_options

YAML = Path(__file__).parents[2] / "algorithm.yaml"


def read(tmp_path: Path, text: str) -> Options:
    path = tmp_path / "options.json"
    path.write_text(text)
    return read_options(str(path))


def test_defaults(tmp_path: Path) -> None:
    assert read(tmp_path, "{}") == Options()


def test_all(tmp_path: Path) -> None:
    text = """{"time_limit": 10, "mip_rel_gap": 0, "mip_abs_gap": 0.5, "threads": 2, "seed": 7, "presolve": "off",
               "objective_cutoff": -3, "max_improving_solutions": 4, "node_limit": 0}"""
    assert read(tmp_path, text) == Options(10, 0, 0.5, 2, 7, "off", -3, 4, 0)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"mip_rel_gap": NaN}', "mip_rel_gap must be a finite number, not nan"),
        ('{"mip_rel_gap": Infinity}', "mip_rel_gap must be a finite number"),
        ('{"mip_rel_gap": 1e999}', "mip_rel_gap must be a finite number"),
        ('{"mip_rel_gap": -0.1}', "mip_rel_gap must be from 0 to 1"),
        ('{"time_limit": "10"}', "time_limit must be a finite number"),
        ('{"time_limit": 0}', "time_limit must be from 1 to 3300"),
        ('{"threads": true}', "threads must be a finite number, not True"),
        ('{"threads": 1.5}', "threads must be a whole number"),
        ('{"threads": 100000}', "threads must be from 1 to 16"),
        ('{"presolve": "maybe"}', "presolve must be one of on, off, choose"),
        ('{"presolve": ["on"]}', "presolve must be one of"),
        ('{"timelimit": 10}', "unknown option 'timelimit'; known are"),
        ("[]", "must be a JSON object"),
        ("{", "cannot read the options"),
    ],
)
def test_trap_bad_options(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(InvalidOptions, match=re.escape(reason)):
        read(tmp_path, text)


def test_ranges_are_those_of_the_schema() -> None:
    text = YAML.read_text()
    for name, (lowest, highest) in {**NUMBERS, **INTEGERS}.items():
        body = re.search(rf"^    {name}:\s*\{{(.*?)\}}$", text, re.MULTILINE | re.DOTALL)
        assert body, name
        fields = dict(re.findall(r"(minimum|maximum|default|type): ([^,\s}]+)", body.group(1)))
        assert fields["type"] == ("integer" if name in INTEGERS else "number")
        assert (float(fields["minimum"]), float(fields["maximum"])) == (lowest, highest)
        default = getattr(Options(), name)
        assert (float(fields["default"]) if "default" in fields else None) == default
    choices = re.search(r"presolve:.*?enum: \[(.*?)\].*?default: (\w+)", text, re.DOTALL)
    assert choices
    assert tuple(choices.group(1).replace('"', "").split(", ")) == PRESOLVE
    assert choices.group(2) == Options().presolve


def test_trap_threads_are_clamped_to_the_cpus() -> None:
    """HiGHS takes 100000 threads and then aborts the process."""
    solver = new_solver()
    set_options(solver, Options(threads=100_000), is_mip=True)
    assert solver.getOptionValue("threads")[1] == available_cpus() < 100_000


def test_trap_more_threads_need_parallel(monkeypatch: pytest.MonkeyPatch) -> None:
    """With `choose` HiGHS searches on one thread whatever `threads` says."""
    monkeypatch.setattr("slipway.optimiser.search.available_cpus", lambda: 4)
    expected = {(1, True): "choose", (2, True): "on", (2, False): "choose"}
    for (threads, is_mip), parallel in expected.items():
        solver = new_solver()
        set_options(solver, Options(threads=threads), is_mip)
        assert solver.getOptionValue("parallel")[1] == parallel


@pytest.mark.parametrize(
    ("content", "cpus"),
    [("max 100000", 3), ("150000 100000", 2), ("50000 100000", 1), ("900000 100000", 3), ("odd", 3)],
)
def test_trap_cpu_quota(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, cpus: int) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 1, 2})
    (tmp_path / "cpu.max").write_text(content)
    assert available_cpus(tmp_path) == cpus


def test_cpu_quota_of_control_groups_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: set(range(8)))
    assert available_cpus(tmp_path) == 8
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000")
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text("250000")
    assert available_cpus(tmp_path) == 3
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text("-1")
    assert available_cpus(tmp_path) == 8

"""How many CPUs this process may really use: HiGHS sees neither affinity nor container quotas."""

import os
from math import ceil
from pathlib import Path

CGROUP = Path("/sys/fs/cgroup")


def available_cpus(cgroup: Path = CGROUP) -> int:
    """The smaller of the affinity mask and the quota of the control group (version 2 or 1), at least 1."""
    allowed = len(os.sched_getaffinity(0))
    quota = _quota(cgroup)
    return max(1, allowed if quota is None else min(allowed, ceil(quota)))


def _quota(cgroup: Path) -> float | None:
    try:
        limit, period = (cgroup / "cpu.max").read_text().split()
        return None if limit == "max" else int(limit) / int(period)
    except (OSError, ValueError, ZeroDivisionError):
        pass
    try:
        limit_v1 = int((cgroup / "cpu" / "cpu.cfs_quota_us").read_text())
        period_v1 = int((cgroup / "cpu" / "cpu.cfs_period_us").read_text())
        return None if limit_v1 <= 0 else limit_v1 / period_v1
    except (OSError, ValueError, ZeroDivisionError):
        return None

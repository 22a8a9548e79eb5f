"""The Python SDK drives the emulator unchanged, as it drives a workspace."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import InvalidParameterValue, ResourceDoesNotExist
from databricks.sdk.errors.base import DatabricksError
from databricks.sdk.service import compute, jobs

ROOT = Path(__file__).resolve().parents[3]
TIMEOUT = timedelta(seconds=30)
WHEEL = """
import sys, time

def run():
    mode = dict(argument[2:].split("=", 1) for argument in sys.argv[1:])["mode"]
    print("mode", mode)
    if mode == "fail":
        raise RuntimeError("intentional failure")
    if mode == "sleep":
        time.sleep(600)
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkspaceClient]:
    folder = tmp_path_factory.mktemp("databricks")
    info = folder / "site" / "sample-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sample\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[anything]\nrun = sample:run\n")
    (folder / "site" / "sample.py").write_text(WHEEL)
    options = {
        "dataDir": str(folder / "data"),
        "python": sys.executable,
        "extraEnvironment": {"PYTHONPATH": str(folder / "site")},
    }
    script = Path(__file__).with_name("serve.ts")
    with subprocess.Popen(
        ["node", "--import", "tsx", str(script), json.dumps(options)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as emulator:
        assert emulator.stdout and emulator.stdin
        try:
            yield WorkspaceClient(host=emulator.stdout.readline().strip(), token="any")
        finally:
            emulator.stdin.close()
            emulator.wait(timeout=20)


@pytest.fixture
def job_id(client: WorkspaceClient) -> int:
    cluster = compute.ClusterSpec(spark_version="17.3.x-scala2.13", node_type_id="Standard_D4as_v5", num_workers=0)
    wheel = jobs.PythonWheelTask(package_name="sample", entry_point="run", named_parameters={"of": "{{job.id}}"})
    job = client.jobs.create(
        name="sdk",
        max_concurrent_runs=10,
        parameters=[jobs.JobParameterDefinition(name="mode", default="plain")],
        tasks=[jobs.Task(task_key="main", new_cluster=cluster, python_wheel_task=wheel)],
    )
    assert job.job_id
    return job.job_id


def task_run_id(run: jobs.Run) -> int:
    assert run.tasks and run.tasks[0].run_id
    return run.tasks[0].run_id


def test_create_run_now_wait_output(client: WorkspaceClient, job_id: int) -> None:
    run = client.jobs.run_now(job_id).result(timeout=TIMEOUT)
    assert run.state and run.state.result_state == jobs.RunResultState.SUCCESS
    assert run.status and run.status.termination_details
    assert run.status.termination_details.code is jobs.TerminationCodeCode.SUCCESS
    assert client.jobs.get_run_output(task_run_id(run)).logs == "mode plain\n"
    assert run.run_id
    with pytest.raises(InvalidParameterValue, match="Retrieving the output of runs with multiple tasks"):
        client.jobs.get_run_output(run.run_id)


def test_failure(client: WorkspaceClient, job_id: int) -> None:
    waiter = client.jobs.run_now(job_id, job_parameters={"mode": "fail"})
    with pytest.raises(Exception, match="INTERNAL_ERROR"):
        waiter.result(timeout=TIMEOUT)
    run = client.jobs.get_run(waiter.run_id)
    assert run.tasks and run.tasks[0].state
    assert run.tasks[0].state.life_cycle_state == jobs.RunLifeCycleState.TERMINATED
    output = client.jobs.get_run_output(task_run_id(run))
    assert output.error == "RuntimeError: intentional failure"
    assert output.error_trace and output.error_trace.startswith("Traceback")


def test_cancel(client: WorkspaceClient, job_id: int) -> None:
    waiter = client.jobs.run_now(job_id, job_parameters={"mode": "sleep"})
    run = client.jobs.cancel_run(waiter.run_id).result(timeout=TIMEOUT)
    assert run.state and run.state.result_state == jobs.RunResultState.CANCELED


def test_idempotency_token(client: WorkspaceClient, job_id: int) -> None:
    first = client.jobs.run_now(job_id, idempotency_token="sdk-once")
    second = client.jobs.run_now(job_id, idempotency_token="sdk-once")
    assert second.bind() == first.bind()
    first.result(timeout=TIMEOUT)
    with pytest.raises(DatabricksError, match="64 characters"):
        client.jobs.run_now(job_id, idempotency_token="x" * 65)


def test_lists(client: WorkspaceClient, job_id: int) -> None:
    ids = [client.jobs.run_now(job_id).run_id for _ in range(3)]
    assert [run.run_id for run in client.jobs.list_runs(job_id=job_id, limit=2)] == ids[::-1]
    assert job_id in [job.job_id for job in client.jobs.list(limit=2)]


def test_what_does_not_exist(client: WorkspaceClient, job_id: int) -> None:
    client.jobs.delete(job_id)
    with pytest.raises(ResourceDoesNotExist, match=f"Job {job_id} does not exist"):
        client.jobs.get(job_id)
    with pytest.raises(ResourceDoesNotExist, match=r"Run 7 does not exist\."):
        client.jobs.get_run(7)

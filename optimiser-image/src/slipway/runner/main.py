"""Entry point of the job, as Databricks' `python_wheel_task` calls it."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import NoReturn, TextIO

from slipway.contract import Environment, FailureCode, Parameter
from slipway.runner.failure import Failure, unexpected
from slipway.runner.grant import open_grant
from slipway.runner.limits import Limits


def run() -> None:
    """
    Returns where the attempt succeeded and raises `RuntimeError("<code>: <one line>")` otherwise. Never exits:
    Databricks counts `SystemExit` as a failure, even with 0 (kedro-org/kedro#1807).
    """
    failure = attempt_outcome(sys.argv[1:], os.environ, Limits(), sys.stdout)
    # Raised outside of any handler and without arguments in this frame: a traceback shows neither the error behind it,
    # which may quote a signed URL, nor variables that do.
    if failure is not None:
        raise RuntimeError(failure)


def attempt_outcome(
    arguments: Sequence[str], environment: Mapping[str, str], limits: Limits, echo: TextIO | None
) -> str | None:
    """`<code>: <one line>` of a failed attempt, None where it succeeded. Raises nothing."""
    try:
        parameters = parse(arguments)
        grant = open_grant(
            parameters.grant,
            parameters.run_id,
            parameters.attempt,
            environment.get(Environment.GRANT_KEYS),
            datetime.now(timezone.utc),
        )
        # Not before, so that a bad grant need not wait for the storage library, which takes most of the start.
        from slipway.runner.attempt import run_attempt
        from slipway.runner.trace import begin_trace

        trace = begin_trace(parameters.traceparent)
        run_attempt(parameters.run_id, parameters.attempt, grant, environment, limits, echo, trace)
    except Failure as failure:
        return str(failure)
    except BaseException as error:
        return str(unexpected(error))
    return None


@dataclass(frozen=True)
class Parameters:
    """The job's parameters."""

    run_id: str
    attempt: int
    grant: str
    traceparent: str


class _Parser(argparse.ArgumentParser):
    """argparse ends the process on a mistake; this raises."""

    def error(self, message: str) -> NoReturn:
        raise Failure(FailureCode.INTERNAL_ERROR, f"the job was started with wrong parameters: {message}")


def parse(arguments: Sequence[str]) -> Parameters:
    """Raises `InternalError` that names the parameter; values are never repeated, since one of them is the grant."""
    parser = _Parser(add_help=False, allow_abbrev=False)
    for name in (Parameter.RUN_ID, Parameter.ATTEMPT, Parameter.GRANT):
        parser.add_argument(f"--{name}", required=True)
    # A job that was created before this parameter does not pass it.
    parser.add_argument(f"--{Parameter.TRACEPARENT}", default="")
    values, unknown = parser.parse_known_args(list(arguments))
    if unknown:
        names = ", ".join(word.partition("=")[0] for word in unknown if word.startswith("--")) or "a word without --"
        parser.error(f"unknown: {names}")
    run_id, attempt = getattr(values, Parameter.RUN_ID), getattr(values, Parameter.ATTEMPT)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", run_id):
        parser.error(f"--{Parameter.RUN_ID} must be 1 to 100 letters, digits, - and _")
    if not re.fullmatch(r"[1-9][0-9]{0,5}", attempt):
        parser.error(f"--{Parameter.ATTEMPT} must be a whole number from 1 on")
    return Parameters(run_id, int(attempt), getattr(values, Parameter.GRANT), getattr(values, Parameter.TRACEPARENT))

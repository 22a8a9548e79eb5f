"""Azure Automation runbook: submits a configured input, for schedules.

Started by an Automation schedule with one argument, the schedule's name. What it submits stands in the Automation
variable `SCHEDULE_<NAME>`: JSON, gzipped and in base64, with the request's body, when the schedule first starts and
whether it repeats by the hour or by the day. It goes through the API with the account's managed identity.

Leaves behind a run, whose id it prints. A job that runs again in the same hour or day of the schedule finds that run
and starts no second one. Raises, so that the job ends as Failed, where no run could be had.
"""

from __future__ import annotations

import base64
import gzip
import http.client
import json
import os
import random
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, Mapping

SUBMIT_PATH = "/v1/runs"
PERIODS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}

# How long before its time a job still counts as this occurrence. Azure may start a job some seconds early, and the
# switch to summer time moves a day's occurrence by an hour.
EARLY = {"hour": timedelta(minutes=5), "day": timedelta(hours=2)}


# ---- The same in notify_failed_run.py and submit_run.py, because a runbook is one file; a test compares the copies.

TIMEOUT_SECONDS = 30
TRIES = 3
# Three tries with two such waits end before a claim of five minutes does.
LONGEST_WAIT_SECONDS = 60
ANSWER_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Request:
    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = None


@dataclass(frozen=True)
class Response:
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


class Unreachable(Exception):
    """No answer came. Says how it failed, never where: an address may be a secret."""


@dataclass(frozen=True)
class World:
    """What lies outside of the runbook."""

    send: Callable[[Request], Response]
    sleep: Callable[[float], None]
    environment: Mapping[str, str]
    variable: Callable[[str], str]
    now: Callable[[], datetime]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry tokens and cards to an address that nobody configured."""

    def redirect_request(self, *_: object) -> None:
        return None


def send(request: Request) -> Response:
    """One request without redirects; any status is an answer. Raises Unreachable."""
    opener = urllib.request.build_opener(NoRedirect)
    try:
        outgoing = urllib.request.Request(request.url, request.body, dict(request.headers), method=request.method)
        try:
            with opener.open(outgoing, timeout=TIMEOUT_SECONDS) as answer:
                return read_response(answer.status, answer)
        except urllib.error.HTTPError as error:
            with error:
                return read_response(error.code, error)
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise Unreachable(f"no answer ({type(reason).__name__})") from None


def read_response(status: int, answer: http.client.HTTPResponse | urllib.error.HTTPError) -> Response:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    body = answer.read(ANSWER_BYTES)
    length = headers.get("content-length", "")
    if length.isdigit() and len(body) < min(int(length), ANSWER_BYTES):
        raise http.client.IncompleteRead(body)
    return Response(status, headers, body)


def is_transient(response: Response) -> bool:
    return response.status == 429 or response.status >= 500


def send_with_retries(world: World, request: Request, may_pass: Callable[[Response], bool] = is_transient) -> Response:
    """At most three tries; returns the last answer. Raises Unreachable where the last try had none."""
    tries = 0
    while True:
        tries += 1
        wait = 2.0**tries + random.random()
        try:
            response = world.send(request)
        except Unreachable:
            if tries == TRIES:
                raise
        else:
            if tries == TRIES or not may_pass(response):
                return response
            wait = retry_after(response, wait)
        world.sleep(wait)


def retry_after(response: Response, default: float) -> float:
    """Seconds; HTTP dates and nonsense count as absent."""
    text = response.headers.get("retry-after", "").strip()
    return float(min(int(text), LONGEST_WAIT_SECONDS)) if re.fullmatch(r"[0-9]{1,9}", text) else default


def access_token(world: World, client_id: str, resource: str) -> str:
    """A token of the account's user-assigned identity, from the endpoint that the sandbox offers."""
    query = urllib.parse.urlencode({"api-version": "2019-08-01", "resource": resource, "client_id": client_id})
    advice = "check that an identity is assigned to the Automation account and IDENTITY_CLIENT_ID names it"
    endpoint = world.environment.get("IDENTITY_ENDPOINT")
    if not endpoint:
        raise RuntimeError(f"the sandbox offers no identity endpoint: {advice}")
    headers = {"X-IDENTITY-HEADER": world.environment.get("IDENTITY_HEADER", ""), "Metadata": "true"}
    try:
        response = send_with_retries(world, Request("GET", f"{endpoint}?{query}", headers))
    except Unreachable as error:
        raise RuntimeError(f"the identity endpoint: {error}") from None
    token = json_object(response).get("access_token")
    if response.status != 200 or not isinstance(token, str):
        raise RuntimeError(f"the identity endpoint answered {response.status}, no token for {resource}: {advice}")
    return token


def json_request(method: str, url: str, token: str, body: Mapping[str, Any] | None = None) -> Request:
    headers = {"Authorization": "Bearer " + token, "Accept": "application/json"}
    if body is None:
        return Request(method, url, headers)
    headers["Content-Type"] = "application/json"
    return Request(method, url, headers, json.dumps(body).encode())


def json_object(response: Response) -> dict[str, Any]:
    """The answer's JSON object; empty where it is something else."""
    try:
        value = json.loads(response.body.decode("utf-8"))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def service_url(world: World, name: str) -> str:
    """The address in an Automation variable. Raises ValueError, without the address, where it is not safe to call."""
    url = world.variable(name).strip()
    if not is_safe(url):
        raise ValueError(f"the Automation variable {name} must hold an https address")
    return url


def is_safe(url: str) -> bool:
    try:
        parts = urllib.parse.urlsplit(url)
        loopback = parts.hostname in ("127.0.0.1", "::1", "localhost")
        return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and loopback))
    except ValueError:
        return False


def automation_variable(name: str) -> str:
    # Exists inside Azure Automation only.
    import automationassets  # type: ignore[import-not-found]

    return str(automationassets.get_automation_variable(name))


def real_world() -> World:
    return World(send, time.sleep, os.environ, automation_variable, lambda: datetime.now(timezone.utc))


# ---- End of the part that is the same.


@dataclass(frozen=True)
class Submission:
    first_start: datetime
    every: str
    request: Mapping[str, Any]


def variable_name(schedule: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", schedule):
        raise ValueError(f"a schedule's name is lower-case words with hyphens, not {schedule[:80]!r}")
    return "SCHEDULE_" + schedule.upper().replace("-", "_")


def parse_submission(text: str) -> Submission:
    """The Automation variable's value. Raises ValueError saying what is wrong with it."""
    try:
        value = json.loads(gzip.decompress(base64.b64decode(text, validate=True)).decode("utf-8"))
        every, request = str(value["every"]), value["request"]
        # Python 3.8 reads no "Z".
        first_start = datetime.fromisoformat(re.sub("Z$", "+00:00", value["firstStart"]))
    except (ValueError, EOFError, OSError, KeyError, TypeError):
        raise ValueError(
            "the schedule's variable is not base64 of gzipped JSON with firstStart (RFC 3339), every and request"
        ) from None
    if every not in PERIODS:
        raise ValueError(f"every must be one of {', '.join(PERIODS)}, not {every!r}")
    if first_start.tzinfo is None or not isinstance(request, dict):
        raise ValueError("firstStart must have an offset from UTC, and request must be an object")
    return Submission(first_start, every, request)


def idempotency_key(schedule: str, submission: Submission, now: datetime) -> str:
    """The same for all jobs of one occurrence. Counts periods from the first start, so no time zone is needed."""
    period, early = PERIODS[submission.every], EARLY[submission.every]
    occurrence = submission.first_start + (now - submission.first_start + early) // period * period
    return f"schedule-{schedule}-{occurrence.astimezone(timezone.utc):%Y-%m-%dT%H:%MZ}"


def submit(world: World, schedule: str) -> str:
    """Submits what the schedule is for; returns the run's id. Raises ValueError, RuntimeError."""
    submission = parse_submission(world.variable(variable_name(schedule)))
    url = service_url(world, "API_URL").rstrip("/") + SUBMIT_PATH
    token = access_token(world, world.variable("IDENTITY_CLIENT_ID"), world.variable("API_AUDIENCE"))
    request = json_request("POST", url, token, submission.request)
    key = idempotency_key(schedule, submission, world.now())
    request = Request(request.method, url, dict(request.headers, **{"Idempotency-Key": key}), request.body)
    try:
        response = send_with_retries(world, request)
    except Unreachable as error:
        raise RuntimeError(f"the API: {error}") from None
    answer = json_object(response)
    if response.status in (200, 202) and isinstance(answer.get("id"), str):
        return str(answer["id"])
    if response.status == 422:
        raise RuntimeError(f"the schedule's submission was changed after a run of {key} was submitted; that run stands")
    code, detail = str(answer.get("code", "")), str(answer.get("detail", ""))[:500]
    raise RuntimeError(f"the API answered {response.status} {code}: {detail}")


def main(arguments: list[str]) -> None:
    if len(arguments) != 1:
        raise ValueError(f"one argument is expected, the schedule's name; there are {len(arguments)}")
    print(submit(real_world(), arguments[0]))


if __name__ == "__main__":
    main(sys.argv[1:])

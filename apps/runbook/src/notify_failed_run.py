"""Azure Automation runbook: posts the card of a failed run to the Teams channel.

Started by Databricks through the Automation webhook `databricks-run-failed-YYYY-MM-DD`. Azure passes one argument,
`{WebhookName:...,RequestBody:{...},RequestHeader:{...}}`, which is not JSON as a whole. Of it only the run id is
believed: the API is asked, with the account's managed identity, to claim the notification, and only who holds the claim
posts. Where the API does not answer, Databricks alone is asked and a shorter card says so.

Leaves behind one card in the channel, and in the API the acknowledgement that it was delivered. Ends without a card,
saying why, where there is nothing to tell; raises, so that the job ends as Failed, where somebody should look.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import sys
import time
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, Mapping, NoReturn

# The date is that of its end.
WEBHOOK_NAME = re.compile(r"databricks-run-failed-[0-9]{4}-[0-9]{2}-[0-9]{2}")
CLAIM_PATH = "/v1/notifications/claim"
ACKNOWLEDGE_PATH = "/v1/notifications/acknowledge"
RUN_ID_PARAMETER = "run_id"

# The Databricks application in every tenant of Entra; its id is the resource of tokens.
DATABRICKS_RESOURCE = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"

# How long, in seconds, a refused claim is asked for again. Held: a claim ends after five minutes. Not finished: the API
# looks at runs every few seconds, unless Databricks does not answer it. Not found: the API may have been restarted
# between starting the job and writing down its number.
PATIENCE_SECONDS = {"ClaimHeld": 360, "RunNotFinished": 600, "RunNotFound": 120}

# Teams refuses larger messages.
PAYLOAD_BYTES = 28_000
LOG_LINES = 20
LOG_LINE_CHARACTERS = 250

# In plain words, by the API's failure codes.
CAUSES = {
    "AlgorithmFailed": "The algorithm ended with an error.",
    "OutOfMemory": "The algorithm needed more memory than the machine has.",
    "TimedOut": "The algorithm did not end within its time limit.",
    "ResultMissing": "The algorithm ended without leaving a result.",
    "ResultTooLarge": "The algorithm left a result that is too large.",
    "ResultInvalid": "The result did not arrive whole.",
    "InputCorrupted": "The input did not arrive whole.",
    "GrantExpired": "The job's access to its storage ended too early.",
    "GrantInvalid": "The job could not open its access to the storage.",
    "StorageUnavailable": "The storage did not answer the job.",
    "Fenced": "Another attempt took over.",
    "ImagePullFailed": "The container image could not be pulled or started.",
    "ComputeUnavailable": "No machine could be started.",
    "ComputeInterrupted": "The machine was taken away during the run.",
    "InternalError": "Something went wrong inside the platform.",
}
ORIGINS = {
    "algorithm": "The algorithm failed.",
    "platform": "The platform failed.",
    "caller": "The request could not be carried out.",
}


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


class NothingToTell(Exception):
    """The job ends as Completed without a card; says why."""


class ApiDown(Exception):
    """The API could not be asked; says why."""


@dataclass(frozen=True)
class Settings:
    api_url: str
    api_audience: str
    identity_client_id: str
    databricks_url: str
    teams_webhook_url: str = field(repr=False)


@dataclass(frozen=True)
class Failure:
    """What the card tells. All texts are foreign and made harmless when the card is built."""

    title: str
    cause: str
    message: str
    advice: str
    facts: tuple[tuple[str, str], ...]
    log: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    source: str = ""


def parse_webhook(raw: str) -> str:
    """The job run's id in the data of the webhook. Raises ValueError saying what is wrong with them."""
    name, body = webhook_parts(raw)
    if not WEBHOOK_NAME.fullmatch(name):
        raise ValueError(f"the data came through the webhook {plain(name, 80)!r}, not databricks-run-failed-YYYY-MM-DD")
    event = body.get("event_type")
    if event != "jobs.on_failure":
        raise ValueError(f"the event is {plain(str(event), 80)!r}, not 'jobs.on_failure'")
    run = body.get("run")
    if not isinstance(run, dict):
        raise ValueError("the body names no run")
    # A task's event names its own run, and the job's as the parent.
    run_id = run.get("parent_run_id", run.get("run_id"))
    text = str(run_id) if type(run_id) is int else run_id
    if not isinstance(text, str) or not re.fullmatch(r"[1-9][0-9]{0,18}", text):
        raise ValueError(f"the run id is not a positive whole number: {plain(str(run_id), 40)!r}")
    return text


def webhook_parts(raw: str) -> tuple[str, dict[str, Any]]:
    """Name and body, from Azure's own notation or from JSON."""
    try:
        head = re.match(r"\s*\{\s*WebhookName\s*:\s*([^,{}]*?)\s*,\s*RequestBody\s*:\s*", raw)
        if head:
            # The body ends where its JSON ends, whatever stands in the headers after it.
            name: Any = head.group(1)
            body, _ = json.JSONDecoder().raw_decode(raw, head.end())
        else:
            data = json.loads(raw)
            name, body = data["WebhookName"], data["RequestBody"]
        if isinstance(body, str):
            body = json.loads(body)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ValueError(
            "the argument is not {WebhookName:...,RequestBody:{...},RequestHeader:{...}} with JSON as the body"
        ) from None
    if not isinstance(name, str) or not isinstance(body, dict):
        raise ValueError("the webhook's name must be text and its body a JSON object")
    return name, body


def claim_notification(world: World, settings: Settings, run_id: str) -> dict[str, Any]:
    """The facts of the run, for the one delivery that may tell them. Raises NothingToTell, ApiDown, RuntimeError."""
    started = world.now()
    while True:
        try:
            response = post_to_api(world, settings, CLAIM_PATH, {"databricksRunId": run_id})
        except Unreachable as error:
            raise ApiDown(str(error)) from None
        answer = json_object(response)
        if response.status == 200 and isinstance(answer.get("claim"), str) and isinstance(answer.get("run"), dict):
            return answer
        code = str(answer.get("code", ""))
        if response.status not in (404, 409) or not code or (response.status == 404 and code != "RunNotFound"):
            raise ApiDown(f"HTTP {response.status}")
        if code not in PATIENCE_SECONDS:
            raise NothingToTell(f"the API says {plain(code, 80)}")
        wait = max(retry_after(response, 10), 2)
        if world.now() + timedelta(seconds=wait) > started + timedelta(seconds=PATIENCE_SECONDS[code]):
            give_up(code, run_id)
        world.sleep(wait)


def give_up(code: str, run_id: str) -> NoReturn:
    if code == "RunNotFinished":
        raise NothingToTell("the API does not see the end of the run yet; it watches for failures that nobody told")
    if code == "RunNotFound":
        raise RuntimeError(f"the API knows no run with the Databricks run id {run_id}")
    raise RuntimeError(f"another delivery holds the notification of the Databricks run {run_id} and does not end")


def post_to_api(world: World, settings: Settings, path: str, body: Mapping[str, Any]) -> Response:
    token = access_token(world, settings.identity_client_id, settings.api_audience)
    return send_with_retries(world, json_request("POST", settings.api_url + path, token, body))


def ask_databricks(world: World, settings: Settings, run_id: str) -> dict[str, Any]:
    """The run as Databricks knows it, once it has failed. Raises NothingToTell, RuntimeError."""
    token = access_token(world, settings.identity_client_id, DATABRICKS_RESOURCE)
    url = f"{settings.databricks_url}/api/2.2/jobs/runs/get?run_id={run_id}"
    try:
        response = send_with_retries(world, json_request("GET", url, token))
    except Unreachable as error:
        raise RuntimeError(f"Databricks: {error}") from None
    run = json_object(response)
    state = run.get("state")
    if response.status != 200 or not isinstance(state, dict):
        raise RuntimeError(f"Databricks answered {response.status} about the run {run_id}")
    if state.get("life_cycle_state") not in ("TERMINATED", "INTERNAL_ERROR", "SKIPPED"):
        raise RuntimeError(f"Databricks says that the run {run_id} has not ended")
    if state.get("result_state") in ("SUCCESS", "SUCCESS_WITH_FAILURES", "CANCELED"):
        raise NothingToTell(f"Databricks says {state['result_state']}")
    return run


def failure_of_claim(claim: Mapping[str, Any]) -> Failure:
    run = claim["run"]
    error = mapping(run.get("error"))
    links = mapping(claim.get("links"))
    log = claim.get("logTail")
    again = "may succeed" if error.get("retryable") is True else "will fail the same way"
    facts = (
        ("Caller", words(run.get("createdBy"))),
        ("Algorithm", ", ".join(filter(None, (words(run.get("algorithm")), words(run.get("profile")))))),
        ("Attempt", words(run.get("attempt"))),
        ("Duration", duration(run.get("durationSeconds"))),
        ("Ended", utc(run.get("finishedAt"))),
        ("Cost", euros(claim.get("costEur"))),
        ("Run", words(run.get("id"))),
    )
    return Failure(
        title=words(run.get("name")) or words(run.get("id")),
        cause=CAUSES.get(words(error.get("code"))) or ORIGINS.get(words(error.get("origin")), "The run failed."),
        message=words(error.get("message")),
        advice=f"Running it again unchanged {again}.",
        facts=facts,
        log=tuple(words(line) for line in log) if isinstance(log, list) else (),
        links=(
            ("Open the run", words(links.get("run"))),
            ("Logs", words(links.get("logs"))),
            ("Run again", words(links.get("rerun"))),
        ),
    )


def failure_of_databricks_run(run: Mapping[str, Any], run_id: str, why: str) -> Failure:
    state = run["state"]
    begin, end = run.get("start_time"), run.get("end_time")
    seconds = (end - begin) / 1000 if isinstance(begin, int) and isinstance(end, int) else None
    parameters = run.get("job_parameters")
    ours = [
        words(mapping(item).get("value"))
        for item in (parameters if isinstance(parameters, list) else [])
        if mapping(item).get("name") == RUN_ID_PARAMETER
    ]
    facts = (
        ("Result", words(state.get("result_state")) or words(state.get("life_cycle_state"))),
        ("Duration", duration(seconds)),
        ("Run", ours[0] if ours else ""),
        ("Databricks run", run_id),
    )
    return Failure(
        title=words(run.get("run_name")) or f"Databricks run {run_id}",
        cause="The job failed in Databricks.",
        message=words(state.get("state_message")),
        advice="",
        facts=facts,
        log=(),
        links=(("Open in Databricks", words(run.get("run_page_url"))),),
        source=f"The Slipway API did not answer ({why}), so this is only what Databricks knows.",
    )


def mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def words(value: object) -> str:
    return value if isinstance(value, str) else str(value) if type(value) is int else ""


def euros(amount: object) -> str:
    return f"{amount:.2f} EUR" if isinstance(amount, (int, float)) and 0 <= amount < 1e9 else ""


def duration(seconds: object) -> str:
    if not isinstance(seconds, (int, float)) or not 0 <= seconds < 1e9:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"


def utc(time_text: object) -> str:
    match = re.match(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)", words(time_text))
    return f"{match.group(1)} {match.group(2)} UTC" if match else ""


def plain(text: str, longest: int) -> str:
    """One line of foreign text without what a card, a terminal or a reader's eye would take as more than text."""
    shown = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in text)
    shown = re.sub(r"(?i)\b(bearer +|(?:sig|token|password|secret)[=:] *)\S+", r"\1…", shown).strip()
    # `{{DATE(…)}}` is evaluated by every renderer and `<at>` mentions people, also outside of Markdown.
    shown = re.sub(r"(?i)<(?=/?at\b)", "< ", shown.replace("{{", "{ {"))
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def card(failure: Failure, log_lines: int) -> dict[str, Any]:
    """An Adaptive Card 1.4. Foreign text stands in TextRuns only, which know no Markdown."""
    heading: list[dict[str, Any]] = [
        {"type": "TextBlock", "text": "A run failed", "size": "Large", "weight": "Bolder", "wrap": True},
        line(failure.title, 160, weight="Bolder"),
    ]
    body: list[dict[str, Any]] = [{"type": "Container", "style": "attention", "bleed": True, "items": heading}]
    if failure.source:
        body.append(line(failure.source, 300, isSubtle=True))
    body.append(line(failure.cause, 200, weight="Bolder"))
    body += [line(text, 600) for text in (failure.message, failure.advice) if text]
    body += [fact(label, text) for label, text in failure.facts if text]
    log = failure.log[-log_lines:] if log_lines else ()
    if log:
        lines = [line(text, LOG_LINE_CHARACTERS, fontType="Monospace", size="Small") for text in log]
        body.append({"type": "TextBlock", "text": "Last lines of the log", "weight": "Bolder", "wrap": True})
        body.append({"type": "Container", "style": "emphasis", "items": [dict(each, spacing="None") for each in lines]})
    return {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "actions": [
            {"type": "Action.OpenUrl", "title": title, "url": url}
            for title, url in failure.links
            if len(url) <= 1000 and is_safe(url)
        ],
    }


def line(text: str, longest: int, **style: object) -> dict[str, Any]:
    # An empty TextRun is refused by some renderers.
    run = dict(style, type="TextRun", text=plain(text, longest) or " ")
    return {"type": "RichTextBlock", "inlines": [run]}


def fact(label: str, text: str) -> dict[str, Any]:
    label_block = {"type": "TextBlock", "text": label, "isSubtle": True}
    columns = [
        {"type": "Column", "width": "100px", "items": [label_block]},
        {"type": "Column", "width": "stretch", "items": [line(text, 200)]},
    ]
    return {"type": "ColumnSet", "spacing": "Small", "columns": columns}


def payload(failure: Failure) -> bytes:
    """What a Workflows webhook expects, with as many lines of the log as there is room for."""
    for log_lines in range(LOG_LINES, -1, -1):
        content = card(failure, log_lines)
        attachment = {
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": None,
            "content": content,
        }
        encoded = json.dumps({"type": "message", "attachments": [attachment]}, ensure_ascii=False).encode("utf-8")
        if len(encoded) <= PAYLOAD_BYTES:
            return encoded
    raise RuntimeError(f"the card has {len(encoded)} bytes without its log, above {PAYLOAD_BYTES}")


def was_delivered(response: Response) -> bool:
    # Older webhooks answer 200 also when they failed, with the error in the text, and "1" when they did not.
    return response.status == 202 or (response.status == 200 and response.body.strip() in (b"", b"1"))


def teams_may_pass(response: Response) -> bool:
    return is_transient(response) or (response.status == 200 and not was_delivered(response))


def post_to_teams(world: World, url: str, body: bytes) -> None:
    """Raises RuntimeError, without the address, where the card was not taken after three tries."""
    request = Request("POST", url, {"Content-Type": "application/json; charset=utf-8"}, body)
    try:
        response = send_with_retries(world, request, may_pass=teams_may_pass)
    except Unreachable as error:
        raise RuntimeError(f"the card was not delivered to Teams: {error}") from None
    if was_delivered(response):
        return
    if response.status == 200:
        raise RuntimeError("the card was not delivered: Teams answered 200 with an error in the text")
    raise RuntimeError(
        f"the card was not delivered: Teams answered {response.status}. With 401, 403, 404 or 410 the Workflows "
        "webhook is switched off or its owner left: make a new one and put its address into TEAMS_WEBHOOK_URL"
    )


def notify(world: World, raw: str) -> str:
    """Tells of the failed run; returns what was done. Raises NothingToTell, ValueError, RuntimeError."""
    run_id = parse_webhook(raw)
    settings = Settings(
        service_url(world, "API_URL").rstrip("/"),
        world.variable("API_AUDIENCE"),
        world.variable("IDENTITY_CLIENT_ID"),
        service_url(world, "DATABRICKS_URL").rstrip("/"),
        service_url(world, "TEAMS_WEBHOOK_URL"),
    )
    try:
        claim = claim_notification(world, settings, run_id)
    except ApiDown as down:
        run = ask_databricks(world, settings, run_id)
        post_to_teams(world, settings.teams_webhook_url, payload(failure_of_databricks_run(run, run_id, str(down))))
        return f"the API did not answer ({down}): posted what Databricks knows of its run {run_id}"
    post_to_teams(world, settings.teams_webhook_url, payload(failure_of_claim(claim)))
    acknowledge(world, settings, claim["claim"])
    return f"posted the card of the run {plain(words(claim['run'].get('id')), 80)}"


def acknowledge(world: World, settings: Settings, claim: str) -> None:
    try:
        status = post_to_api(world, settings, ACKNOWLEDGE_PATH, {"claim": claim}).status
    except Unreachable as error:
        raise RuntimeError(f"the card was delivered, but the API could not be told so: {error}") from None
    if status != 204:
        raise RuntimeError(f"the card was delivered, but the API answered {status} when told so")


def main(arguments: list[str]) -> None:
    # A body with spaces may come as several arguments.
    try:
        print(notify(real_world(), " ".join(arguments)))
    except NothingToTell as reason:
        print(f"no card: {reason}")


if __name__ == "__main__":
    main(sys.argv[1:])

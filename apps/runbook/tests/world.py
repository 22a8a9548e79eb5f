"""A world for runbooks without network and clock: answers by a script, and a record of what was asked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

API = "https://api.example.com"
TEAMS = "https://teams.example.com/workflows/hidden?sig=hidden-signature"
VARIABLES = {
    "API_URL": API + "/",
    "API_AUDIENCE": "api://22222222-2222-4222-8222-222222222222",
    "IDENTITY_CLIENT_ID": "55555555-5555-4555-8555-555555555555",
    "DATABRICKS_URL": "https://adb-1.1.azuredatabricks.net/",
    "TEAMS_WEBHOOK_URL": TEAMS,
}

Answer = tuple[int, dict[str, str], Any]


@dataclass
class FakeWorld:
    """`answers` by place (api, acknowledge, databricks, teams), used up in order; the last one is repeated."""

    runbook: ModuleType
    answers: dict[str, list[Answer | None]]
    variables: dict[str, str] = field(default_factory=lambda: dict(VARIABLES))
    environment: dict[str, str] = field(
        default_factory=lambda: {"IDENTITY_ENDPOINT": "http://169.0.0.1/msi/token", "IDENTITY_HEADER": "hidden-header"}
    )
    time: datetime = datetime(2026, 5, 4, 5, 0, tzinfo=timezone.utc)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    headers: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def world(self) -> Any:
        return self.runbook.World(self.send, self.sleep, self.environment, self.variables.__getitem__, self.now)

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += timedelta(seconds=seconds)

    def bodies(self, place: str) -> list[Any]:
        return [body for asked, body in self.asked if asked == place]

    def send(self, request: Any) -> Any:
        place = self.place(request)
        self.asked.append((place, json.loads(request.body) if request.body else None))
        self.headers.append((place, request.headers))
        if place == "token" and "token" not in self.answers:
            resource = parse_qs(urlsplit(request.url).query)["resource"][0]
            return self.response((200, {}, {"access_token": f"token for {resource}"}))
        script = self.answers[place]
        answer = script.pop(0) if len(script) > 1 else script[0]
        if answer is None:
            raise self.runbook.Unreachable("no answer (ConnectionRefusedError)")
        return self.response(answer)

    def response(self, answer: Answer) -> Any:
        status, headers, body = answer
        return self.runbook.Response(status, headers, body if isinstance(body, bytes) else json.dumps(body).encode())

    def place(self, request: Any) -> str:
        """Where the request goes; also checks what every request there must carry."""
        token = request.headers.get("Authorization")
        if request.url.startswith("http://169.0.0.1/msi/token?"):
            query = parse_qs(urlsplit(request.url).query)
            assert query["client_id"] == [VARIABLES["IDENTITY_CLIENT_ID"]]
            assert query["api-version"] == ["2019-08-01"]
            assert request.headers == {"X-IDENTITY-HEADER": "hidden-header", "Metadata": "true"}
            return "token"
        if request.url == TEAMS:
            assert (request.method, token) == ("POST", None)
            return "teams"
        if request.url.startswith("https://adb-1.1.azuredatabricks.net/"):
            assert token == "Bearer token for 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"
            assert urlsplit(request.url).path == "/api/2.2/jobs/runs/get"
            assert parse_qs(urlsplit(request.url).query) == {"run_id": ["1018263372906"]}
            return "databricks"
        assert (request.method, token) == ("POST", f"Bearer token for {VARIABLES['API_AUDIENCE']}")
        places = {
            "/v1/notifications/claim": "api",
            "/v1/notifications/acknowledge": "acknowledge",
            "/v1/runs": "submit",
        }
        return places[request.url[len(API) :]]

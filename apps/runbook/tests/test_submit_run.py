from __future__ import annotations

import base64
import gzip
import json
from datetime import datetime, timezone
from typing import Any

import pytest

import submit_run as runbook
from world import Answer, FakeWorld

REQUEST = {
    "name": "nightly",
    "algorithm": "highs",
    "profile": "small",
    "input": {"name": "m.mps", "encoding": "base64", "content": "TkFNRQ=="},
    "options": {"time_limit": 60},
}
SUBMISSION: dict[str, Any] = {"firstStart": "2026-03-01T01:30:00+01:00", "every": "day", "request": REQUEST}
ACCEPTED: Answer = (202, {}, {"id": "019b"})


def packed(value: object) -> str:
    return base64.b64encode(gzip.compress(json.dumps(value).encode())).decode()


def world(submission: str = packed(SUBMISSION), answers: list[Answer | None] | None = None) -> FakeWorld:
    fake = FakeWorld(runbook, {"submit": answers or [ACCEPTED]})
    fake.variables["SCHEDULE_NIGHTLY_WEST"] = submission
    return fake


def keys(fake: FakeWorld) -> list[str]:
    return [headers["Idempotency-Key"] for place, headers in fake.headers if place == "submit"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(timezone.utc)


def test_submits_the_request_and_returns_the_id_of_the_run() -> None:
    fake = world()
    fake.time = at("2026-03-01T01:30:04+01:00")
    assert runbook.submit(fake.world(), "nightly-west") == "019b"
    assert fake.bodies("submit") == [REQUEST]
    assert keys(fake) == ["schedule-nightly-west-2026-03-01T00:30Z"]


def test_a_request_that_was_accepted_before_is_the_same_run() -> None:
    assert runbook.submit(world(answers=[(200, {}, {"id": "019b"})]).world(), "nightly-west") == "019b"


@pytest.mark.parametrize(
    ("every", "times", "runs"),
    [
        # The job again by hand in the evening, and Azure a little early.
        ("day", ["2026-03-01T01:30:05+01:00", "2026-03-01T22:00:00+01:00"], 1),
        ("day", ["2026-03-02T01:29:58+01:00", "2026-03-02T01:31:00+01:00"], 1),
        ("day", ["2026-03-01T22:00:00+01:00", "2026-03-02T01:29:58+01:00"], 2),
        # At half past one the clocks change: 23:30 and 0:30 of the same UTC date are two days.
        ("day", ["2026-03-29T01:30:00+01:00", "2026-03-30T01:30:00+02:00"], 2),
        ("day", ["2026-10-25T01:30:00+02:00", "2026-10-26T01:30:00+01:00"], 2),
        ("hour", ["2026-03-01T03:30:00+01:00", "2026-03-01T04:20:00+01:00"], 1),
        ("hour", ["2026-03-01T03:30:00+01:00", "2026-03-01T04:29:50+01:00"], 2),
    ],
)
def test_one_run_for_each_occurrence_of_the_schedule(every: str, times: list[str], runs: int) -> None:
    seen = set()
    for time in times:
        fake = world(packed({**SUBMISSION, "every": every}))
        fake.time = at(time)
        runbook.submit(fake.world(), "nightly-west")
        seen.update(keys(fake))
    assert len(seen) == runs


def test_every_day_of_a_year_has_a_key_of_its_own_in_local_time() -> None:
    seen = set()
    for day in range(366):
        fake = world()
        # Summer time as in Berlin in 2026: the same hour by the clock is an hour earlier in UTC.
        offset = "+02:00" if 28 < day < 239 else "+01:00"
        local = datetime.fromisoformat(f"2026-03-01T01:30:00{offset}").timestamp() + day * 86400
        fake.time = datetime.fromtimestamp(local, timezone.utc)
        runbook.submit(fake.world(), "nightly-west")
        seen.update(keys(fake))
    assert len(seen) == 366


@pytest.mark.parametrize("first", [None, (503, {}, b""), (429, {"retry-after": "3"}, b"")])
def test_an_api_that_stumbles_is_asked_again_with_the_same_key(first: Answer | None) -> None:
    fake = world(answers=[first, first, ACCEPTED])
    assert runbook.submit(fake.world(), "nightly-west") == "019b"
    assert len(keys(fake)) == 3
    assert len(set(keys(fake))) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "the API: no answer"),
        ((503, {}, {"code": "StorageUnavailable", "detail": "Try again later."}), "503 StorageUnavailable: Try again"),
        ((400, {}, {"code": "UnknownProfile", "detail": "no such profile"}), "400 UnknownProfile: no such profile"),
        ((422, {}, {"code": "IdempotencyKeyReused"}), "was changed after a run of schedule-nightly-west-"),
        ((403, {}, b"<html>"), "403"),
        ((202, {}, b"{"), "202"),
    ],
)
def test_fails_visibly_where_no_run_could_be_had(answer: Answer | None, words: str) -> None:
    with pytest.raises(RuntimeError, match=words):
        runbook.submit(world(answers=[answer]).world(), "nightly-west")


@pytest.mark.parametrize(
    "submission",
    # Named, since a packed text holds the time at which it was packed.
    [
        pytest.param("", id="nothing"),
        pytest.param("not base64!", id="no base64"),
        pytest.param(base64.b64encode(b"not gzip").decode(), id="no gzip"),
        pytest.param(base64.b64encode(gzip.compress(b"not JSON")).decode(), id="no JSON"),
        pytest.param(base64.b64encode(gzip.compress(b"{}")[:-4]).decode(), id="cut off"),
        pytest.param(packed([]), id="a list"),
        pytest.param(packed({**SUBMISSION, "firstStart": "tomorrow"}), id="a start in words"),
        pytest.param(packed({**SUBMISSION, "firstStart": "2026-03-01T01:30:00"}), id="a start without its zone"),
        pytest.param(packed({**SUBMISSION, "firstStart": 5}), id="a start as a number"),
        pytest.param(packed({**SUBMISSION, "every": "week"}), id="every week"),
        pytest.param(packed({**SUBMISSION, "every": ["day"]}), id="a list of periods"),
        pytest.param(packed({**SUBMISSION, "request": "highs"}), id="a request in words"),
    ],
)
def test_refuses_a_broken_variable_before_the_api_is_asked(submission: str) -> None:
    fake = world(submission)
    with pytest.raises(ValueError, match=r"firstStart|every|request"):
        runbook.submit(fake.world(), "nightly-west")
    assert fake.asked == []


@pytest.mark.parametrize("name", ["", "Nightly", "a--b", "a_b", "../x", "a\n"])
def test_refuses_names_that_no_schedule_has(name: str) -> None:
    with pytest.raises(ValueError, match="lower-case words"):
        runbook.submit(world().world(), name)


@pytest.mark.parametrize("arguments", [[], ["a", "b"]])
def test_refuses_another_number_of_arguments(arguments: list[str]) -> None:
    with pytest.raises(ValueError, match="one argument is expected"):
        runbook.main(arguments)


def test_a_time_in_utc_may_end_with_z() -> None:
    fake = world(packed({**SUBMISSION, "firstStart": "2026-03-01T05:00:00Z"}))
    fake.time = at("2026-03-05T05:00:00+00:00")
    runbook.submit(fake.world(), "nightly-west")
    assert keys(fake) == ["schedule-nightly-west-2026-03-05T05:00Z"]

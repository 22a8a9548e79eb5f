from __future__ import annotations

import ast
import copy
import json
from pathlib import Path
from typing import Any

import pytest

import notify_failed_run as runbook
from world import TEAMS, Answer, FakeWorld

GOLDEN = Path(__file__).parent / "golden"
RAW = (GOLDEN / "webhooks" / "job.txt").read_text()
CLAIM: dict[str, Any] = json.loads((GOLDEN / "claim.json").read_text())
DATABRICKS_RUN: dict[str, Any] = json.loads((GOLDEN / "databricks-run.json").read_text())

CLAIMED: Answer = (200, {}, CLAIM)
DELIVERED: Answer = (202, {}, b"")
ACKNOWLEDGED: Answer = (204, {}, b"")


def refusal(status: int, code: str, retry_after: str = "10") -> Answer:
    return (status, {"retry-after": retry_after}, {"status": status, "code": code})


def world(**answers: list[Answer | None]) -> FakeWorld:
    script: dict[str, list[Answer | None]] = {"api": [CLAIMED], "teams": [DELIVERED], "acknowledge": [ACKNOWLEDGED]}
    return FakeWorld(runbook, {**script, **answers})


def notify(fake: FakeWorld, raw: str = RAW) -> str:
    return runbook.notify(fake.world(), raw)


def card_of(fake: FakeWorld) -> dict[str, Any]:
    (message,) = fake.bodies("teams")
    (attachment,) = message["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    content: dict[str, Any] = attachment["content"]
    return content


def texts(element: Any) -> list[tuple[str, str]]:
    """Type and text of everything on a card that shows text."""
    if isinstance(element, list):
        return [found for item in element for found in texts(item)]
    if not isinstance(element, dict):
        return []
    own = [(element["type"], element["text"])] if "text" in element else []
    return own + texts(list(element.values()))


def shown(card: dict[str, Any]) -> str:
    return "\n".join(text for _, text in texts(card))


@pytest.mark.parametrize("path", sorted((GOLDEN / "webhooks").iterdir()), ids=lambda path: path.stem)
def test_reads_the_run_id_from_every_form_of_the_data(path: Path) -> None:
    assert runbook.parse_webhook(path.read_text()) == "1018263372906"


@pytest.mark.parametrize("path", sorted((GOLDEN / "refused").iterdir()), ids=lambda path: path.stem)
def test_refuses_broken_data_before_anybody_is_asked(path: Path) -> None:
    fake = world()
    with pytest.raises(ValueError, match=r"webhook|event|body|run"):
        notify(fake, path.read_text())
    assert fake.asked == []


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 100_000, '{"event_type":"' + "x" * 5_000_000 + '"}'])
def test_refuses_bodies_that_are_made_to_hurt(body: str) -> None:
    with pytest.raises(ValueError):
        runbook.parse_webhook(
            "{WebhookName:databricks-run-failed-2027-11-01,RequestBody:" + body + ",RequestHeader:{}}"
        )


def test_posts_one_card_and_then_acknowledges_it() -> None:
    fake = world()
    assert notify(fake) == "posted the card of the run 019b2c3d-0000-7000-8000-000000000001"
    places = [place for place, _ in fake.asked]
    assert places == ["token", "api", "teams", "token", "acknowledge"]
    assert fake.bodies("api") == [{"databricksRunId": "1018263372906"}]
    assert fake.bodies("acknowledge") == [{"claim": "opaque-claim"}]


def test_builds_the_card_that_is_kept_as_golden() -> None:
    fake = world()
    notify(fake)
    assert fake.bodies("teams") == [json.loads((GOLDEN / "card.json").read_text())]


def test_names_for_every_failure_its_cause_and_whether_to_try_again() -> None:
    for code, words in runbook.CAUSES.items():
        for retryable, advice in [(True, "may succeed"), (False, "will fail the same way")]:
            claim = copy.deepcopy(CLAIM)
            claim["run"]["error"] = {"code": code, "origin": "platform", "retryable": retryable, "message": "m"}
            fake = world(api=[(200, {}, claim)])
            notify(fake)
            assert words in shown(card_of(fake))
            assert f"Running it again unchanged {advice}." in shown(card_of(fake))


def test_an_unknown_failure_is_told_by_its_origin() -> None:
    claim = copy.deepcopy(CLAIM)
    claim["run"]["error"] = {"code": "New", "origin": "platform", "retryable": True, "message": ""}
    fake = world(api=[(200, {}, claim)])
    notify(fake)
    assert "The platform failed." in shown(card_of(fake))


@pytest.mark.parametrize(
    "claim",
    [
        {"claim": "c", "run": {}},
        {
            "claim": "c",
            "run": {"id": 5, "error": "no", "durationSeconds": "x", "attempt": None},
            "logTail": 7,
            "links": [],
        },
        {"claim": "c", "run": {"durationSeconds": 1e300}, "logTail": [None, {}, 5], "costEur": -1},
        {"claim": "c", "run": {"durationSeconds": float("nan")}, "costEur": float("nan"), "links": {"run": ["x"]}},
    ],
)
def test_a_claim_with_holes_still_becomes_a_card(claim: dict[str, Any]) -> None:
    fake = world(api=[(200, {}, claim)])
    notify(fake)
    assert "A run failed" in shown(card_of(fake))
    assert "nan" not in shown(card_of(fake))


HOSTILE = [
    "**bold** [link](https://evil.example) <img src=x onerror=alert(1)>",
    "<at>everyone</at> look",
    "{{DATE(2026-05-04T00:00:00Z)}}",
    "right \u202eto left\u202c, \x1b[31mred, \x00 nothing, \ud800 half",
    "# heading\n- list\r\n> quote",
    "https://account.blob.core.windows.net/c?sv=2024&sig=abcdef%3D and Authorization: Bearer eyJhbGciOi.x.y",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_is_shown_and_does_nothing(text: str) -> None:
    claim = copy.deepcopy(CLAIM)
    claim["run"].update(id=text, name=text, createdBy=text, algorithm=text, profile=text)
    claim["run"]["error"]["message"] = text
    claim["logTail"] = [text]
    fake = world(api=[(200, {}, claim)])
    notify(fake)
    foreign = [(kind, shown) for kind, shown in texts(card_of(fake)) if shown not in OWN_WORDS]
    # Markdown is read in TextBlocks only.
    assert {kind for kind, _ in foreign} == {"TextRun"}
    for _, line in foreign:
        assert not any(ord(character) < 32 or character in "\u202e\u202c\ud800" for character in line)
        assert "<at" not in line
        assert "{{" not in line
        assert "abcdef" not in line
        assert "eyJ" not in line


OWN_WORDS = {
    *("A run failed", "Caller", "Algorithm", "Attempt", "Duration", "Ended", "Cost", "Run", "Last lines of the log"),
}


def test_the_largest_card_fits_and_keeps_the_newest_lines_of_the_log() -> None:
    claim = copy.deepcopy(CLAIM)
    # Four bytes in UTF-8.
    long = "\U0001f4a5" * 5000
    claim["run"].update(id=long, name=long, createdBy=long, algorithm=long, profile=long)
    claim["run"]["error"]["message"] = long
    claim["logTail"] = [f"{number} {long}" for number in range(1000)]
    for name in claim["links"]:
        claim["links"][name] = "https://example.com/" + "a" * 900
    fake = world(api=[(200, {}, claim)])
    notify(fake)
    card = card_of(fake)
    assert len(json.dumps(fake.bodies("teams")[0], ensure_ascii=False).encode()) <= 28 * 1024
    log = [text for _, text in texts(card) if text[:1].isdigit() and long[:4] in text]
    assert log[-1].startswith("999 ")
    assert len(log) >= 5
    assert len(card["actions"]) == 3


@pytest.mark.parametrize(
    "link", ["http://evil.example/", "javascript:alert(1)", "ftp://x/", "https://", "https://[", "", None, 5]
)
def test_leads_to_no_unsafe_address(link: Any) -> None:
    claim = copy.deepcopy(CLAIM)
    claim["links"]["logs"] = link
    fake = world(api=[(200, {}, claim)])
    notify(fake)
    assert [action["title"] for action in card_of(fake)["actions"]] == ["Open the run", "Run again"]


@pytest.mark.parametrize("code", ["AlreadyDelivered", "RunNotFailed", "SomethingNew"])
def test_where_there_is_nothing_to_tell_no_card_is_posted_and_the_job_says_why(code: str) -> None:
    fake = world(api=[refusal(409, code)])
    with pytest.raises(runbook.NothingToTell, match=code):
        notify(fake)
    assert fake.bodies("teams") == []


def test_waits_for_the_api_to_see_the_end_of_the_run() -> None:
    fake = world(api=[refusal(404, "RunNotFound", "2"), refusal(409, "RunNotFinished", "7"), CLAIMED])
    notify(fake)
    assert fake.waits == [2, 7]
    assert len(fake.bodies("teams")) == 1


def test_waits_longer_than_another_delivery_can_hold_the_claim() -> None:
    held: list[Answer | None] = [refusal(409, "ClaimHeld", "60")] * 5
    fake = world(api=[*held, CLAIMED])
    notify(fake)
    assert sum(fake.waits) == 300
    assert len(fake.bodies("teams")) == 1


@pytest.mark.parametrize(
    ("status", "code", "error", "at_most"),
    [
        (409, "RunNotFinished", runbook.NothingToTell, 600),
        (404, "RunNotFound", RuntimeError, 120),
        (409, "ClaimHeld", RuntimeError, 360),
    ],
)
@pytest.mark.parametrize("retry_after", ["30", "0", "soon", "99999999999999999999"])
def test_waits_only_so_long(status: int, code: str, error: type[Exception], at_most: int, retry_after: str) -> None:
    fake = world(api=[refusal(status, code, retry_after)])
    with pytest.raises(error):
        notify(fake)
    assert at_most / 2 <= sum(fake.waits) <= at_most
    assert fake.bodies("teams") == []


API_DOWN: list[list[Answer | None]] = [
    [None],
    [(500, {}, b"")],
    [(503, {"retry-after": "1"}, {"code": "StorageUnavailable"})],
    [(429, {}, b"")],
    [(403, {}, {"code": "Forbidden"})],
    [(404, {}, b"<html>404 Web Site not found</html>")],
    [(200, {}, b"<html>")],
    [(200, {}, {"claim": 5, "run": {}})],
    [(302, {"location": "https://evil.example"}, b"")],
]


@pytest.mark.parametrize("answers", API_DOWN)
def test_where_the_api_is_down_a_shorter_card_says_so(answers: list[Answer | None]) -> None:
    fake = world(api=answers, databricks=[(200, {}, DATABRICKS_RUN)])
    assert "the API did not answer" in notify(fake)
    card = card_of(fake)
    assert "so this is only what Databricks knows." in shown(card)
    assert "highs-small" in shown(card)
    assert "019b2c3d-0000-7000-8000-000000000001" in shown(card)
    assert "Workload failed, see run output for details" in shown(card)
    assert [action["title"] for action in card["actions"]] == ["Open in Databricks"]
    assert fake.bodies("acknowledge") == []


@pytest.mark.parametrize("result", ["SUCCESS", "CANCELED"])
def test_databricks_word_that_nothing_failed_is_believed(result: str) -> None:
    run = {**DATABRICKS_RUN, "state": {"life_cycle_state": "TERMINATED", "result_state": result}}
    fake = world(api=[None], databricks=[(200, {}, run)])
    with pytest.raises(runbook.NothingToTell, match=result):
        notify(fake)
    assert fake.bodies("teams") == []


@pytest.mark.parametrize(
    "answer",
    [
        None,
        (503, {}, b""),
        (403, {}, {"error_code": "PERMISSION_DENIED"}),
        (404, {}, {"error_code": "RESOURCE_DOES_NOT_EXIST"}),
        (200, {}, b"{"),
        (200, {}, {"state": {"life_cycle_state": "RUNNING"}}),
    ],
)
def test_where_nobody_can_be_asked_the_job_fails_without_a_card(answer: Answer | None) -> None:
    fake = world(api=[None], databricks=[answer])
    with pytest.raises(RuntimeError, match="Databricks"):
        notify(fake)
    assert fake.bodies("teams") == []


def test_a_number_of_databricks_that_is_no_time_is_left_out() -> None:
    run = {**DATABRICKS_RUN, "end_time": 0, "job_parameters": "none"}
    fake = world(api=[None], databricks=[(200, {}, run)])
    notify(fake)
    assert "Duration" not in shown(card_of(fake))


@pytest.mark.parametrize(
    "first",
    [None, (429, {"retry-after": "7"}, b""), (503, {}, b""), (200, {}, b"Webhook message delivery failed: HTTP 429")],
)
def test_teams_is_asked_again_after_a_fault_that_may_pass(first: Answer | None) -> None:
    fake = world(teams=[first, first, DELIVERED])
    notify(fake)
    assert len(fake.bodies("teams")) == 3
    assert len(fake.bodies("acknowledge")) == 1
    assert all(0 < wait <= 60 for wait in fake.waits)
    if first and "retry-after" in first[1]:
        assert fake.waits == [7, 7]


@pytest.mark.parametrize("body", [b"1", b""])
def test_an_older_webhook_acknowledges_with_200(body: bytes) -> None:
    fake = world(teams=[(200, {}, body)])
    notify(fake)
    assert len(fake.bodies("teams")) == 1


@pytest.mark.parametrize(
    ("answer", "tries"),
    [
        (None, 3),
        ((429, {"retry-after": "3600"}, b""), 3),
        ((500, {}, b""), 3),
        ((200, {}, b"Webhook message delivery failed"), 3),
        ((404, {}, b""), 1),
        ((401, {}, b""), 1),
        ((302, {"location": "https://evil.example"}, b""), 1),
        ((400, {}, b""), 1),
    ],
)
def test_a_dead_teams_ends_the_job_as_failed_and_acknowledges_nothing(answer: Answer | None, tries: int) -> None:
    fake = world(teams=[answer])
    with pytest.raises(RuntimeError, match="not delivered") as caught:
        notify(fake)
    assert len(fake.bodies("teams")) == tries
    assert fake.bodies("acknowledge") == []
    # Else another delivery could take the claim while this one still tries.
    assert sum(fake.waits) + tries * runbook.TIMEOUT_SECONDS < 300
    assert "hidden" not in str(caught.value)
    assert TEAMS not in repr(caught.value)


@pytest.mark.parametrize("answer", [None, (500, {}, b""), (409, {}, {"code": "ClaimExpired"}), (200, {}, b"")])
def test_a_lost_acknowledgement_ends_the_job_as_failed(answer: Answer | None) -> None:
    fake = world(acknowledge=[answer])
    with pytest.raises(RuntimeError, match="the card was delivered, but"):
        notify(fake)
    assert len(fake.bodies("teams")) == 1


@pytest.mark.parametrize("answer", [None, (400, {}, {"message": "no identity"}), (200, {}, b"x"), (429, {}, b"")])
def test_without_a_token_nobody_is_asked(answer: Answer | None) -> None:
    fake = world(token=[answer])
    with pytest.raises(RuntimeError, match="identity endpoint"):
        notify(fake)
    assert {place for place, _ in fake.asked} == {"token"}


def test_without_an_identity_the_job_says_what_to_do() -> None:
    fake = world()
    fake.environment.clear()
    with pytest.raises(RuntimeError, match="check that an identity is assigned"):
        notify(fake)


@pytest.mark.parametrize("name", ["API_URL", "DATABRICKS_URL", "TEAMS_WEBHOOK_URL"])
@pytest.mark.parametrize("value", ["http://example.com/hidden", "file:///hidden", "hidden", "", "https://[hidden"])
def test_calls_only_https_and_says_which_variable_is_wrong(name: str, value: str) -> None:
    fake = world()
    fake.variables[name] = value
    with pytest.raises(ValueError, match=name) as caught:
        notify(fake)
    assert "hidden" not in str(caught.value)
    assert fake.asked == []


@pytest.mark.parametrize("name", ["notify_failed_run", "submit_run"])
def test_both_runbooks_are_python_3_8(name: str) -> None:
    source = (Path(__file__).parent.parent / "src" / f"{name}.py").read_text()
    ast.parse(source, feature_version=(3, 8))


def test_what_both_runbooks_need_is_the_same_in_both() -> None:
    def shared(name: str) -> str:
        source = (Path(__file__).parent.parent / "src" / f"{name}.py").read_text()
        return source.split("# ---- The same in ")[1].split("# ---- End of the part")[0]

    assert shared("notify_failed_run") == shared("submit_run")

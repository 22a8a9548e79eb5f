"""The sealed grant: the vectors that the API's own sealing must reproduce, and everything that must not open."""

from __future__ import annotations

import base64
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from runner.support import GRANT_KEY, Run
from slipway.runner.failure import Failure
from slipway.runner.grant import key_id, open_grant, seal

VECTORS = json.loads((Path(__file__).parents[1] / "grant-vectors.json").read_text())
NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)
KEYS = base64.b64encode(GRANT_KEY).decode()
PLAIN = {
    "container": "https://account.blob.core.windows.net/run-1?sig=SECRET",
    "requestSha256": "ab" * 32,
    "expiresAt": "2026-01-01T01:00:00.000Z",
}


def sealed(run_id: str = "run-1", attempt: int = 1, key: bytes = GRANT_KEY, **changes: object) -> str:
    return seal(json.dumps({**PLAIN, **changes}).encode(), key, run_id, attempt)


def refusal(grant: str, keys: str | None = KEYS, run_id: str = "run-1", attempt: int = 1) -> str:
    with pytest.raises(Failure) as caught:
        open_grant(grant, run_id, attempt, keys, NOW)
    assert "SECRET" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_vectors(vector: dict[str, str | int]) -> None:
    key = base64.b64decode(str(vector["key"]))
    iv = base64.urlsafe_b64decode(str(vector["ivBase64url"]) + "==")
    plaintext, run_id, attempt = str(vector["plaintext"]), str(vector["runId"]), int(vector["attempt"])
    assert seal(plaintext.encode(), key, run_id, attempt, iv) == vector["sealed"]
    grant = open_grant(str(vector["sealed"]), run_id, attempt, str(vector["key"]), NOW)
    assert grant.container == json.loads(plaintext)["container"]


def test_opens_and_keeps_the_signature_out_of_its_representation() -> None:
    grant = open_grant(sealed(), "run-1", 1, KEYS, NOW)
    assert grant.container == PLAIN["container"] and grant.request_sha256 == PLAIN["requestSha256"]
    assert grant.expires_at == NOW + timedelta(hours=1)
    assert "SECRET" not in repr(grant)


def test_a_rotated_key_still_opens() -> None:
    newer = base64.b64encode(bytes(range(32))).decode()
    assert open_grant(sealed(), "run-1", 1, f"{newer}, {KEYS}", NOW)


def test_two_seals_of_the_same_grant_differ() -> None:
    assert sealed() != sealed()


def test_expired_grant() -> None:
    said = refusal(sealed(expiresAt="2025-12-31T23:59:59Z"))
    assert said.startswith("GrantExpired: the grant ended at 2025-12-31T23:59:59+00:00")


def changed(grant: str) -> str:
    head, _, last = grant.rpartition(".")
    return f"{head}.{'B' if last[0] == 'A' else 'A'}{last[1:]}"


INVALID_GRANTS = [
    ("forged: changed ciphertext", changed(sealed()), "does not open for run run-1, attempt 1"),
    ("of another run", sealed(run_id="run-2"), "belongs to another one"),
    ("of another attempt", sealed(attempt=2), "belongs to another one"),
    ("sealed with an unknown key", sealed(key=bytes(32)), f"sealed with key {key_id(bytes(32))}, but"),
    ("empty", "", "is not of the form v1."),
    ("another version", "v2" + sealed()[2:], "is not of the form v1."),
    ("a part missing", sealed().rpartition(".")[0], "is not of the form v1."),
    ("padding", sealed() + "=", "ciphertext is not base64url without padding"),
    ("impossible length", f"v1.{key_id(GRANT_KEY)}.A.{'A' * 40}", "iv is not base64url"),
    ("short iv", f"v1.{key_id(GRANT_KEY)}.AAAA.{'A' * 40}", "iv has 3 bytes instead of 12"),
    ("too short for a tag", f"v1.{key_id(GRANT_KEY)}.{'A' * 16}.AAAA", "does not open"),
    ("no container", sealed(container=None), "lacks a usable container"),
    ("container without signature", sealed(container="https://a.blob.core.windows.net/run-1"), "lacks a usable"),
    ("container that is no URL", sealed(container="file:///etc?sig=SECRET"), "lacks a usable container"),
    ("hash of another form", sealed(requestSha256="AB"), "lacks a usable container"),
    ("hash that is a number", sealed(requestSha256=5), "lacks a usable container"),
    ("no time", sealed(expiresAt="tomorrow"), "lacks a usable container"),
    ("not an object", seal(b"[]", GRANT_KEY, "run-1", 1), "lacks a usable container"),
    ("not JSON", seal(b"\xff", GRANT_KEY, "run-1", 1), "lacks a usable container"),
]


# Sealed with a random nonce: the labels alone name the same tests in every process.
@pytest.mark.parametrize(("label", "grant", "words"), INVALID_GRANTS, ids=[label for label, *_ in INVALID_GRANTS])
def test_invalid_grant(label: str, grant: str, words: str) -> None:
    said = refusal(grant)
    assert said.startswith("GrantInvalid: ") and words in said, label


@pytest.mark.parametrize(
    ("label", "keys", "words"),
    [
        ("not set", None, "SLIPWAY_GRANT_KEYS is not set"),
        ("empty", "", "SLIPWAY_GRANT_KEYS is not set"),
        ("not base64", "???", "key 1 in SLIPWAY_GRANT_KEYS is not the base64 of 32 bytes"),
        ("second one short", f"{KEYS},AAAA", "key 2 in SLIPWAY_GRANT_KEYS"),
    ],
)
def test_unusable_keys(label: str, keys: str | None, words: str) -> None:
    said = refusal(sealed(), keys=keys)
    assert said.startswith("GrantInvalid: ") and words in said and KEYS not in said, label


def test_a_time_without_zone_is_refused() -> None:
    assert refusal(sealed(expiresAt="2027-01-01T00:00:00")).startswith("GrantInvalid: ")


def test_a_bad_grant_publishes_nothing(run: Run) -> None:
    run.expires_at = datetime.now(timezone.utc) - timedelta(seconds=1)
    outcome = run.execute('(TEST / "started").touch()')
    assert outcome is not None and outcome.startswith("GrantExpired: ")
    assert not run.happened("started") and not [name for name in run.names() if name.startswith("attempts/")]

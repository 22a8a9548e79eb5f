"""Seals and opens the grant: what lets one attempt read and write its run's container (format: contract.ts)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import re
from dataclasses import dataclass, field
from datetime import datetime, timezone
from urllib.parse import urlsplit

from slipway.contract import Environment, FailureCode
from slipway.runner.failure import Failure

_VERSION = "v1"
_KEY_BYTES = 32
_IV_BYTES = 12
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Grant:
    """An opened grant. `container` carries the signature, so it stays out of every representation."""

    container: str = field(repr=False)
    request_sha256: str
    expires_at: datetime


def seal(plaintext: bytes, key: bytes, run_id: str, attempt: int, iv: bytes | None = None) -> str:
    """
    Seals the JSON of a grant as the API does. `iv` is 12 random bytes unless given; give it only to reproduce a known
    vector, because two grants with one key and one iv betray each other.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_IV_BYTES) if iv is None else iv
    sealed = AESGCM(key).encrypt(nonce, plaintext, _bound_to(run_id, attempt))
    return ".".join((_VERSION, key_id(key), _encode(nonce), _encode(sealed)))


def open_grant(sealed: str, run_id: str, attempt: int, keys: str | None, now: datetime) -> Grant:
    """
    Opens a sealed grant with any of `keys`, the value of `SLIPWAY_GRANT_KEYS`.

    Raises `GrantInvalid` where it is malformed, sealed with another key, for another run or attempt, or changed on the
    way; `GrantExpired` where it is authentic but ended before `now`.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    known = {key_id(key): key for key in _parse_keys(keys)}
    parts = sealed.split(".")
    if len(parts) != 4 or parts[0] != _VERSION:
        raise _invalid(f"the grant is not of the form {_VERSION}.<kid>.<iv>.<ciphertext>")
    kid, iv, ciphertext = parts[1], _decode(parts[2], "iv"), _decode(parts[3], "ciphertext")
    if len(iv) != _IV_BYTES:
        raise _invalid(f"the grant's iv has {len(iv)} bytes instead of {_IV_BYTES}")
    key = known.get(kid)
    if key is None:
        raise _invalid(
            f"the grant is sealed with key {kid[:16]}, but {Environment.GRANT_KEYS} holds {', '.join(known)}; "
            "give the API and the job the same keys"
        )
    try:
        plaintext = AESGCM(key).decrypt(iv, ciphertext, _bound_to(run_id, attempt))
    except InvalidTag:
        raise _invalid(
            f"the grant does not open for run {run_id}, attempt {attempt}: it was changed or belongs to another one"
        ) from None
    grant = _parse(plaintext)
    if grant.expires_at <= now:
        raise Failure(
            FailureCode.GRANT_EXPIRED,
            f"the grant ended at {grant.expires_at.isoformat()} and it is {now.isoformat(timespec='seconds')}; "
            "the job started too late, or a clock is wrong",
        )
    return grant


def key_id(key: bytes) -> str:
    """First 8 hexadecimal digits of the SHA-256 of the raw key."""
    return hashlib.sha256(key).hexdigest()[:8]


def _bound_to(run_id: str, attempt: int) -> bytes:
    return f"{run_id}/{attempt}".encode()


def _parse_keys(text: str | None) -> list[bytes]:
    if not text:
        raise _invalid(f"{Environment.GRANT_KEYS} is not set, so no grant can be opened")
    keys = []
    for position, part in enumerate(text.split(","), start=1):
        try:
            key = base64.b64decode(part.strip(), validate=True)
        except binascii.Error:
            key = b""
        if len(key) != _KEY_BYTES:
            raise _invalid(f"key {position} in {Environment.GRANT_KEYS} is not the base64 of {_KEY_BYTES} bytes")
        keys.append(key)
    return keys


def _parse(plaintext: bytes) -> Grant:
    try:
        value = json.loads(plaintext)
        container, digest, expires = value["container"], value["requestSha256"], value["expiresAt"]
        # Python 3.10 reads no "Z".
        expires_at = datetime.fromisoformat(re.sub(r"[Zz]$", "+00:00", expires))
        address = urlsplit(container)
        usable = (
            address.scheme in ("https", "http")
            and address.hostname
            and address.path.strip("/")
            and address.query
            and re.fullmatch(r"[0-9a-f]{64}", digest)
            and expires_at.tzinfo is not None
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        usable = False
    if not usable:
        raise _invalid("the grant opened, but lacks a usable container, requestSha256 or expiresAt")
    return Grant(container, digest, expires_at.astimezone(timezone.utc))


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str, name: str) -> bytes:
    try:
        if _BASE64URL.fullmatch(text):
            return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        pass
    raise _invalid(f"the grant's {name} is not base64url without padding")


def _invalid(message: str) -> Failure:
    return Failure(FailureCode.GRANT_INVALID, message)

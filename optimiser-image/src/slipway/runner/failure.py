"""The one exception by which an attempt fails: a code that the API believes and one line for the reader."""

from __future__ import annotations

import traceback

from slipway.contract import FailureCode

_LONGEST_MESSAGE = 500


class Failure(Exception):
    """Why the attempt failed. `message` is a single line that never holds a secret."""

    def __init__(self, code: FailureCode, message: str) -> None:
        self.code = code
        self.message = one_line(message)
        super().__init__(f"{code.value}: {self.message}")


def one_line(text: str, longest: int = _LONGEST_MESSAGE) -> str:
    """`text` on a single line of at most `longest` characters, with everything unprintable replaced by a space."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def unexpected(error: BaseException) -> Failure:
    """
    An error nobody foresaw, as `InternalError`. Of its text only the operating system's own words are kept, because an
    HTTP library's error quotes the request's URL, and with it the signature.
    """
    words = error.strerror if isinstance(error, OSError) and isinstance(error.strerror, str) else None
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return Failure(FailureCode.INTERNAL_ERROR, f"{type(error).__name__}{f' ({words})' if words else ''}{place}")

"""What counts as a number in a model: decimal digits with a point and an exponent, finite, and nothing else.

C's `strtod`, with which HiGHS reads, takes the longest prefix that fits (`5O` is 5, `1,5` is 1, `abc` is 0) and also
hexadecimal, `nan` and `inf`.
"""

import re
from functools import lru_cache
from math import isfinite

from slipway.optimiser.model_text import InvalidModel, refuse, shown

NUMBER = re.compile(rb"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
INFINITY = re.compile(rb"[+-]?inf(?:inity)?", re.IGNORECASE)

is_number = NUMBER.fullmatch
is_infinity = INFINITY.fullmatch


# Models repeat few numbers many times.
@lru_cache(maxsize=1 << 16)
def _value(token: bytes) -> float | None:
    return float(token) if is_number(token) else None


def finite(token: bytes, line: int) -> float:
    """The value of a numeric token; raises InvalidModel for a word, a decimal comma, NaN, infinity and 1e999."""
    value = _value(token)
    if value is None:
        raise not_a_number(token, line)
    if not isfinite(value):
        raise refuse(line, f"{shown(token)} is too large for a number")
    return value


def not_a_number(token: bytes, line: int) -> InvalidModel:
    """The error for a token that stands where a number must be."""
    hint = "; the decimal sign is a point" if b"," in token else ""
    return refuse(line, f"{shown(token)} is not a finite number{hint}")

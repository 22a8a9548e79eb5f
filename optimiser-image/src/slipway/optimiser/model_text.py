"""The bytes of a model file as numbered lines of text, whatever its compression."""

import zlib
from collections.abc import Iterator
from gzip import BadGzipFile, GzipFile
from typing import IO

CHUNK_BYTES = 1 << 20
LINE_BYTES = 16 << 20
# HiGHS needs about 15 times the file's size in memory (measured on 52 MiB), so no node could read more than this.
TEXT_BYTES = 4 << 30

GZIP_MAGIC = b"\x1f\x8b"


class InvalidModel(Exception):
    """The input is not a model that can be read without guessing; the message is one line for the caller."""


def refuse(line: int, reason: str) -> InvalidModel:
    """The error for a fault in line `line`, counted from 1."""
    return InvalidModel(f"line {line}: {reason}")


def shown(token: bytes) -> str:
    """A token of the input for an error message: printable, in quotes, at most 60 characters."""
    text = token.decode("utf-8", "replace")
    text = "".join(character if character.isprintable() else "?" for character in text)
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'


def is_gzip(path: str) -> bool:
    """Whether the content, not the name, says gzip."""
    with open(path, "rb") as file:
        return file.read(2) == GZIP_MAGIC


def numbered_lines(path: str) -> Iterator[tuple[int, bytes]]:
    """Every line without its end, counted from 1.

    Raises InvalidModel for an empty file, broken or cut off gzip data, text after it, NUL bytes, overlong lines and
    bytes that are not UTF-8 (HiGHS' Python interface cannot hand out such names).
    """
    compressed = is_gzip(path)
    with open(path, "rb") as raw:
        source: GzipFile | IO[bytes] = GzipFile(fileobj=raw) if compressed else raw
        try:
            yield from _lines(source)
        except EOFError:
            raise InvalidModel("the gzip data ends early: the file is cut off") from None
        except (BadGzipFile, zlib.error) as error:
            raise InvalidModel(f"the gzip data is broken: {error}") from None


def _lines(source: GzipFile | IO[bytes]) -> Iterator[tuple[int, bytes]]:
    number = 0
    size = 0
    rest = b""
    while chunk := source.read(CHUNK_BYTES):
        size += len(chunk)
        if size > TEXT_BYTES:
            raise InvalidModel(f"the text is longer than {TEXT_BYTES} bytes")
        lines = (rest + chunk).split(b"\n")
        rest = lines.pop()
        if len(rest) > LINE_BYTES:
            raise refuse(number + len(lines) + 1, f"longer than {LINE_BYTES} bytes")
        _check_text(lines, number)
        for line in lines:
            number += 1
            yield number, line
    if size == 0:
        raise InvalidModel("the file is empty")
    if rest:
        _check_text([rest], number)
        yield number + 1, rest


def _check_text(lines: list[bytes], before: int) -> None:
    block = b"\n".join(lines)
    if block.isascii() and b"\0" not in block:
        return
    for offset, line in enumerate(lines, start=1):
        if b"\0" in line:
            raise refuse(before + offset, "a NUL byte: this is not a text file")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            byte = line[error.start]
            reason = f"byte 0x{byte:02x} is not UTF-8 text; save the file as UTF-8"
            raise refuse(before + offset, reason) from None

"""Opens what an algorithm left behind without following it anywhere."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

# Longest blob name is 1,024 characters, of which the folder of the attempt takes a few.
_LONGEST_NAME = 900


def open_regular(path: Path) -> BinaryIO | None:
    """
    The file open for reading, or None where there is no regular file at `path`: a symbolic link could show the job's
    own files to the caller, and opening a named pipe would wait for ever.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    return os.fdopen(descriptor, "rb")


def is_publishable(name: str) -> bool:
    """Whether a relative file name can be the end of a blob's name: printable UTF-8, no backslash, not too long."""
    return name.isprintable() and "\\" not in name and len(name) <= _LONGEST_NAME

"""The request to finish now, as signals bring it."""

import signal
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class StopRequest:
    """Whether SIGTERM or SIGINT has come. The handler only sets a flag: without a handler of our own, Ctrl-C would be
    raised inside a callback and cost the solution, and a lock taken in a handler could wait for itself."""

    def __init__(self) -> None:
        self.requested = False

    def listen(self) -> None:
        """Installs the handlers, then lets in the signals that the parent has blocked for us."""
        for number in SIGNALS:
            signal.signal(number, self._handle)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {*SIGNALS, signal.SIGCHLD})

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        self.requested = True

"""A network that fails on demand."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Network:
    """
    A TCP proxy before Azurite whose cable can be pulled, which can lose the answer to one request, and which gives the
    next requests the status codes in `answers` instead of passing them on.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._connected = True
        self._lose: bytes | None = None
        self.answers: list[int] = []
        self.lost = threading.Event()
        self._cut_after: int | None = None
        self.was_cut = threading.Event()
        self.refused = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Every connection breaks, and new ones break at once."""
        with self._lock:
            self._connected = False
            broken, self._open = self._open, set()
        for connection in broken:
            _break(connection)

    def restore(self) -> None:
        self._connected = True

    def lose_answer_to(self, pattern: bytes) -> None:
        """The next request whose bytes contain `pattern` reaches the server, but its answer is lost."""
        self.lost.clear()
        self._lose = pattern

    def cut_after(self, count: int) -> None:
        """The connection breaks once `count` more bytes have come from the server; others, and new ones, work."""
        self._cut_after = count

    def close(self) -> None:
        self.cut()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                if not self._connected:
                    self.refused += 1
                    _break(client)
                    continue
                server = socket.create_connection(("127.0.0.1", self._target))
                self._open |= {client, server}
            losing = threading.Event()
            threading.Thread(target=self._requests, args=(client, server, losing), daemon=True).start()
            threading.Thread(target=self._answers, args=(client, server, losing), daemon=True).start()

    def _requests(self, client: socket.socket, server: socket.socket, losing: threading.Event) -> None:
        with suppress(OSError):
            while data := client.recv(65536):
                pattern = self._lose
                if pattern is not None and pattern in data:
                    self._lose = None
                    losing.set()
                if self.answers:
                    client.sendall(b"HTTP/1.1 %d Made up\r\nContent-Length: 0\r\n\r\n" % self.answers.pop(0))
                    break
                server.sendall(data)
        self._end(client, server)

    def _answers(self, client: socket.socket, server: socket.socket, losing: threading.Event) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                if losing.is_set():
                    self.lost.set()
                    break
                if self._cut_after is not None:
                    self._cut_after -= len(data)
                    if self._cut_after < 0:
                        self._cut_after = None
                        self.was_cut.set()
                        break
                client.sendall(data)
        self._end(client, server)

    def _end(self, *connections: socket.socket) -> None:
        with self._lock:
            self._open -= set(connections)
        for connection in connections:
            _break(connection)


def _break(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()

"""How both runbooks speak HTTP, over a real socket; the code is the same in both."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from notify_failed_run import Request, Unreachable, send


class Handler(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012

    def do_POST(self) -> None:
        self.asked.append(self.path)
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.path == "/cut":
            self.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf")
            return
        if self.path == "/nonsense":
            self.wfile.write(b"no HTTP at all\r\n\r\n")
            return
        self.send_response(int(self.path[1:]))
        self.send_header("Location", "/200")
        self.send_header("X-Seen", self.headers.get("X-Sent", ""))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Handler.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()
        thread.join()


def post(url: str) -> Request:
    return Request("POST", url, {"X-Sent": "yes"}, b"body")


@pytest.mark.parametrize("status", [200, 302, 307, 404, 429, 503])
def test_every_status_is_an_answer_and_no_redirect_is_followed(server: str, status: int) -> None:
    response = send(post(f"{server}/{status}"))
    assert (response.status, response.headers["x-seen"], response.body) == (status, "yes", b"body")
    assert Handler.asked == [f"/{status}"]


@pytest.mark.parametrize("path", ["/cut", "/nonsense"])
def test_a_broken_answer_is_none(server: str, path: str) -> None:
    with pytest.raises(Unreachable):
        send(post(server + path))


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/hidden", "hidden://x", "https://127.0.0.1:99999/hidden", "http://127.0.0.1/hid den"]
)
def test_says_how_it_failed_and_not_where(url: str) -> None:
    with pytest.raises(Unreachable, match="no answer") as caught:
        send(post(url))
    assert "hid" not in str(caught.value)
    assert caught.value.__suppress_context__

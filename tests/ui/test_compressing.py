"""Pages go out compressed, files as they are."""

import gzip
from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from makegood.ui.compressing import CompressionMiddleware


def sent(response: HttpResponseBase) -> HttpResponseBase:
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    return CompressionMiddleware(lambda _request: response)(request)  # type: ignore[arg-type]


def test_a_page_is_compressed() -> None:
    answer = sent(HttpResponse("<p>Hello</p>" * 100))

    assert answer["Content-Encoding"] == "gzip"
    assert isinstance(answer, HttpResponse)
    assert gzip.decompress(answer.content) == b"<p>Hello</p>" * 100


def test_a_file_goes_out_as_it_is() -> None:
    def parts() -> Iterator[bytes]:
        yield b"x" * 1000

    assert "Content-Encoding" not in sent(HttpResponse(b"x" * 1000, content_type="image/png"))
    assert "Content-Encoding" not in sent(StreamingHttpResponse(parts(), content_type="text/html"))

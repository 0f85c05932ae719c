"""A limit on the files that people send, held while they arrive: a file too large is never written down whole."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = TypeVar("View", bound=Callable[..., HttpResponse])

LARGEST_FILE = 10_000_000
LARGEST_REQUEST = 120_000_000
"""Beyond this a request is not even read to its end."""


class LimitedUpload(FileUploadHandler):
    """Stops writing a file down as soon as it is too large, and remembers its name; the fields around it are kept."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.refused: list[str] = []

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        """Remember what the whole request announces; none of it is read here."""
        self.announced = content_length

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start + len(raw_data) > LARGEST_FILE:
            self.refused.append(self.file_name or "")
            if self.announced > LARGEST_REQUEST:
                raise StopUpload(connection_reset=True)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def limited_uploads(view: View) -> View:
    """Let a page take files, none of which is written down beyond the limit.

    Handlers are set before anything reads the request, so the check against forged requests comes after.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def taking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers.insert(0, LimitedUpload(request))
        return protected(request, *args, **kwargs)

    return taking  # type: ignore[return-value]


def names_too_large(handlers: Iterable[FileUploadHandler]) -> list[str]:
    """Give the names of the files that were not written down because they are too large."""
    limits = [handler for handler in handlers if isinstance(handler, LimitedUpload)]
    return [name for handler in limits for name in handler.refused]

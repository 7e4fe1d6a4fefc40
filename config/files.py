"""Files that people hand in and that the product makes: stored under a uuid, sent under their own name."""

import hashlib
import mimetypes
import re
from functools import partial
from io import BytesIO
from typing import BinaryIO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse

from config.models import StoredFile

SANDBOX = "default-src 'none'; sandbox"


def store(content: bytes, *, name: str, by=None, municipality_id: int | None = None) -> StoredFile:
    """Keep the bytes under a new key; equal bytes of the same municipality share one blob."""
    municipality_id = municipality_id or by.municipality_id
    digest = hashlib.sha256(content).hexdigest()
    same = StoredFile.objects.filter(municipality=municipality_id, sha256=digest)
    with transaction.atomic(savepoint=False):  # a shared blob stays until this row is there: see `discard`
        blob = same.select_for_update(no_key=True).values_list("blob", flat=True).first()
        if blob is None:
            key = uuid4().hex
            blob = default_storage.save(f"{municipality_id}/{key[:2]}/{key}", ContentFile(content))
        return StoredFile.objects.create(
            municipality_id=municipality_id,
            name=clean_name(name),
            content_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
            size_bytes=len(content),
            sha256=digest,
            blob=blob,
            stored_by=by,
        )


@transaction.atomic
def discard(file: StoredFile) -> None:
    """Forget a file that nothing refers to; its bytes go with the last row that names them."""
    same = StoredFile.objects.filter(municipality=file.municipality_id, blob=file.blob)
    list(same.select_for_update().order_by("pk"))  # a `store` that shares the bytes ends first or begins after
    file.delete()
    if not same.exists():
        transaction.on_commit(partial(default_storage.delete, file.blob))


def store_upload(upload, *, by) -> StoredFile:
    """Keep a file that came with a form; the form has checked it."""
    upload.seek(0)
    return store(upload.read(), name=upload.name, by=by)


def open_file(file: StoredFile) -> BinaryIO:
    return default_storage.open(file.blob, "rb")


def clean_name(name: str) -> str:
    """A name fit for every system: «№ 148-1/О» keeps its letters, what separates folders becomes «-»."""
    name = re.sub(r"[\\/:*?\"<>|\x00-\x1f]+", "-", name).strip(" .")
    stem, ending = re.fullmatch(r"(.*?)(\.\w{1,10})?", name).groups(default="")
    return f"{stem[:200]}{ending}" or "файл"


def send(file: StoredFile) -> FileResponse:
    """The answer that downloads the file. The caller has checked who may have it."""
    return _sealed(
        FileResponse(open_file(file), as_attachment=True, filename=file.name, content_type=file.content_type)
    )


def attachment(content: bytes, *, name: str, content_type: str) -> FileResponse:
    """The answer that downloads bytes made for this request alone."""
    return _sealed(
        FileResponse(BytesIO(content), as_attachment=True, filename=clean_name(name), content_type=content_type)
    )


def _sealed(response: FileResponse) -> FileResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "no-store, private"
    return response

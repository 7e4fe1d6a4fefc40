"""The demonstration's letter box: letters become files in a folder instead of going out."""

import email
from email.message import EmailMessage as ParsedMessage
from email.policy import default
from pathlib import Path
from typing import cast

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend


class FolderBackend(BaseEmailBackend):
    """Write each message as `<Message-ID>.eml` into `MAIL_FOLDER`; the same message twice is one file."""

    def send_messages(self, email_messages) -> int:
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for outgoing in email_messages:
            message = outgoing.message()
            name = message["Message-ID"].strip("<>").replace("/", "_")
            (folder / f"{name}.eml").write_bytes(message.as_bytes(linesep="\n"))
        return len(email_messages)


def letters(limit: int = 200) -> list[dict]:
    """The newest letters of the folder: from, to, heading, moment, text."""
    folder = Path(settings.MAIL_FOLDER)
    if not folder.is_dir():
        return []
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)[:limit]
    return [_read(file) for file in files]


def _read(file: Path) -> dict:
    message = cast(ParsedMessage, email.message_from_bytes(file.read_bytes(), policy=default))
    part = message.get_body(("plain",))
    return {
        "to": message["To"],
        "heading": str(message["Subject"] or "").strip(),  # a folded heading begins with a blank
        "sent_at": message["Date"].datetime if message["Date"] else None,
        "text": part.get_content() if part else "",
    }

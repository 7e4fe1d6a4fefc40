"""Fields that several forms share."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from config.forms import lines_input
from config.uploads import UploadRefused, check_upload

LONGEST_TEXT = 5_000  # characters in one cell
MOST_FILES = 10


class LinesField(forms.CharField):
    """Sentences, one a line; gives a list, empty lines left out."""

    def __init__(self, **options) -> None:
        super().__init__(required=False, max_length=4 * LONGEST_TEXT, widget=lines_input(4), **options)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class IndicatorsField(LinesField):
    """Indicators, one a line, the target after «|»; gives a list of {"text", "target"}."""

    def prepare_value(self, value):
        if isinstance(value, list):
            value = [" | ".join(filter(None, [row["text"], row["target"]])) for row in value]
        return super().prepare_value(value)

    def clean(self, value) -> list[dict[str, str]]:
        parts = [line.partition("|") for line in super().clean(value)]
        return [{"text": text.strip(), "target": target.strip()} for text, _, target in parts]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploads, each checked by its content; gives a list."""

    def __init__(self, *, allowed: frozenset[str], **options) -> None:
        accept = ",".join(f".{kind}" for kind in sorted(allowed))
        super().__init__(widget=FilesInput(attrs={"accept": accept}), max_length=255, **options)
        self.allowed = allowed

    def clean(self, data, initial=None) -> list:
        uploads = [upload for upload in (data if isinstance(data, list | tuple) else [data]) if upload]
        if len(uploads) > MOST_FILES:
            raise ValidationError(f"За один раз можно приложить не больше {MOST_FILES} файлов.")
        if not uploads and self.required:
            raise ValidationError(self.error_messages["required"])
        return [checked(super(FilesField, self).clean(upload), self.allowed) for upload in uploads]


class OneFileField(forms.FileField):
    """A single upload, checked by its content."""

    def __init__(self, *, allowed: frozenset[str], **options) -> None:
        accept = ",".join(f".{kind}" for kind in sorted(allowed))
        super().__init__(widget=forms.FileInput(attrs={"accept": accept}), max_length=255, **options)
        self.allowed = allowed

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        return checked(upload, self.allowed) if upload else None


def checked(upload, allowed: frozenset[str]):
    """The upload, if it is what it says; else a sentence about what to do, with the file's name."""
    try:
        check_upload(upload, allowed=allowed, name=upload.name)
    except UploadRefused as refusal:
        raise ValidationError(f"«{upload.name}». {refusal}") from refusal
    return upload


class VersionForm(forms.Form):
    """Carries the version that the person began to edit."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class OnceForm(forms.Form):
    """Carries a key of its own: the same form sent twice makes one thing."""

    form_key = forms.UUIDField(
        required=False,
        initial=uuid4,
        widget=forms.HiddenInput,
        error_messages={"invalid": "Форма устарела. Скопируйте написанное, обновите страницу и отправьте снова."},
    )

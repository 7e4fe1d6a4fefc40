"""Output documents: one attached, one taken again for another checkpoint, a newer version, a remark."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from config.forms import day_input, lines_input
from config.uploads import FileKind
from roadmaps.forms.fields import LONGEST_TEXT, OnceForm, OneFileField
from roadmaps.models import Checkpoint, OutputDocument

PROOFS = frozenset(FileKind) - {FileKind.TXT}
OLDEST_DOCUMENT = 1990  # year
SUITABLE = "PDF, Word, Excel, изображение или архив, до 20 МБ"


class AlsoField(forms.TypedMultipleChoiceField):
    """Other checkpoints that the same document proves; gives the checkpoints."""

    def __init__(self) -> None:
        super().__init__(
            label="Этот же документ подтверждает",
            required=False,
            empty_value=[],
            coerce=lambda key: self.points[int(key)],
            widget=forms.CheckboxSelectMultiple,
        )
        self.points: dict[int, Checkpoint] = {}

    def offer(self, points: list[Checkpoint]) -> None:
        self.points = {point.pk: point for point in points}
        self.choices = [(point.pk, _named(point)) for point in points]

    def __deepcopy__(self, memo) -> "AlsoField":
        """Each form asks about its own checkpoints."""
        copy = super().__deepcopy__(memo)
        copy.coerce = lambda key: copy.points[int(key)]
        return copy


def _named(point: Checkpoint) -> str:
    state = "выполнено" if point.done_on else "не выполнено"
    return f"Срок {point.due_on:%d.%m.%Y}, {point.school.short_name if point.school else 'муниципалитет'}, {state}"


class DocumentForm(forms.Form):
    """A document's own kind, number and date, apart from the day of its upload."""

    kind = forms.ChoiceField(label="Вид документа", choices=OutputDocument.Kind, initial=OutputDocument.Kind.OTHER)
    number = forms.CharField(label="Номер документа", required=False, max_length=60)
    dated_on = forms.DateField(label="Дата документа", required=False, widget=day_input())

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_dated_on(self) -> date | None:
        dated_on = self.cleaned_data["dated_on"]
        if dated_on and (dated_on > self.today or dated_on.year < OLDEST_DOCUMENT):
            raise ValidationError("Проверьте дату документа: она ещё не наступила или слишком давняя.")
        return dated_on


class AttachForm(OnceForm, DocumentForm):
    """A new file, or a document that the activity has already."""

    file = OneFileField(label="Файл", required=False, allowed=PROOFS, help_text=SUITABLE)
    document = forms.ModelChoiceField(
        OutputDocument.objects.none(),
        label="Или документ, который уже приложен к этому мероприятию",
        required=False,
        empty_label="Не выбран",
    )
    also = AlsoField()
    field_order = ["file", "kind", "number", "dated_on", "document", "also"]

    def __init__(self, *args, others: list[Checkpoint], documents, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["also"].offer(others)
        self.fields["document"].queryset = documents
        self.fields["document"].label_from_instance = lambda document: f"{document.named}: {document.file.name}"

    def clean(self) -> dict:
        given = super().clean()
        if "file" in self.errors or "document" in self.errors:
            return given
        if not given.get("file") and not given.get("document"):
            raise ValidationError("Выберите файл или документ, который уже приложен к мероприятию.")
        if given.get("file") and given.get("document"):
            raise ValidationError("Выберите что-то одно: новый файл или уже приложенный документ.")
        return given


class ReplaceForm(DocumentForm):
    """A newer version of a document."""

    file = OneFileField(label="Новая версия", allowed=PROOFS, help_text=SUITABLE)
    field_order = ["file", "kind", "number", "dated_on"]


class RemarkForm(forms.Form):
    comment = forms.CharField(label="Что исправить в документе", max_length=LONGEST_TEXT, widget=lines_input(4))

"""What was done at a checkpoint, and why one is moved or cancelled."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from config.forms import day_input, lines_input
from roadmaps.forms.documents import PROOFS, AlsoField, DocumentForm
from roadmaps.forms.fields import LONGEST_TEXT, FilesField
from roadmaps.models import Checkpoint

FARTHEST_MOVE = 5  # years after the roadmap's end


class CompleteForm(DocumentForm):
    """What was done, when, and what proves it."""

    done_on = forms.DateField(label="Когда выполнено", widget=day_input())
    text = forms.CharField(
        label="Что сделано",
        max_length=LONGEST_TEXT,
        widget=lines_input(4),
        help_text="Достаточно одного предложения. Имена детей и родителей не нужны",
    )
    files = FilesField(
        label="Подтверждающие документы",
        required=False,
        allowed=PROOFS,
        help_text="PDF, Word, Excel, изображение или архив, каждый до 20 МБ",
    )
    also = AlsoField()
    participants_count = forms.IntegerField(label="Участников", required=False, min_value=0, max_value=1_000_000)
    hours_count = forms.DecimalField(label="Часов", required=False, min_value=0, max_digits=6, decimal_places=1)

    field_order = ["done_on", "text", "files", "kind", "number", "dated_on", "also"]

    def __init__(self, *args, checkpoint: Checkpoint, today: date, others: list[Checkpoint], **kwargs) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.starts_on = checkpoint.activity.roadmap.starts_on
        self.fields["also"].offer(others)

    def clean_done_on(self) -> date:
        done_on = self.cleaned_data["done_on"]
        if done_on > self.today:
            raise ValidationError("Эта дата ещё не наступила. Укажите день, когда работа уже была выполнена.")
        if done_on < self.starts_on:
            raise ValidationError(
                f"Дорожная карта началась {self.starts_on:%d.%m.%Y}: работа не могла быть выполнена раньше."
            )
        return done_on


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Причина", max_length=LONGEST_TEXT, widget=lines_input(3))


class MoveCheckpointForm(ReasonForm):
    to = forms.DateField(label="Новый срок", widget=day_input())
    field_order = ["to", "reason"]

    def __init__(self, *args, checkpoint: Checkpoint, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.checkpoint = checkpoint

    def clean_to(self) -> date:
        to = self.cleaned_data["to"]
        roadmap = self.checkpoint.activity.roadmap
        if to == self.checkpoint.due_on:
            raise ValidationError("Это тот же срок. Укажите другой день.")
        if to < roadmap.starts_on:
            raise ValidationError("Новый срок раньше, чем началась дорожная карта.")
        if to.year > roadmap.ends_on.year + FARTHEST_MOVE:
            raise ValidationError("Проверьте год: срок слишком далеко за окончанием дорожной карты.")
        return to

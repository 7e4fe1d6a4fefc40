"""What is typed into a social passport, checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from schools.jumps import jumps, shown
from schools.models import PassportQuestion

Unit = PassportQuestion.Unit
LARGEST = 10**7
LONGEST_REASON = 300
YES_NO = [("", "нет данных"), ("yes", "да"), ("no", "нет")]


@dataclass(frozen=True, slots=True)
class Line:
    """A question in the form: its field, last year's answer in words, and what is asked when the number jumped."""

    question: PassportQuestion
    field: forms.BoundField
    last: str
    jump: str = ""
    sure: forms.BoundField | None = None
    why: forms.BoundField | None = None


class PassportForm(forms.Form):
    """Answers for a year. An empty field means «нет данных» and is never counted as nought.

    To hand it in, obligatory questions need an answer, and what jumped a tick and a sentence; a draft needs neither.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args, questions: Sequence[PassportQuestion], last: Mapping, reasons: Mapping, is_draft=False, **options
    ) -> None:
        super().__init__(*args, **options)
        self.questions, self.last, self.is_draft = questions, last, is_draft
        self.jumped: dict[str, str] = {}
        for question in questions:
            self.fields[question.code] = _field(question)
            self.fields[f"sure-{question.code}"] = forms.BooleanField(
                label="Всё верно", required=False, initial=question.code in reasons
            )
            self.fields[f"why-{question.code}"] = forms.CharField(
                label="Почему так изменилось",
                required=False,
                max_length=LONGEST_REASON,
                initial=reasons.get(question.code, ""),
            )
        now = {q.code: self.initial.get(q.code) for q in questions}
        self.jumped = jumps(questions, last, now)

    def clean(self) -> dict:
        data = super().clean()
        values = {q.code: _as_json(q, data.get(q.code)) for q in self.questions}
        values = {code: value for code, value in values.items() if value is not None}
        self.jumped = jumps(self.questions, self.last, values)
        if not self.is_draft:
            self.check_required(values)
            self.check_jumps(data)
        reasons = {code: data[f"why-{code}"] for code in self.jumped if data.get(f"why-{code}")}
        return {"values": values, "reasons": reasons, "version": data.get("version")}

    def check_required(self, values: dict) -> None:
        for question in self.questions:
            if question.is_required and question.code not in values and question.code not in self.errors:
                self.add_error(question.code, "Без этого паспорт не сдать. Нет числа под рукой — сохраните черновик.")

    def check_jumps(self, data: dict) -> None:
        for code in self.jumped:
            if not data.get(f"sure-{code}"):
                self.add_error(f"sure-{code}", "Отметьте, что число верно, или исправьте его.")
            if not data.get(f"why-{code}"):
                self.add_error(f"why-{code}", "Объясните изменение одним предложением.")

    @property
    def lines(self) -> list[Line]:
        return [self._line(question) for question in self.questions]

    def _line(self, question: PassportQuestion) -> Line:
        code, last = question.code, shown(self.last.get(question.code))
        if code not in self.jumped:
            return Line(question, self[code], last)
        return Line(question, self[code], last, self.jumped[code], self[f"sure-{code}"], self[f"why-{code}"])


def _field(question: PassportQuestion) -> forms.Field:
    common = {"label": question.label, "required": False}
    if question.unit == Unit.YES_NO:
        return forms.ChoiceField(**common, choices=YES_NO)
    low, high = question.minimum or 0, question.maximum or LARGEST
    said = MinValueValidator(low, "Не меньше %(limit_value)s."), MaxValueValidator(high, "Не больше %(limit_value)s.")
    if question.unit == Unit.COUNT:
        # Of the kind "number" a browser would swallow «сорок» without a word.
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        return forms.IntegerField(**common, validators=said, widget=widget)
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.DecimalField(**common, max_digits=9, decimal_places=1, validators=said, widget=widget, localize=True)


def _as_json(question: PassportQuestion, value):
    """What is stored: a boolean, a whole number, or a number with a fraction; None where nothing was answered."""
    if value in (None, ""):
        return None
    if question.unit == Unit.YES_NO:
        return value == "yes"
    return int(value) if value == int(value) else float(value)


def as_initial(values: Mapping) -> dict:
    """Stored answers as the form shows them."""
    return {code: ("yes" if value else "no") if isinstance(value, bool) else value for code, value in values.items()}

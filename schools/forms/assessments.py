"""What a school answers about itself, and what its curator confirms or corrects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django import forms

from config.forms import day_input
from schools.risks import Content, Question, Risk

LONGEST_NOTE = 300
OLDEST_VISIT_DAYS = 366
CONFIRMED = "ok"


class AssessmentForm(forms.Form):
    """A choice for each question; all are needed to hand it in, none for a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, content: Content, is_draft: bool = False, **options) -> None:
        super().__init__(*args, **options)
        self.content, self.is_draft = content, is_draft
        for question in content.asked:
            self.fields[question.code] = forms.TypedChoiceField(
                label=question.text,
                required=not is_draft,
                coerce=int,
                empty_value=None,
                choices=[(place, option.text) for place, option in enumerate(content.options(question))],
                widget=forms.RadioSelect,
                error_messages={"required": "Выберите ответ или сохраните черновик."},
            )

    def clean(self) -> dict:
        data = super().clean()
        answers = {q.code: data[q.code] for q in self.content.asked if data.get(q.code) is not None}
        return {"answers": answers, "version": data.get("version")}

    @property
    def groups(self) -> list[tuple[Risk, list[forms.BoundField]]]:
        return [(risk, [self[question.code] for question in asked]) for risk, asked in self.content.groups()]


@dataclass(frozen=True, slots=True)
class Line:
    """A question as the school answered it, with the curator's two fields."""

    question: Question
    answer: str
    said: forms.BoundField
    note: forms.BoundField


class VerifyForm(forms.Form):
    """Each answer is confirmed or replaced by what was seen; a replaced one needs a note.

    «Остальное подтверждаю» (`confirm_rest`) confirms what was left open.
    """

    visited_on = forms.DateField(label="День посещения", widget=day_input())
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, content: Content, answers: Mapping[str, int], today: date, **options) -> None:
        super().__init__(*args, **options)
        self.content, self.answers, self.today = content, answers, today
        self.asked = [question for question in content.asked if question.code in answers]
        for question in self.asked:
            texts = list(enumerate(content.options(question)))
            others = [(place, f"На деле: {o.text.lower()}") for place, o in texts if place != answers[question.code]]
            self.fields[f"said-{question.code}"] = forms.ChoiceField(
                label=question.text,
                required=False,
                choices=[("", "Не проверено"), (CONFIRMED, "Подтверждаю"), *others],
            )
            self.fields[f"note-{question.code}"] = forms.CharField(
                label="Что увидели", required=False, max_length=LONGEST_NOTE
            )

    def clean_visited_on(self) -> date:
        day = self.cleaned_data["visited_on"]
        if not 0 <= (self.today - day).days <= OLDEST_VISIT_DAYS:
            raise forms.ValidationError("Укажите день посещения: не позже сегодняшнего и не раньше чем год назад.")
        return day

    def clean(self) -> dict:
        data, corrections = super().clean(), {}
        for question in self.asked:
            said, note = data.get(f"said-{question.code}"), data.get(f"note-{question.code}", "").strip()
            if not said and "confirm_rest" not in self.data:
                self.add_error(f"said-{question.code}", "Подтвердите ответ или укажите, как на деле.")
            if said and said != CONFIRMED:
                corrections[question.code] = {"answer": int(said), "note": note}
                if not note:
                    self.add_error(f"note-{question.code}", "Напишите, что увидели.")
        return {"visited_on": data.get("visited_on"), "corrections": corrections, "version": data.get("version")}

    @property
    def groups(self) -> list[tuple[Risk, list[Line]]]:
        return [
            (risk, [self._line(question) for question in asked if question in self.asked])
            for risk, asked in self.content.groups()
        ]

    def _line(self, question: Question) -> Line:
        answer = self.content.options(question)[self.answers[question.code]].text
        return Line(question, answer, self[f"said-{question.code}"], self[f"note-{question.code}"])

"""The questionnaire as it is edited: risks, scales, questions with their weights; each saving is a version."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import count

from django import forms

from schools import scales
from schools.risks import Content, Option, Question, Risk

HEAVIEST = 5
LIMITS = {"low_from": "Низкая от, %", "medium_from": "Средняя от, %", "high_from": "Высокая от, %"}
USUAL_LIMITS = (20, 40, 65)
NEW_QUESTIONS = 3


class QuestionnaireForm(forms.Form):
    """Fields are named by codes: `text-staff_1`, `high_from-staff`, `options-agree`.

    Behind what the version has stand a risk, a scale and some questions that may be added; left blank they are not.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, content: Content, **options) -> None:
        super().__init__(*args, **options)
        self.content = content
        self.new_risk = Risk(_free("risk", {risk.code for risk in content.risks}), "", *USUAL_LIMITS)
        self.new_scale = _free("scale", content.scales)
        self.new_questions = [Question(f"new_{place}", "", "", "", 1) for place in range(1, NEW_QUESTIONS + 1)]
        for risk in (*content.risks, self.new_risk):
            self._ask_risk(risk)
        for key, answers in content.scales.items():
            self._ask_scale(key, answers, f"Шкала «{scales.in_words(answers)}»")
        self._ask_scale(self.new_scale, (), "Новая шкала")
        choices = {
            "risk": [*((r.code, r.title) for r in content.risks), (self.new_risk.code, "Новый риск, названный ниже")],
            "scale": [
                *((key, scales.in_words(answers)) for key, answers in content.scales.items()),
                (self.new_scale, "Новая шкала, записанная ниже"),
            ],
        }
        for question in (*content.questions, *self.new_questions):
            self._ask_question(question, choices)

    def _ask_risk(self, risk: Risk) -> None:
        self.fields[f"title-{risk.code}"] = forms.CharField(
            label="Фактор риска" if risk.title else "Новый фактор риска",
            max_length=200,
            required=bool(risk.title),
            initial=risk.title,
        )
        for name, label in LIMITS.items():
            self.fields[f"{name}-{risk.code}"] = forms.IntegerField(
                label=label, min_value=1, max_value=100, initial=getattr(risk, name), required=bool(risk.title)
            )
        if risk.title:
            self.fields[f"is_removed-{risk.code}"] = forms.BooleanField(
                label="Больше не спрашивать об этом риске",
                required=False,
                initial=risk.is_removed,
                help_text="Вопросы останутся здесь, рекомендуемые мероприятия — в библиотеке.",
            )

    def _ask_scale(self, key: str, answers: tuple[Option, ...], label: str) -> None:
        self.fields[f"options-{key}"] = forms.CharField(
            label=label,
            required=False,
            max_length=1000,
            initial=scales.written(answers),
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def _ask_question(self, question: Question, choices: dict[str, list]) -> None:
        is_new = not question.text
        self.fields[f"text-{question.code}"] = forms.CharField(
            label="Новый вопрос" if is_new else "Вопрос", max_length=300, required=not is_new, initial=question.text
        )
        self.fields[f"weight-{question.code}"] = forms.IntegerField(
            label="Вес", min_value=0, max_value=HEAVIEST, initial=question.weight, required=not is_new
        )
        for name, label in (("scale", "Как отвечают"), ("risk", "О каком риске")):
            self.fields[f"{name}-{question.code}"] = forms.ChoiceField(
                label=label,
                choices=[("", "Выберите"), *choices[name]] if is_new else choices[name],
                initial=getattr(question, name),
                required=not is_new,
            )

    def clean(self) -> dict:
        data = super().clean()
        answers = {key: self._scale(key, data) for key in (*self.content.scales, self.new_scale)}
        risks = [self._risk(risk, data) for risk in (*self.content.risks, self.new_risk)]
        questions = [self._question(question, data) for question in (*self.content.questions, *self.new_questions)]
        for question in questions:
            if not question.text and (question.scale or question.risk) and f"text-{question.code}" not in self.errors:
                self.add_error(f"text-{question.code}", "Впишите вопрос или снимите выбор под ним.")
        questions = [question for question in questions if question.text]
        self._check_titles(risks)
        self._check_what_is_meant(questions, risks, answers)
        if self.errors:
            return data
        content = Content(
            {key: options for key, options in answers.items() if options},
            tuple(risk for risk in risks if risk.title),
            tuple(self._with_codes(questions)),
        )
        if not content.asked:
            self.add_error(None, "Оставьте хотя бы один вопрос с весом больше нуля.")
        return {"content": content.as_dict(), "version": data.get("version")}

    def _scale(self, key: str, data: dict) -> tuple[Option, ...]:
        text = data.get(f"options-{key}")
        try:
            return scales.read(text) if text else ()
        except ValueError as refusal:
            self.add_error(f"options-{key}", str(refusal))
            return ()

    def _risk(self, risk: Risk, data: dict) -> Risk:
        low, medium, high = limits = [data.get(f"{name}-{risk.code}") for name in LIMITS]
        if not risk.title and data.get(f"title-{risk.code}"):
            self._ask_for([f"{name}-{risk.code}" for name in LIMITS], "Укажите порог для нового риска.")
        if None not in limits and not low < medium < high:
            self.add_error(f"high_from-{risk.code}", "Пороги должны расти от низкой к высокой.")
        is_removed = data.get(f"is_removed-{risk.code}", False)
        return Risk(risk.code, data.get(f"title-{risk.code}", ""), low, medium, high, is_removed)

    def _ask_for(self, names: list[str], sentence: str) -> None:
        """What may be blank only while the new line is."""
        for name in names:
            if self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, sentence)

    def _question(self, question: Question, data: dict) -> Question:
        if not question.text and data.get(f"text-{question.code}"):
            self._ask_for([f"weight-{question.code}"], "Укажите вес нового вопроса.")
        facts = {name: data.get(f"{name}-{question.code}") for name in ("text", "risk", "scale", "weight")}
        return replace(question, **facts)

    def _check_titles(self, risks: list[Risk]) -> None:
        """Risks of a school and a year are told apart by their names."""
        seen: set[str] = set()
        for risk in risks:
            title = risk.title.lower()
            if title and title in seen:
                self.add_error(f"title-{risk.code}", "Такой фактор риска в анкете уже есть.")
            seen.add(title)

    def _check_what_is_meant(self, questions: list[Question], risks: list[Risk], answers: dict) -> None:
        """Each question is about a risk that has a name, and is answered on a scale that has answers."""
        for question in questions:
            for name in ("risk", "scale"):
                if getattr(question, name) == "":
                    self.add_error(f"{name}-{question.code}", "Укажите для нового вопроса.")
        if not risks[-1].title and any(question.risk == self.new_risk.code for question in questions):
            self.add_error(f"title-{self.new_risk.code}", "Назовите новый риск: о нём есть вопрос.")
        for key, options in answers.items():
            texts = [f"«{question.text}»" for question in questions if question.scale == key]
            if texts and not options and f"options-{key}" not in self.errors:
                asked = f"вопрос {texts[0]}" if len(texts) == 1 else f"вопросы: {texts[0]} и ещё {len(texts) - 1}"
                self.add_error(f"options-{key}", f"Впишите ответы: по этой шкале отвечают на {asked}.")

    def _with_codes(self, questions: list[Question]) -> Iterator[Question]:
        """New questions get the next free code of their risk: «staff_4»."""
        taken = {question.code for question in self.content.questions}
        for question in questions:
            code = question.code if question.code in taken else _free(question.risk, taken)
            taken.add(code)
            yield replace(question, code=code)

    @property
    def risks(self) -> list[tuple[Risk, dict, list[dict], bool]]:
        """Each risk with its fields, those of its questions, and whether anything in them was refused."""
        return [self._with_questions(risk) for risk in self.content.risks]

    def _with_questions(self, risk: Risk) -> tuple[Risk, dict, list[dict], bool]:
        asked = [question for question in self.content.questions if question.risk == risk.code]
        codes = {risk.code, *(question.code for question in asked)}
        is_refused = any(name.split("-")[-1] in codes for name in self.errors)
        return risk, self._of_risk(risk), [self._of_question(question) for question in asked], is_refused

    @property
    def added(self) -> dict:
        """Fields of what may be added."""
        return {
            "questions": [self._of_question(question) for question in self.new_questions],
            "risk": self._of_risk(self.new_risk),
            "scale": self[f"options-{self.new_scale}"],
        }

    @property
    def scales(self) -> list[forms.BoundField]:
        return [self[f"options-{key}"] for key in self.content.scales]

    def _of_risk(self, risk: Risk) -> dict:
        return {
            "title": self[f"title-{risk.code}"],
            "limits": [self[f"{name}-{risk.code}"] for name in LIMITS],
            "is_removed": self[f"is_removed-{risk.code}"] if risk.title else None,
        }

    def _of_question(self, question: Question) -> dict:
        return {name: self[f"{name}-{question.code}"] for name in ("text", "weight", "scale", "risk")}


def _free(stem: str, taken: Collection[str]) -> str:
    """«risk_1», or the next number that nobody has."""
    return next(code for number in count(1) if (code := f"{stem}_{number}") not in taken)

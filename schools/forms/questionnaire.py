"""The questionnaire as it is edited: limits of risks, texts and weights of questions; each saving is a version."""

from dataclasses import asdict, replace

from django import forms

from schools.risks import Content, Question, Risk

HEAVIEST = 5
LIMITS = (("low_from", "низкая от"), ("medium_from", "средняя от"), ("high_from", "высокая от"))
NO_WEIGHT = "0 — больше не спрашивать"


class QuestionnaireForm(forms.Form):
    """Fields are named by codes: `text-staff_1`, `weight-staff_1`, `high_from-staff`; and one question may be new."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    new_risk = forms.ChoiceField(label="О каком риске", required=False)
    new_text = forms.CharField(label="Новый вопрос", max_length=300, required=False)
    new_scale = forms.ChoiceField(label="Как отвечают", required=False)
    new_weight = forms.IntegerField(label="Вес", min_value=1, max_value=HEAVIEST, initial=1, required=False)

    def __init__(self, *args, content: Content, **options) -> None:
        super().__init__(*args, **options)
        self.content = content
        self.fields["new_risk"].choices = [("", "Выберите"), *((risk.code, risk.title) for risk in content.risks)]
        self.fields["new_scale"].choices = [
            ("", "Выберите"),
            *((key, " / ".join(option.text for option in options)) for key, options in content.scales.items()),
        ]
        for risk in content.risks:
            for name, label in LIMITS:
                self.fields[f"{name}-{risk.code}"] = forms.IntegerField(
                    label=label, min_value=1, max_value=100, initial=getattr(risk, name)
                )
        for question in content.questions:
            self.fields[f"text-{question.code}"] = forms.CharField(
                label="Вопрос", max_length=300, initial=question.text
            )
            self.fields[f"weight-{question.code}"] = forms.IntegerField(
                label="Вес", min_value=0, max_value=HEAVIEST, initial=question.weight
            )

    def clean(self) -> dict:
        data = super().clean()
        risks = [self._risk(risk, data) for risk in self.content.risks]
        questions = [self._question(question, data) for question in self.content.questions]
        questions += self._new(data)
        stored = {
            "scales": {key: [(o.text, o.points) for o in options] for key, options in self.content.scales.items()},
            "risks": [asdict(risk) for risk in risks],
            "questions": [asdict(question) for question in questions],
        }
        if not self.errors and not any(question.weight for question in questions):
            self.add_error(None, "Оставьте хотя бы один вопрос с весом больше нуля.")
        return {"content": stored, "version": data.get("version")}

    def _risk(self, risk: Risk, data: dict) -> Risk:
        low, medium, high = limits = [data.get(f"{name}-{risk.code}") for name, _ in LIMITS]
        if None in limits:
            return risk
        if not low < medium < high:
            self.add_error(f"high_from-{risk.code}", f"«{risk.title}»: пороги должны расти от низкой к высокой.")
        return replace(risk, low_from=low, medium_from=medium, high_from=high)

    def _question(self, question: Question, data: dict) -> Question:
        text, weight = data.get(f"text-{question.code}"), data.get(f"weight-{question.code}")
        return question if None in (text, weight) else replace(question, text=text, weight=weight)

    def _new(self, data: dict) -> list[Question]:
        if not data.get("new_text"):
            return []
        for name in ("new_risk", "new_scale", "new_weight"):
            if not data.get(name):
                self.add_error(name, "Укажите для нового вопроса.")
        if self.errors:
            return []
        risk, codes = data["new_risk"], {question.code for question in self.content.questions}
        place = next(number for number in range(1, len(codes) + 2) if f"{risk}_{number}" not in codes)
        return [Question(f"{risk}_{place}", data["new_text"], risk, data["new_scale"], data["new_weight"])]

    @property
    def groups(self) -> list[tuple[Risk, list, list[tuple]]]:
        """Each risk with its three limits and the (text, weight, scale in words) of its questions."""
        return [
            (
                risk,
                [self[f"{name}-{risk.code}"] for name, _ in LIMITS],
                [
                    (self[f"text-{q.code}"], self[f"weight-{q.code}"], self._scale(q))
                    for q in self.content.questions
                    if q.risk == risk.code
                ],
            )
            for risk in self.content.risks
        ]

    def _scale(self, question: Question) -> str:
        return " / ".join(option.text for option in self.content.options(question))

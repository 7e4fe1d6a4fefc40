"""What is typed about the questions of the passport, checked."""

from django import forms

from schools.models import PassportQuestion

Unit = PassportQuestion.Unit
NUMBERS = ["minimum", "maximum", "jump_factor", "jump_points"]


class QuestionForm(forms.ModelForm):
    """A question; what is answered to it changes only while nobody has answered."""

    class Meta:
        model = PassportQuestion
        fields = ["title", "unit", "measure", *NUMBERS, "is_required", "is_retired"]
        localized_fields = NUMBERS
        widgets = {name: forms.TextInput(attrs={"inputmode": "decimal"}) for name in NUMBERS}
        help_texts = {
            "title": "Без единицы: «Неполные семьи», «Расстояние до центра». Имена и фамилии спрашивать нельзя",
            "jump_factor": "Директор увидит вопрос «Всё верно?»; пусто — не переспрашивать",
            "jump_points": "Для доли — процентные пункты, для числа — его единицы",
            "is_retired": "Уже данные ответы останутся в паспортах прошлых лет",
        }

    def __init__(self, *args, is_answered: bool = False, **options) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = [("", "Выберите"), *Unit.choices]
        if is_answered:
            self.fields["unit"].disabled = True
            self.fields["unit"].help_text = "На вопрос уже отвечали. Чтобы спросить иначе, добавьте новый вопрос."
        if not self.instance.pk:
            del self.fields["is_retired"]

    def clean(self) -> dict:
        data = super().clean()
        unit = data.get("unit")
        if unit == Unit.YES_NO:
            data |= dict.fromkeys(NUMBERS)
        if unit == Unit.PERCENT:
            data["minimum"], data["maximum"] = (
                limit if data.get(name) is None else data[name] for name, limit in (("minimum", 0), ("maximum", 100))
            )
            if not 0 <= data["minimum"] <= 100 or not 0 <= data["maximum"] <= 100:
                self.add_error("maximum", "Доля бывает от 0 до 100 %.")
        if unit != Unit.NUMBER:
            data["measure"] = ""
        elif not data.get("measure"):
            self.add_error("measure", "Укажите единицу: км, лет, Мбит/с.")
        return data

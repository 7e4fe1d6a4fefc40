"""What is typed about criteria, decisions and runs, checked. A criterion's form is made from its kind's parameters."""

import re
from collections.abc import Collection
from functools import singledispatch
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet

from config.forms import lines_input
from schools.identification import Criterion, Decision, Names, wording
from schools.identification.judging import lists_of
from schools.identification.method import ANY, LARGEST, LISTS, RULES, SUM
from schools.identification.parameters import (
    AT_LEAST,
    COMPARISONS,
    Asked,
    Bands,
    Comparison,
    Number,
    Parameter,
    Procedures,
    Shares,
)
from schools.identification.reading import Kind
from schools.models import MethodVersion, School, Verdict
from schools.school_year import SchoolYear

MOST_POINTS = 1_000
MOST_BANDS = 12
BAND = re.compile(r"^\s*(?:от\s+)?(-?\d{1,9}(?:[.,]\d+)?)\s*(?:[–—:;-]|\s)\s*(\d{1,9}(?:[.,]\d+)?)\s*(?:балл\w*)?\s*$")


def number_field(label: str, low: float, high: float, *, is_whole: bool = False, **options) -> forms.Field:
    """A number as people write it, with a comma; limits are inclusive, and the one that is passed is named."""
    within = f"От {wording.number(low)} до {wording.number(high)}."
    limits = [
        MinValueValidator(low, f"Меньше {wording.number(low)} нельзя."),
        MaxValueValidator(high, f"Больше {wording.number(high)} нельзя."),
    ]
    widget = forms.TextInput(attrs={"inputmode": "numeric" if is_whole else "decimal"})
    options = {"help_text": within, "validators": limits, "widget": widget, "label": label, **options}
    return forms.IntegerField(**options) if is_whole else forms.FloatField(localize=True, **options)


@singledispatch
def fields_of(parameter: Parameter, names: Names, given) -> dict[str, forms.Field]:
    """The fields of a parameter by name, filled with what is given."""
    raise TypeError(f"no fields for {parameter!r}")


@fields_of.register
def _(parameter: Number, names, given):
    label = f"{parameter.label}, {parameter.unit}" if parameter.unit else parameter.label
    field = number_field(
        label,
        parameter.minimum,
        parameter.maximum,
        is_whole=parameter.is_whole,
        initial=given.get(parameter.name, parameter.default),
    )
    return {parameter.name: field}


@fields_of.register
def _(parameter: Comparison, names, given):
    initial = given.get(parameter.name, AT_LEAST)
    return {
        parameter.name: forms.ChoiceField(label=parameter.label, choices=list(COMPARISONS.items()), initial=initial)
    }


@fields_of.register
def _(parameter: Procedures, names, given):
    field = forms.MultipleChoiceField(
        label=parameter.label,
        choices=list(names.procedures.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        initial=given.get(parameter.name, []),
        help_text="Если не выбрать ни одной, учитываются все.",
    )
    return {parameter.name: field}


@fields_of.register
def _(parameter: Asked, names, given):
    choices = [("", "Выберите"), *((code, question.label) for code, question in names.questions.items())]
    return {
        parameter.name: forms.ChoiceField(label=parameter.label, choices=choices, initial=given.get(parameter.name))
    }


@fields_of.register
def _(parameter: Bands, names, given):
    rows = sorted(given.get(parameter.name, []))
    text = "\n".join(f"от {wording.number(start)} – {wording.number(points)}" for start, points in rows)
    field = forms.CharField(
        label=parameter.label,
        widget=lines_input(5),
        max_length=1_000,
        initial=text.replace(wording.NBSP, ""),
        help_text="Каждая ступень с новой строки: от какого значения, включительно, и сколько баллов: «от 15 – 5».",
    )
    return {parameter.name: field}


@fields_of.register
def _(parameter: Shares, names, given):
    rows = {code: (weight, back) for code, weight, back in given.get(parameter.name, [])}
    shares = {code: question.label for code, question in names.questions.items() if question.unit == "%"}
    fields: dict[str, forms.Field] = {
        f"weight_{code}": number_field(
            f"Вес: {wording.lower_first(label)}",
            0,
            100,
            required=False,
            initial=rows.get(code, (0, False))[0],
            help_text="0 – не учитывать",
        )
        for code, label in shares.items()
    }
    fields["reversed"] = forms.MultipleChoiceField(
        label="Берутся наоборот: 100 минус доля",
        choices=list(shares.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        initial=[code for code, (_, back) in rows.items() if back],
    )
    return fields


def read_bands(text: str) -> list[list[float]]:
    """Rows of «from, points», lowest first. Raises ValidationError that names the line."""
    rows = []
    for line in filter(str.strip, text.splitlines()):
        found = BAND.match(line)
        if not found:
            raise ValidationError(f"Непонятна строка «{line.strip()[:60]}». Напишите, например, «от 15 – 5».")
        rows.append([float(part.replace(",", ".")) for part in found.groups()])
    if len({start for start, _ in rows}) < len(rows):
        raise ValidationError("Одно и то же значение указано дважды.")
    if len(rows) > MOST_BANDS or any(points > MOST_POINTS for _, points in rows):
        raise ValidationError(f"Ступеней – не больше {MOST_BANDS}, баллов – не больше {wording.number(MOST_POINTS)}.")
    return sorted(rows)


class CriterionForm(forms.Form):
    """A criterion of a draft; gives `criterion` and `edits_count`."""

    edits_count = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    title = forms.CharField(label="Название в таблице", max_length=80)
    counts_for = forms.ChoiceField(label="Для какого списка", choices=list(LISTS.items()))

    def __init__(self, *args, kind: Kind, names: Names, version: MethodVersion, criterion: Criterion | None, **options):
        super().__init__(*args, **options)
        self.kind, self.criterion = kind, criterion
        self.fields["edits_count"].initial = version.edits_count
        self.fields["title"].initial = criterion.title if criterion else kind.name
        self.fields["counts_for"].initial = criterion.counts_for if criterion else version.rules.lists[0]
        for parameter in kind.parameters:
            self.fields |= fields_of(parameter, names, criterion.given if criterion else {})
        if kind.points_of is None:
            points = criterion.points if criterion else 0
            self.fields["points"] = number_field("Сколько баллов даёт признак", 0, MOST_POINTS, initial=points)
        self.fields["is_enough"] = forms.BooleanField(
            label="Одного этого признака достаточно", required=False, initial=bool(criterion and criterion.is_enough)
        )

    def clean_bands(self) -> list[list[float]]:
        return read_bands(self.cleaned_data["bands"])

    def clean(self) -> dict:
        data = super().clean()
        given = {one.name: data[one.name] for one in self.kind.parameters if one.name in data}
        if any(isinstance(one, Shares) for one in self.kind.parameters):
            given["shares"] = self._shares(data)
        if self.errors:
            return data
        criterion = Criterion(
            key=self.criterion.key if self.criterion else uuid4().hex[:8],
            kind=self.kind.code,
            title=data["title"],
            counts_for=data["counts_for"],
            points=data.get("points", 0),
            is_enough=data["is_enough"],
            given=given,
        )
        return {"criterion": criterion, "edits_count": data["edits_count"]}

    def _shares(self, data: dict) -> list[list]:
        weights = {
            name.removeprefix("weight_"): value for name, value in data.items() if name.startswith("weight_") and value
        }
        if not weights and not self.errors:
            self.add_error(None, "Дайте вес хотя бы одной доле.")
        return [[code, weight, code in data.get("reversed", [])] for code, weight in weights.items()]


class DecisionsForm(forms.Form):
    """The name of a method and its rule for each list; gives `name`, `decisions` and `edits_count`."""

    edits_count = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    name = forms.CharField(label="Название методики", max_length=200)

    def __init__(self, *args, version: MethodVersion, **options) -> None:
        super().__init__(*args, **options)
        self.fields["edits_count"].initial, self.fields["name"].initial = version.edits_count, version.method.name
        for code, name in LISTS.items():
            self._add(code, name, version.rules.decisions.get(code))

    def _add(self, code: str, name: str, now: Decision | None) -> None:
        rules = [("", "не определяет этот список"), *RULES.items()]
        self.fields[f"{code}_rule"] = forms.ChoiceField(
            label=f"{name}: школа входит в список, если", choices=rules, required=False, initial=now.rule if now else ""
        )
        self.fields[f"{code}_limit"] = number_field(
            f"{name}: сколько", 0, 10_000, required=False, initial=now.limit if now else None,
            help_text="Число признаков, порог суммы или количество наибольших сумм",
        )  # fmt: skip
        self.fields[f"{code}_risk"] = number_field(
            f"{name}: группа риска", 0, 10_000, required=False, initial=now.risk if now else None,
            help_text="От скольких признаков или баллов; для наибольших сумм – сколько следующих. Пусто – не выделять",
        )  # fmt: skip

    def clean(self) -> dict:
        data = super().clean()
        decisions = {code: found for code in LISTS if (found := self._decision(code, data))}
        if not decisions and not self.errors:
            self.add_error(None, "Выберите, какой список определяет методика.")
        if self.errors:
            return data
        return {"name": data["name"], "decisions": decisions, "edits_count": data["edits_count"]}

    def _decision(self, code: str, data: dict) -> Decision | None:
        rule, limit = data.get(f"{code}_rule"), data.get(f"{code}_limit")
        if not rule:
            return None
        if rule == ANY:
            return Decision(ANY)
        if not limit:
            self.add_error(f"{code}_limit", "Укажите число больше нуля.")
            return None
        if rule != SUM and limit != int(limit):
            self.add_error(f"{code}_limit", "Здесь нужно целое число.")
            return None
        risk = data.get(f"{code}_risk")
        if risk is not None and rule != LARGEST and risk >= limit:
            self.add_error(f"{code}_risk", "Группа риска начинается ниже порога списка.")
        return Decision(rule, limit, risk or None)


class SeenForm(forms.Form):
    """Which state of a row the person has seen before a button was pressed."""

    edits_count = forms.IntegerField(min_value=0, max_value=2**31)


class ConfirmForm(forms.Form):
    """The fixed run that is to be replaced, where there is one."""

    instead_of = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)


class StartRunForm(forms.Form):
    """Which method for which school year; gives `version` and `year`."""

    year = forms.TypedChoiceField(label="Учебный год", coerce=int)
    version = forms.ModelChoiceField(label="Методика", queryset=MethodVersion.objects.none(), empty_label=None)

    def __init__(self, *args, by, year: int, **options) -> None:
        super().__init__(*args, **options)
        self.fields["year"].choices = [(one, str(SchoolYear(one))) for one in range(year + 1, year - 4, -1)]
        self.fields["year"].initial = year
        versions = MethodVersion.objects.visible_to(by).filter(status=MethodVersion.Status.IN_FORCE)
        self.fields["version"].queryset = versions.select_related("method").order_by("method__name")


class CompareForm(forms.Form):
    """Two versions, drafts included, and the year whose data they are tried on."""

    one = forms.ModelChoiceField(MethodVersion.objects.none(), label="Сейчас", empty_label="Выберите версию")
    other = forms.ModelChoiceField(MethodVersion.objects.none(), label="Станет", empty_label="Выберите версию")
    year = forms.TypedChoiceField(label="По данным года", coerce=int)

    def __init__(self, *args, by, year: int, **options) -> None:
        super().__init__(*args, **options)
        versions = MethodVersion.objects.visible_to(by).select_related("method").order_by("method__name", "-number")
        self.fields["one"].queryset = self.fields["other"].queryset = versions
        self.fields["year"].choices = [(one, str(SchoolYear(one))) for one in range(year, year - 4, -1)]


class DecideForm(forms.Form):
    """What is decided instead; only of the lists that the method of the run decides."""

    edits_count = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31)
    verdict = forms.ChoiceField(label="Решение")
    reason = forms.CharField(
        label="Причина",
        required=False,
        max_length=1_000,
        widget=lines_input(3),
        help_text="Обязательна, если решение расходится с методикой. Она войдёт в приложение к приказу.",
    )

    def __init__(self, *args, lists: Collection[str], **options) -> None:
        super().__init__(*args, **options)
        self.fields["verdict"].choices = [one for one in Verdict.choices if lists_of(one[0]) <= set(lists)]


class FederalListForm(forms.Form):
    source = forms.CharField(
        label="Документ", required=False, max_length=300, help_text="Письмо или сайт, откуда перечень, дата и номер"
    )
    schools = forms.ModelMultipleChoiceField(
        label="Школы перечня",
        queryset=School.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Если ни одной школы в перечне нет, не отмечайте ни одной и сохраните.",
    )

    def __init__(self, *args, schools: QuerySet[School], **options) -> None:
        super().__init__(*args, **options)
        self.fields["schools"].queryset = schools

"""The registers of results and of their imports: columns, and what they may be narrowed by."""

from functools import cached_property

import django_filters as df
import django_tables2 as tables
from django.db.models import F, FloatField
from django.db.models.functions import Cast, NullIf
from django.urls import reverse
from django.utils.html import format_html

from config.alphabet import alphabet
from config.columns import AlphabetColumn, DayColumn, NumberColumn
from config.templatetags.opora import DASH, dash, ru_date, tag
from schools.benchmarks import Benchmark, Compared, benchmarks, key_of
from schools.models import ExamResult, ResultImport, School
from schools.models.result import Procedure
from schools.permissions import can_edit_results

NOT_KNOWN = Compared()


def percent(value) -> str:
    return DASH if value is None else f"{float(value):.1f} %".replace(".", ",")


class ResultTable(tables.Table):
    """Results with what they are compared with beside them."""

    school = AlphabetColumn("Школа", order_field="school__short_name")
    year = NumberColumn("Год")
    procedure = tables.Column("Процедура")
    subject = tables.Column("Предмет")
    grade = NumberColumn("Класс")
    participants_count = NumberColumn("Участников")
    below = NumberColumn("Ниже минимума", accessor="below_minimum_percent", empty_values=())
    mean = NumberColumn("Средний результат")
    town = NumberColumn("По муниципалитету", accessor="pk", orderable=False)
    region = NumberColumn("По региону", accessor="pk", orderable=False)

    class Meta:
        attrs = {"class": "cards"}
        order_by = "-year"
        title = "Результаты"
        empty_text = "Результатов пока нет: загрузите таблицу или добавьте результат"

    def __init__(self, *args, request, **options) -> None:
        super().__init__(*args, request=request, **options)
        self.municipality_id = request.user.municipality_id
        self.edited_at = reverse("schools:results") if can_edit_results(request.user) else ""

    @cached_property
    def compared(self) -> dict:
        """Of the years on the page; in a workbook, of all years."""
        return benchmarks(self.municipality_id, {row.record.year for row in self.paginated_rows})

    def order_year(self, queryset, is_descending):
        by = "-year" if is_descending else "year"
        return queryset.order_by(by, "procedure", "grade", "subject", *alphabet("school__short_name"), "pk"), True

    def order_below(self, queryset, is_descending):
        share = Cast("below_minimum_count", FloatField()) / NullIf(F("participants_count"), 0)
        by = F("share").desc(nulls_last=True) if is_descending else F("share").asc(nulls_last=True)
        return queryset.annotate(share=share).order_by(by, "pk"), True

    def render_school(self, record):
        return record.school.short_name

    def render_subject(self, value, record):
        if not self.edited_at:
            return value
        return format_html('<a href="{}{}/">{}</a>', self.edited_at, record.pk, value)

    def value_subject(self, value):
        return value

    def render_below(self, value, record):
        if record.below_minimum_count is None:
            return DASH
        return f"{percent(value)} ({record.below_minimum_count})" if value is not None else record.below_minimum_count

    def value_below(self, value):
        return value

    def render_town(self, record):
        return as_text(self.compared.get(key_of(record), NOT_KNOWN).municipality)

    def render_region(self, record):
        return as_text(self.compared.get(key_of(record), NOT_KNOWN).region)


def as_text(benchmark: Benchmark | None) -> str:
    """«3,45; 12,5 %»"""
    if benchmark is None:
        return DASH
    mean = dash(benchmark.mean)
    texts = [str(mean).replace(".", ",")] if benchmark.mean is not None else []
    texts += [percent(benchmark.below_minimum_percent)] if benchmark.below_minimum_percent is not None else []
    return "; ".join(texts) or DASH


class ResultFilter(df.FilterSet):
    school = df.ModelChoiceFilter(
        label="Школа", empty_label="Все", queryset=lambda request: School.objects.visible_to(request.user).in_alphabet()
    )
    year = df.ChoiceFilter(label="Год", empty_label="Все")
    procedure = df.ChoiceFilter(label="Процедура", empty_label="Все", choices=Procedure)
    subject = df.ChoiceFilter(label="Предмет", empty_label="Все")
    grade = df.ChoiceFilter(label="Класс", empty_label="Все", choices=[(grade, grade) for grade in range(1, 13)])

    class Meta:
        model = ExamResult
        fields: list[str] = []

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        for name, order in (("year", "-year"), ("subject", "subject")):
            there = self.queryset.order_by(order).values_list(name, flat=True).distinct()
            self.filters[name].extra["choices"] = [(value, value) for value in there]


class ResultImportTable(tables.Table):
    file = tables.Column("Таблица", order_by="file__name")
    created_at = DayColumn(verbose_name="Загрузили")
    created_by = AlphabetColumn("Кто", order_field="created_by__last_name")
    rows_count = NumberColumn("Строк", accessor="summary", orderable=False)
    state = tables.Column("Состояние", accessor="pk", orderable=False)

    class Meta:
        attrs = {"class": "cards"}
        order_by = "-created_at"
        title = "Загрузки результатов"
        empty_text = "Таблиц с результатами ещё не загружали"

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.imports_at = reverse("schools:result_imports")

    def render_file(self, record):
        return format_html('<a href="{}{}/">{}</a>', self.imports_at, record.pk, record.file.name)

    def value_file(self, record):
        return record.file.name

    def value_created_at(self, value):
        return value.date()

    def render_rows_count(self, value):
        return sum(value.get(name, 0) for name in ("new_count", "changed_count", "same_count"))

    def render_state(self, record):
        return tag(*state_of(record))

    def value_state(self, record):
        return state_of(record)[1]


def state_of(record: ResultImport) -> tuple[str, str]:
    if record.undone_at:
        return "idle", f"отменена {ru_date(record.undone_at, 'short')}"
    if record.applied_at:
        return "done", f"взята {ru_date(record.applied_at, 'short')}"
    return ("soon", "ждёт проверки") if record.summary else ("idle", "читается")


class ResultImportFilter(df.FilterSet):
    state = df.ChoiceFilter(
        label="Состояние",
        empty_label="Любое",
        method="in_state",
        choices=[("waiting", "Ждут проверки"), ("taken", "Взяты"), ("undone", "Отменены")],
    )

    class Meta:
        model = ResultImport
        fields: list[str] = []

    def in_state(self, rows, name, value):
        if value == "waiting":
            return rows.filter(applied_at=None)
        return rows.filter(applied_at__isnull=False, undone_at__isnull=value == "taken")

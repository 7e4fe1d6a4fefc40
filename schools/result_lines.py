"""The lines of an import as tables: rows with what they change, cells with what is wrong."""

import django_filters as df
import django_tables2 as tables
from django.db.models import Q
from django.utils.html import format_html

from config.templatetags.opora import dash, tag
from schools.models import ResultLine

State = ResultLine.State
TAGS = {State.CHANGED: "soon", State.NEW: "done", State.SAME: "idle"}

CHOICES = [
    (State.CHANGED, "Изменённые"),
    (State.NEW, "Новые"),
    (State.SAME, "Без изменений"),
    (State.ERROR, "Ошибки"),
    (State.DOUBT, "Сомнения"),
]


class ToldColumn(tables.Column):
    """What the table says, with what is there now where that differs; the workbook has what the table says alone."""

    def __init__(self, name: str, label: str, kind: str = "") -> None:
        attrs = {"td": {"class": kind}, "th": {"class": kind}} if kind else None
        super().__init__(label, accessor="content", attrs=attrs)
        self.told = name

    def render(self, value):
        now, was = dash(value.get(self.told)), value.get("was", {})
        if self.told not in was:
            return now
        return format_html('{} <span class="understood">было {}</span>', now, dash(was[self.told]))

    def value(self, value):
        return value.get(self.told)


class WhoColumn(ToldColumn):
    """What the row was taken for, with how the table writes it where that differs."""

    def render(self, value):
        who, written = super().render(value), value.get("written")
        return format_html('{} <span class="understood">в таблице: {}</span>', who, written) if written else who


class ResultLineTable(tables.Table):
    place = tables.Column("Строка", attrs={"td": {"class": "nowrap"}})
    who = WhoColumn("who", "Школа")
    what = ToldColumn("what", "Что")
    participants = ToldColumn("participants", "Участников", "num")
    marks = ToldColumn("marks", "«2» / «3» / «4» / «5»", "nowrap")
    below = ToldColumn("below", "Ниже минимума", "num")
    mean = ToldColumn("mean", "Средний результат", "num")
    state = tables.Column("Состояние")

    class Meta:
        attrs = {"class": "cards"}
        orderable = False
        title = "Строки таблицы"
        empty_text = "Нет ни одной строки, которую можно взять"

    def render_state(self, record):
        return tag(TAGS[record.state], record.get_state_display())

    def value_state(self, record):
        return record.get_state_display()


class UnkeptLineTable(ResultLineTable):
    """Of an import that was read before its lines were kept."""

    class Meta(ResultLineTable.Meta):
        empty_text = (
            "Строк этой таблицы здесь нет: её прочитала прежняя версия Опоры и строк не сохранила. "
            "Чтобы увидеть их, загрузите таблицу ещё раз"
        )


class ResultProblemTable(tables.Table):
    place = tables.Column("Где", attrs={"td": {"class": "nowrap"}})
    text = ToldColumn("text", "Что не так")

    class Meta:
        attrs = {"class": "cards"}
        orderable = False
        title = "Ошибки и сомнения"


class ResultLineFilter(df.FilterSet):
    state = df.ChoiceFilter(label="Показать", empty_label="Все строки", choices=CHOICES)
    text = df.CharFilter(label="Школа или слово", method="holds", max_length=200)

    class Meta:
        model = ResultLine
        fields: list[str] = []

    def holds(self, rows, name, value):
        words = ("place", "content__who", "content__written", "content__what", "content__text")
        asked = Q()
        for word in words:
            asked |= Q(**{f"{word}__icontains": value})
        return rows.filter(asked)

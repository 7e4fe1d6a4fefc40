"""What the pages' own tags and filters put on the screen."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.utils import timezone

from config.templatetags import opora


def render(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize("state", ["done", "late", "soon", "idle"])
def test_tag_has_the_look_of_its_state(state):
    assert render("{% tag state 'Принят' %}", state=state) == f'<span class="tag {state}">Принят</span>'


def test_tag_refuses_a_state_without_a_look():
    with pytest.raises(ValueError, match="unknown state 'overdue'"):
        opora.tag("overdue", "Просрочено")


def test_tag_escapes_the_words():
    assert "&lt;b&gt;" in render("{% tag 'idle' text %}", text="<b>")


@pytest.mark.parametrize(
    ("done", "late", "total", "done_width", "late_x_width", "words"),
    [
        (9, 1, 24, 'width="37.5"', 'x="37.5" width="4.2"', "9 выполнено, 1 просрочено, 14 впереди"),
        (0, 0, 0, 'width="0"', 'x="0" width="0"', "0 выполнено, 0 просрочено, 0 впереди"),
        (3, 0, 3, 'width="100"', 'x="100" width="0"', "3 выполнено, 0 просрочено, 0 впереди"),
        (2, 1, 3, 'width="66.7"', 'x="66.7" width="33.3"', "2 выполнено, 1 просрочено, 0 впереди"),
        (None, None, None, 'width="0"', 'x="0" width="0"', "0 выполнено, 0 просрочено, 0 впереди"),
    ],
)
def test_bar_shows_the_shares_and_says_them(done, late, total, done_width, late_x_width, words):
    svg = render("{% bar done late total %}", done=done, late=late, total=total)
    assert f'class="d" {done_width} ' in svg
    assert f'class="l" {late_x_width} ' in svg
    assert f'aria-label="{words}"' in svg


def test_bar_has_no_inline_style():
    assert "style" not in opora.bar(9, 1, 24)


def test_crumbs_link_the_way_and_name_the_page():
    html = render("{% crumbs 'Школы' '/schools/' school %}", school="СОШ № 7 <б>")
    assert '<li><a href="/schools/">Школы</a></li>' in html
    assert '<li><span aria-current="page">СОШ № 7 &lt;б&gt;</span></li>' in html


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (date(2026, 11, 21), "long", "21 ноября 2026 г."),
        (date(2027, 5, 1), "long", "1 мая 2027 г."),
        (date(2026, 11, 1), "short", "01.11.2026"),
        (datetime(2026, 11, 21, 22, 30, tzinfo=UTC), "short", "22.11.2026"),
        (None, "long", "—"),
        ("", "short", "—"),
    ],
)
def test_ru_date(value, style, text):
    with timezone.override("Europe/Moscow"):
        assert opora.ru_date(value, style) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 школ"),
        (1, "1 школа"),
        (2, "2 школы"),
        (4, "4 школы"),
        (5, "5 школ"),
        (11, "11 школ"),
        (12, "12 школ"),
        (14, "14 школ"),
        (21, "21 школа"),
        (111, "111 школ"),
        (122, "122 школы"),
        (None, "0 школ"),
    ],
)
def test_plural(count, text):
    assert render("{{ count|plural:'школа,школы,школ' }}", count=count) == text


def test_plural_word_is_the_noun_alone():
    assert opora.plural_word(3, "приказ, приказа, приказов") == "приказа"


@pytest.mark.parametrize(("value", "text"), [(None, "—"), ("", "—"), (0, "0"), ("есть", "есть")])
def test_dash_stands_for_nothing(value, text):
    assert render("{{ value|dash }}", value=value) == text


def test_rows_are_filled_with_escaped_values_and_nothing_else_is_read_in_them():
    shape = Path(settings.BASE_DIR, "templates/roadmaps/_plain_row.html").read_text()
    empty = dict.fromkeys(re.findall(r"{(\w+)}", shape), "")
    row = empty | {"id": 7, "number": "<b>1</b>", "text": "{prefix} & «план»"}
    html = opora.rows("roadmaps/_plain_row.html", [row, row], prefix='/"x"/')
    assert html.count("<tr") == 2
    assert "&lt;b&gt;1&lt;/b&gt;" in html
    assert "{prefix} &amp; «план»" in html
    assert "/&quot;x&quot;/checkpoints/?activity=7" in html


def test_rows_of_nothing_are_nothing():
    assert opora.rows("roadmaps/_plain_row.html", [], prefix="/") == ""


def test_fields_of_a_filter_have_their_labels_and_what_was_asked():
    class Asked(forms.Form):
        name = forms.CharField(label="Название <b>", help_text="Часть слова")
        place = forms.ChoiceField(label="Где", choices=[("", "Все"), ("a", "Там")])

    shown = opora.filter_fields(Asked({"name": "«<i>»", "place": "a"}))
    assert shown.count("<label") == 2
    assert '<label for="id_name" class="form-label">Название &lt;b&gt;</label>' in shown
    assert 'value="«&lt;i&gt;»"' in shown
    assert '<div id="id_name_helptext" class="form-text">Часть слова</div>' in shown
    assert 'aria-describedby="id_name_helptext"' in shown
    assert '<option value="a" selected>Там</option>' in shown

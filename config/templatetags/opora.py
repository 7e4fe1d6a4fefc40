"""States, progress, dates and counts in Russian. A builtin of the template engine: pages load nothing."""

from datetime import date, datetime
from functools import cache, lru_cache
from html import escape
from string import Formatter

from django import template
from django.forms import Select
from django.forms.utils import flatatt
from django.template.base import render_value_in_context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from config.cells import cell_opens, cell_teller
from config.charts import spoken

register = template.Library()

STATES = frozenset({"done", "late", "soon", "idle"})
DASH = "—"
LONGEST_STEP = 70  # characters of a title in the breadcrumbs
DATE_FORMATS = {"long": "j E Y г.", "short": "d.m.Y"}


@register.simple_tag
def tag(state, text):
    """A state as a colour, a shape and a word.

    Raises ValueError for a state that the style sheet does not know: without a look it says too little.
    """
    if state not in STATES:
        raise ValueError(f"unknown state {state!r}, expected one of {sorted(STATES)}")
    return format_html('<span class="tag {}">{}</span>', state, text)


@register.simple_tag
def bar(done, late, total):
    """Progress as a bar of three shares: done, late and still ahead (a thing is in one of them only).

    Drawn as SVG because the content security policy refuses inline styles.
    """
    done, late, total = done or 0, late or 0, total or 0
    width = 100 / total if total > 0 else 0
    done_width = min(100, round(done * width, 1))
    late_width = round(min(100 - done_width, late * width), 1)
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="d" width="{}" height="8"/><rect class="l" x="{}" width="{}" height="8"/></svg>',
        f"{done} выполнено, {late} просрочено, {max(0, total - done - late)} впереди",
        done_width,
        done_width,
        late_width,
    )


@register.simple_tag
def rows(template_name, values, **shared):
    """Many rows of one shape: each `{name}` of the file is filled with the escaped value of that name.

    A loop in the template language costs several times as much, and rows are the dearest part of a page; so all
    values are escaped at once, with NUL between them, which no text of the database holds.
    """
    if not values:
        return ""
    shape = get_template(template_name).template.source
    names = [name for name in _places(shape) if name not in shared]
    fixed = {name: escape(value) for name, value in shared.items()}
    texts = iter(escape("\0".join([str(row[name]) for row in values for name in names])).split("\0"))
    filled = zip(*[texts] * len(names), strict=True)
    return SafeString("".join([shape.format(**fixed, **dict(zip(names, row, strict=True))) for row in filled]))


@cache
def _places(shape):
    """The names in a file of rows, each once."""
    return tuple({name: None for _, name, _, _ in Formatter().parse(shape) if name})


@register.simple_tag(takes_context=True)
def table_rows(context, table):
    """The rows of a register's page."""
    records = list(table.paginated_rows.data)
    columns = [(cell_opens(column), cell_teller(table, column, records)) for column in table.columns]
    lines = (
        "".join([f"{opens}{_as_html(tell(record), context)}</td>" for opens, tell in columns]) for record in records
    )
    return SafeString("".join([f"<tr>{line}</tr>" for line in lines]))


def _as_html(value, context):
    if isinstance(value, SafeString):
        return value
    return escape(value) if isinstance(value, str) else render_value_in_context(value, context)


@register.simple_tag
def filter_fields(form):
    """The fields of a register's filter: put together in the template language, they cost as much as the rows.

    Errors need no place: what cannot be asked for is 404 (`config.lists`).
    """
    return SafeString("".join([_filter_field(field) for field in form]))


def _filter_field(field):
    looks = "form-select" if isinstance(field.field.widget, Select) else "form-control"
    widget = field.as_widget(attrs={"class": looks})
    if field.is_hidden:
        return widget
    label = format_html('<label for="{}" class="form-label">{}</label>', field.id_for_label, field.label)
    said = '<div id="{}_helptext" class="form-text">{}</div>'  # the input names it as its description
    note = format_html(said, field.auto_id, field.help_text) if field.help_text else ""
    return f'<div id="div_{field.auto_id}" class="mb-3">{label}{widget}{note}</div>'


@register.filter
def options(optgroups):
    """The inside of a `<select>`; put together in the template language, a hundred options cost more than the page."""
    return SafeString("".join([_group(label, entries) for label, entries, _ in optgroups]))


def _group(label, entries):
    drawn = "".join([_option(**entry) for entry in entries])
    return f'<optgroup label="{escape(label)}">{drawn}</optgroup>' if label else drawn


def _option(value, label, attrs, **_):
    return f'<option value="{escape(str(value))}"{flatatt(attrs)}>{conditional_escape(label)}</option>'


def _step(title, url):
    title = str(title)
    if len(title) > LONGEST_STEP:
        title = Truncator(title).chars(LONGEST_STEP)
    if url:
        return format_html('<a href="{}">{}</a>', url, title)
    return format_html('<span aria-current="page">{}</span>', title)


@lru_cache(maxsize=8192)
def address(name, *numbers):
    """`reverse`, remembered: an address never changes while the process lives, and a page asks for twenty of them."""
    return reverse(name, args=numbers)


class RememberedURL(URLNode):
    def render(self, context):
        if self.kwargs:
            return super().render(context)
        found = address(self.view_name.resolve(context), *[part.resolve(context) for part in self.args])
        if not self.asvar:
            return escape(found)
        context[self.asvar] = found
        return ""


@register.tag
def url(parser, token):
    """Django's own tag in every respect but one: the address is remembered."""
    node = django_url(parser, token)
    return RememberedURL(node.view_name, node.args, node.kwargs, node.asvar)


@register.simple_tag
def crumbs(*parts):
    """Breadcrumbs from «title, url» pairs; an odd last title is the page itself."""
    steps = [(parts[i], parts[i + 1] if i + 1 < len(parts) else None) for i in range(0, len(parts), 2)]
    items = format_html_join("", "<li>{}</li>", ((_step(title, url),) for title, url in steps))
    return format_html('<nav class="crumbs" aria-label="Где вы находитесь"><ol>{}</ol></nav>', items)


@register.filter
def ru_date(value, style="long"):
    """«21 ноября 2026 г.», or 21.11.2026 with the style "short"; a moment is shown in the local time zone."""
    if not isinstance(value, date):
        return DASH
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return _day(value.year, value.month, value.day, style)


@lru_cache(maxsize=4096)
def _day(year, month, day, style):
    return format_date(date(year, month, day), DATE_FORMATS[style])


@register.filter
def plural_word(count, forms):
    """The form of a noun that stands after a number: `5|plural_word:"школа,школы,школ"` is «школ»."""
    one, few, many = (form.strip() for form in forms.split(","))
    count = abs(int(count or 0))
    if count % 100 in range(11, 15):
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(count % 10, many)


@register.filter
def plural(count, forms):
    """The number with its noun: «1 школа, 2 школы, 5 школ»."""
    return f"{count or 0} {plural_word(count, forms)}"


@register.filter
def number(value, digits=None):
    """A number as it is written, without needless noughts: «3,45», «12»; a dash where there is none.

    In a column all have equally many digits after the comma: `value|number:1`.
    """
    return spoken(value, digits)


@register.filter
def dash(value):
    """The value, or a dash where there is none; zero is a value."""
    return DASH if value is None or value == "" else value

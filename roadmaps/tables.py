"""The registers as tables."""

from datetime import date

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html

from config import clock
from config.columns import DayColumn, NumberColumn, shortened
from config.templatetags.opora import bar, plural, tag
from roadmaps import permissions as may
from roadmaps.accounts import Accounts
from roadmaps.models import Checkpoint, Party, Proof, Roadmap
from roadmaps.progress import State, state_of
from roadmaps.proofs import tag_of


def state_in_words(point: Checkpoint, today: date) -> str:
    """«просрочено на 21 день», «осталось 3 дня», «выполнено 12.10.2026»."""
    state = state_of(point, today)
    days = plural(abs((point.due_on - today).days), "день,дня,дней")
    if state == State.DONE:
        return f"выполнено {point.done_on:%d.%m.%Y}"
    if state == State.OVERDUE:
        return f"просрочено на {days}"
    if state == State.SOON:
        return "срок сегодня" if point.due_on == today else f"осталось {days}"
    return "отменено" if state == State.CANCELLED else "ещё не скоро"


class RoadmapTable(tables.Table):
    title = tables.Column("Дорожная карта")
    school = tables.Column("Чья", accessor="school__short_name", empty_values=(), order_by=("school__short_name",))
    starts_on = tables.Column("Период")
    status = tables.Column("Состояние")
    done_count = tables.Column("Выполнено", orderable=False)
    overdue_count = NumberColumn("Просрочено")

    class Meta:
        model = Roadmap
        fields: tuple[str, ...] = ()
        attrs = {"class": "cards"}
        order_by = "-starts_on"
        title = "Дорожные карты"
        empty_text = "Дорожных карт нет"

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.list_url = reverse("roadmaps:list")

    def render_title(self, value, record):
        return format_html('<a href="{}{}/">{}</a>', self.list_url, record.pk, value)

    def value_title(self, value):
        return value

    def render_school(self, record):
        return record.school.short_name if record.school else "Муниципальная"

    def render_starts_on(self, record):
        return f"{record.starts_on:%d.%m.%Y} – {record.ends_on:%d.%m.%Y}"

    def render_status(self, record):
        return tag(record.status_tag, record.status_in_words)

    def value_status(self, record):
        return record.status_in_words

    def render_done_count(self, record):
        if not record.points_count:
            return "—"
        drawn = bar(record.done_count, record.overdue_count, record.points_count)
        return format_html("{} <span class='understood'>{}</span>", drawn, self.value_done_count(record))

    def value_done_count(self, record):
        """Out of those whose date has come, as everywhere; of a closed roadmap out of all, as the bar shows."""
        arrived = record.points_count if record.closed_on else record.done_count + record.overdue_count
        return f"{record.done_count} из {arrived}" if arrived else "сроки не наступили" if record.points_count else "—"


class CheckpointTable(tables.Table):
    due_on = DayColumn(verbose_name="Срок")
    activity = tables.Column("Мероприятие", accessor="activity__text", orderable=False)
    school = tables.Column("Школа", accessor="school__short_name", empty_values=())
    roadmap = tables.Column("Дорожная карта", accessor="activity__roadmap__title", orderable=False)
    state = tables.Column("Состояние", empty_values=(), order_by=("done_on", "due_on"))

    class Meta:
        model = Checkpoint
        fields: tuple[str, ...] = ()
        attrs = {"class": "cards"}
        order_by = "due_on"
        title = "Контрольные точки"
        empty_text = "Контрольных точек нет"

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = clock.today()
        self.list_url = reverse("roadmaps:checkpoints")

    def render_activity(self, value, record):
        return format_html('<a href="{}{}/">{}</a>', self.list_url, record.pk, value)

    def value_activity(self, value):
        return value

    def render_school(self, record):
        return record.school.short_name if record.school else "Муниципалитет"

    def render_state(self, record):
        return tag(state_of(record, self.today).tag, self.value_state(record))

    def value_state(self, record):
        return state_in_words(record, self.today)


class ProofTable(tables.Table):
    document = tables.Column("Документ", accessor="document__named", orderable=False)
    dated_on = DayColumn(verbose_name="Дата документа", accessor="document__dated_on")
    added_at = DayColumn(verbose_name="Приложен", accessor="document__added_at")
    activity = tables.Column("Мероприятие", accessor="checkpoint__activity__text", orderable=False)
    due_on = DayColumn(verbose_name="Срок", accessor="checkpoint__due_on")
    school = tables.Column("Школа", accessor="checkpoint__school__short_name", empty_values=())
    status = tables.Column("Состояние")
    # On the screen these two stand inside their neighbours; the workbook has them apart.
    comment = tables.Column("Замечание", orderable=False, visible=False)
    roadmap = tables.Column(
        "Дорожная карта", accessor="checkpoint__activity__roadmap__title", orderable=False, visible=False
    )

    class Meta:
        model = Proof
        fields: tuple[str, ...] = ()
        attrs = {"class": "cards"}
        order_by = "-added_at"
        title = "Документы"
        empty_text = "Документов нет"

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.list_url = reverse("roadmaps:documents")
        self.points_url = reverse("roadmaps:checkpoints")

    def render_document(self, value, record):
        version = f", версия {record.document.version}" if record.document.version > 1 else ""
        return format_html(
            '<a href="{}{}/">{}</a><span class="understood">{}{}</span>',
            self.list_url, record.document_id, value, record.document.file.name, version,
        )  # fmt: skip

    def value_document(self, value):
        return value

    def value_added_at(self, value):
        return timezone.localtime(value).date()

    def render_activity(self, value, record):
        return format_html(
            '<a href="{}{}/">{}</a><span class="understood">{}</span>',
            self.points_url,
            record.checkpoint_id,
            shortened(value, 120),
            record.checkpoint.activity.roadmap.title,
        )

    def value_activity(self, value):
        return value

    def render_school(self, record):
        return record.checkpoint.school.short_name if record.checkpoint.school else "Муниципалитет"

    def render_status(self, record):
        state = tag(tag_of(record.status), record.get_status_display())
        comment = shortened(record.comment)
        return format_html('{}<span class="understood">{}</span>', state, comment)

    def value_status(self, record):
        return record.get_status_display()


class PartyTable(tables.Table):
    name = tables.Column("Исполнитель")
    kind = tables.Column("Вид")
    group = tables.Column("Кого включает", orderable=False)
    user = tables.Column("Учётная запись", orderable=False, empty_values=())
    activities_count = NumberColumn("Мероприятий")

    class Meta:
        model = Party
        fields: tuple[str, ...] = ()
        attrs = {"class": "cards"}
        order_by = "name"
        title = "Исполнители"
        empty_text = "Исполнителей пока нет: они появятся из граф «Ответственные»"

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts.of(self.request.user.municipality_id)

    def render_user(self, record):
        """The account, or those whose name agrees; with the buttons for whoever may tie."""
        can_tie = may.can_tie(self.request.user)
        is_free = record.kind == Party.Kind.PERSON and record.user is None
        offered = self.accounts.like(record.key) if can_tie and is_free else []
        facts = {"party": record, "offered": offered, "can_tie": can_tie, "is_free": is_free}
        return render_to_string("roadmaps/_party_account.html", facts, request=self.request)

    def value_user(self, record):
        return record.user.full_name if record.user else ""

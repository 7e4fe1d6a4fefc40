"""From the plan in force to a draft, and back into the plan by an order."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from roadmaps import permissions as may
from roadmaps import services
from roadmaps.models import Activity, Checkpoint, Edition, Party, Proof, Roadmap
from roadmaps.services.editions import fingerprint
from roadmaps.services.parties import link
from roadmaps.sheet import read_sheet
from schools.roles import Role
from tests.roadmaps.factories import ActivityFactory, RoadmapFactory, SectionFactory
from tests.schools.factories import SchoolFactory, SupportStatusFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
APPROVED, AMENDED = date(2026, 9, 10), date(2026, 11, 20)


@pytest.fixture
def roadmap(town):
    """In force: «октябрь» by the supported schools, «май» by a person, in one section; another one is empty."""
    for name in ("МБОУ СОШ № 1", "МБОУ СОШ № 2"):
        SupportStatusFactory(school=SchoolFactory(municipality=town, short_name=name), year=2026)
    plan = RoadmapFactory(municipality=town)
    section = SectionFactory(roadmap=plan, title="Кадры", position=1)
    SectionFactory(roadmap=plan, title="Ученики", position=2)
    rows = [
        ActivityFactory(section=section, number="1.", text="Семинар", responsible_text="руководители ШНОР"),
        ActivityFactory(section=section, number="2.", text="Обзор", deadline_text="май 2027"),
    ]
    link(rows, municipality_id=town.pk)
    assert Party.objects.filter(group=Party.Group.SUPPORTED_SCHOOLS).exists()
    services.submit(plan, by=plan.owner)
    return services.approve(plan, by=plan.owner, order_number="17-о", on=APPROVED)


@pytest.fixture
def draft(roadmap):
    return services.begin_amendment(roadmap, by=roadmap.owner)


def edit(draft, number, **texts):
    row = draft.activities.get(number=number)
    services.edit_activity(row, by=draft.owner, version=row.version, **texts)


def amend(draft, number="25-о"):
    services.submit(draft, by=draft.owner)
    return services.amend(draft, by=draft.owner, order_number=number, on=AMENDED)


def days(roadmap, number):
    rows = Checkpoint.objects.filter(activity__roadmap=roadmap, activity__number=number).order_by("pk")
    return [(point.due_on.month, bool(point.done_on), bool(point.cancelled_on)) for point in rows]


def test_there_is_one_amending_draft_at_a_time(roadmap, draft):
    assert services.begin_amendment(roadmap, by=UserFactory(municipality=roadmap.municipality)) == draft
    with pytest.raises(IntegrityError), transaction.atomic():
        RoadmapFactory(municipality=roadmap.municipality, amends=roadmap)
    assert [row.source.number for row in draft.activities.in_order()] == ["1.", "2."]
    assert list(draft.sections.values_list("title", "source__title")) == [("Кадры", "Кадры"), ("Ученики", "Ученики")]
    assert not services.changes_of(draft)


def test_only_what_is_in_force_is_amended(draft):
    with pytest.raises(services.NotPossible, match="утверждённую"):
        services.begin_amendment(draft, by=draft.owner)


def test_a_draft_without_changes_is_not_submitted(draft):
    with pytest.raises(services.NotPossible, match="нет изменений"):
        services.submit(draft, by=draft.owner)


def test_a_roadmap_is_not_closed_while_changes_are_prepared(roadmap, draft):
    with pytest.raises(services.NotPossible, match="готовятся изменения"):
        services.close(roadmap, by=roadmap.owner)
    services.delete(draft, by=draft.owner)
    services.close(roadmap, by=roadmap.owner)


def test_an_amending_draft_is_not_approved_as_a_plan_of_its_own(draft):
    edit(draft, "2.", text="Обзор практик")
    services.submit(draft, by=draft.owner)
    with pytest.raises(services.NotPossible, match="проект изменений"):
        services.approve(draft, by=draft.owner, order_number="1", on=AMENDED)


def test_the_changes_go_into_the_plan(roadmap, draft):
    kept = {row.number: row.pk for row in roadmap.activities.all()}
    edit(draft, "1.", deadline_text="ноябрь 2026", result="Справка")
    section = services.add_section(draft, by=draft.owner, title="Семьи")
    services.add_activity(
        section=section, by=draft.owner, number="3.", text="Собрание", deadline_text="до 15 декабря 2026 г."
    )
    services.delete_activity(draft.activities.get(number="2."), by=draft.owner)
    services.update_texts(draft, by=draft.owner, version=draft.version, goal="Поднять качество")

    amend(draft)

    roadmap.refresh_from_db()
    rows = {row.number: row for row in roadmap.activities.in_order()}
    assert {number: row.pk for number, row in rows.items() if number in kept} == {"1.": kept["1."]}
    assert (rows["1."].result, rows["1."].due_dates, rows["3."].section.title) == (
        "Справка",
        [date(2026, 11, 30)],
        "Семьи",
    )
    assert (roadmap.goal, roadmap.edition, roadmap.status) == ("Поднять качество", 2, "approved")
    assert (roadmap.approved_on, roadmap.approved_by_order) == (APPROVED, "17-о")
    assert not Roadmap.objects.filter(pk=draft.pk).exists()
    assert Activity.objects.get(pk=kept["2."]).excluded_on == AMENDED
    assert days(roadmap, "1.") == [(11, False, False)] * 2
    assert days(roadmap, "2.") == [(5, False, True)]
    assert days(roadmap, "3.") == [(12, False, False)]
    reasons = Checkpoint.objects.exclude(cancel_reason="").values_list("cancel_reason", flat=True)
    assert list(reasons) == ["Изменено приказом № 25-о от 20.11.2026"]
    assert Checkpoint.objects.filter(move_reason__endswith="прежний срок 31.10.2026").count() == 2


def test_what_is_done_stays_done(roadmap, draft):
    first = Checkpoint.objects.filter(activity__number="1.").first()
    services.complete(first, by=roadmap.owner, done_on=date(2026, 10, 20), text="Провели")
    edit(draft, "1.", deadline_text="ноябрь 2026")
    amend(draft)
    assert days(roadmap, "1.") == [(10, True, False), (11, False, False)]


def test_a_row_struck_out_is_shown_with_what_was_done_for_it_and_not_without(roadmap, draft):
    first = Checkpoint.objects.filter(activity__number="1.").first()
    services.complete(first, by=roadmap.owner, done_on=date(2026, 10, 20), text="Провели")
    for row in draft.activities.all():
        services.delete_activity(row, by=draft.owner)
    section = draft.sections.first()
    services.add_activity(section=section, by=draft.owner, text="Новое", deadline_text="май 2027")
    plan = amend(draft)
    sheet = read_sheet(plan, user=plan.owner, today=AMENDED)
    shown = {row["text"]: row["asked"] for section in sheet.sections for row in section["rows"]}
    assert set(shown) == {"Семинар", "Новое"}
    assert shown["Семинар"] == "Исключено приказом 20.11.2026, сделанное учтено"
    assert sheet.activities_count == 1


def test_rows_that_do_not_change_keep_their_points(roadmap, draft):
    """A point that was moved by hand stays where it is when another row changes."""
    point = Checkpoint.objects.get(activity__number="2.")
    services.move(point, by=roadmap.owner, to=date(2027, 6, 15), reason="Каникулы")
    edit(draft, "1.", text="Семинар для завучей")
    amend(draft)
    point.refresh_from_db()
    assert (point.due_on, point.move_reason) == (date(2027, 6, 15), "Каникулы")
    assert days(roadmap, "1.") == [(10, False, False)] * 2


def test_a_new_period_is_for_every_row(roadmap, draft):
    edit(draft, "2.", deadline_text="май")
    services.update_texts(draft, by=draft.owner, version=draft.version, ends_on=date(2028, 8, 31))
    amend(draft)
    assert days(roadmap, "2.") == [(5, False, False), (5, False, False)]
    roadmap.refresh_from_db()
    assert roadmap.ends_on == date(2028, 8, 31)


def test_a_section_goes_with_its_rows(roadmap, draft):
    services.add_section(draft, by=draft.owner, title="Всё вместе")
    for row in draft.activities.in_order():
        services.delete_activity(row, by=draft.owner)
    services.add_activity(section=draft.sections.last(), by=draft.owner, number="1.", text="Одно", deadline_text="май")
    for section in draft.sections.all()[:2]:
        services.delete_section(section, by=draft.owner)
    amend(draft)
    assert [section.title for section in roadmap.sections.all()] == ["Всё вместе"]
    assert roadmap.activities.in_order().count() == 1
    assert roadmap.activities.count() == 3


def test_a_row_brought_back_by_undo_is_still_the_same_row(roadmap, draft):
    row = draft.activities.get(number="2.")
    services.delete_activity(row, by=draft.owner)
    services.undo(draft, by=draft.owner)
    assert not services.changes_of(draft)


def test_each_text_that_was_in_force_stays_readable(roadmap, draft):
    edit(draft, "2.", text="Обзор практик")
    amend(draft)
    roadmap.refresh_from_db()
    now, before = Edition.objects.all()
    assert [(one.number, one.order_number, one.in_force_from) for one in (before, now)] == [
        (1, "17-о", APPROVED),
        (2, "25-о", AMENDED),
    ]
    assert [one.text["sections"][0]["activities"][1]["text"] for one in (before, now)] == ["Обзор", "Обзор практик"]
    assert [fingerprint(one.text) == one.sha256 for one in (before, now)] == [True, True]
    assert (roadmap.approved_text, roadmap.approved_sha256) == (now.text, now.sha256)
    assert now.changes["rows"][0]["names"] == ["text"]


def test_the_analysis_of_a_school_is_frozen_and_amended(town):
    plan = RoadmapFactory(municipality=town, school=SchoolFactory(municipality=town), strengths=["Команда"])
    ActivityFactory(section=SectionFactory(roadmap=plan))
    services.submit(plan, by=plan.owner)
    plan = services.approve(plan, by=plan.owner, order_number="17-о", on=APPROVED)
    assert plan.approved_text["strengths"] == ["Команда"]
    draft = services.begin_amendment(plan, by=plan.owner)
    assert draft.strengths == ["Команда"]
    draft = services.update_texts(draft, by=plan.owner, version=draft.version, risks=["Отток учеников"])
    assert [change.name for change in services.changes_of(draft).head] == ["risks"]
    plan = amend(draft)
    plan.refresh_from_db()
    assert (plan.strengths, plan.risks) == (["Команда"], ["Отток учеников"])
    assert plan.approved_text["risks"] == ["Отток учеников"]
    assert services.copy_to_next_year(plan, by=plan.owner).risks == ["Отток учеников"]


def test_what_was_said_of_the_draft_goes_into_the_history(roadmap, draft):
    head = UserFactory(municipality=roadmap.municipality, role="head")
    edit(draft, "2.", text="Обзор практик")
    services.submit(draft, by=draft.owner)
    services.return_to_draft(draft, by=head, comment="Поясните")
    amend(draft)
    assert [(one.action, one.text) for one in roadmap.remarks.order_by("pk")][2:] == [
        ("Изменения: Отправлена на согласование", ""),
        ("Изменения: Возвращена на доработку", "Поясните"),
        ("Изменения: Отправлена на согласование", ""),
        ("Изменена приказом № 25-о от 20.11.2026", ""),
    ]


def test_twice_back_and_forth(roadmap):
    """Out and back again: the points that the first order has cancelled come back, none is made twice."""
    draft = services.begin_amendment(roadmap, by=roadmap.owner)
    edit(draft, "1.", deadline_text="по отдельному графику")
    amend(draft)
    assert days(roadmap, "1.") == [(10, False, True)] * 2
    roadmap.refresh_from_db()
    draft = services.begin_amendment(roadmap, by=roadmap.owner)
    edit(draft, "1.", deadline_text="октябрь 2026")
    amend(draft, "26-о")
    assert days(roadmap, "1.") == [(10, False, False)] * 2


def test_an_amendment_takes_the_same_statements_for_any_number_of_rows(town, django_assert_max_num_queries):
    for number in (2, 30):
        section = SectionFactory(roadmap=RoadmapFactory(municipality=town))
        ActivityFactory.create_batch(number, section=section)
        plan = section.roadmap
        services.submit(plan, by=plan.owner)
        services.approve(plan, by=plan.owner, order_number="1", on=APPROVED)
        draft = services.begin_amendment(plan, by=plan.owner)
        draft.activities.update(text="Иначе", deadline_text="ноябрь 2026")
        services.submit(draft, by=plan.owner)
        with django_assert_max_num_queries(60):
            services.amend(draft, by=plan.owner, order_number="2", on=AMENDED)


def test_a_row_that_an_order_added_counts_from_that_order_on(roadmap, draft):
    """Monthly work that came in November has no September, also after the next order has changed it."""
    services.add_activity(
        section=draft.sections.first(), by=draft.owner, number="3.", text="Обход", deadline_text="ежемесячно"
    )
    amend(draft)
    before = days(roadmap, "3.")
    assert before[0][0] == AMENDED.month
    assert Activity.objects.get(number="3.", roadmap=roadmap).added_on == AMENDED
    second = services.begin_amendment(roadmap, by=roadmap.owner)
    edit(second, "3.", responsible_text="Тихонова О. В.")
    services.submit(second, by=roadmap.owner)
    services.amend(second, by=roadmap.owner, order_number="31-о", on=date(2026, 12, 10))
    assert days(roadmap, "3.") == before


def test_what_an_order_has_cancelled_is_a_fact_of_its_own(roadmap, draft):
    edit(draft, "2.", deadline_text="июнь 2027")
    services.delete_activity(draft.activities.get(number="1."), by=draft.owner)
    own = Checkpoint.objects.get(activity__number="2.")
    services.cancel(own, by=roadmap.owner, reason="Изменено приказом, как все думают")
    amend(draft)
    cancelled = Checkpoint.objects.exclude(cancelled_on=None)
    assert set(cancelled.values_list("activity__number", "is_cancelled_by_order")) == {("1.", True), ("2.", False)}


def test_only_what_is_cancelled_is_cancelled_by_an_order(roadmap):
    with pytest.raises(IntegrityError), transaction.atomic():
        Checkpoint.objects.update(is_cancelled_by_order=True)


def test_a_row_struck_out_is_not_opened_again(roadmap, draft):
    first = Checkpoint.objects.filter(activity__number="1.").first()
    services.complete(first, by=roadmap.owner, done_on=date(2026, 10, 20), text="Провели")
    proof = services.attach(first, paper(), by=roadmap.owner).proofs.get()
    reviewer = UserFactory(municipality=roadmap.municipality, role=Role.SPECIALIST)
    assert list(Proof.objects.reviewable_by(reviewer, AMENDED)) == [proof]
    services.delete_activity(draft.activities.get(number="1."), by=draft.owner)
    amend(draft)
    for point in Checkpoint.objects.filter(activity__number="1."):
        assert not may.can_reopen(reviewer, point)
        assert not may.can_attach(reviewer, point)
        with pytest.raises(services.NotPossible, match="исключено приказом"):
            services.reopen(point, by=roadmap.owner)
    proof = Proof.objects.get()
    assert not may.can_review_proof(reviewer, proof)
    assert not Proof.objects.reviewable_by(reviewer, AMENDED).exists()
    assert Checkpoint.objects.filter(activity__number="1.").done().count() == 1


def paper():
    return SimpleUploadedFile("Справка.pdf", b"%PDF-1.7 \n", content_type="application/pdf")

"""The way of an order: what each verb does, what it refuses, and that nothing is half done."""

import threading
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from config.models import Job
from reports import permissions, services
from reports.builders.order import OrderContent, build
from reports.models import Acquaintance, Order, OrderRegister
from roadmaps.models import Checkpoint, Roadmap
from roadmaps.services import Conflict, NotPossible
from schools.roles import Role
from tests.reports.factories import ActivityFactory, OrderFactory, RoadmapFactory, head_of
from tests.schools.factories import MunicipalityFactory, SchoolFactory, SupportStatusFactory, UserFactory

DAY = date(2026, 9, 25)


def submitted(order=None, **facts):
    order = order or OrderFactory(**facts)
    return services.submit(order, by=order.executor)


@pytest.mark.django_db
def test_a_roadmap_has_one_order_that_approves_it():
    roadmap = ActivityFactory().roadmap
    first = services.draft_for_roadmap(roadmap, by=roadmap.owner)
    assert services.draft_for_roadmap(roadmap, by=UserFactory(municipality=roadmap.municipality)) == first
    assert first.heading == "Об утверждении дорожной карты помощи школам Речного округа"
    assert first.clauses[0] == "Утвердить дорожную карту помощи школам Речного округа (приложение)."
    assert (first.status, first.executor, first.roadmap) == ("draft", roadmap.owner, roadmap)


@pytest.mark.django_db
def test_a_schools_roadmap_names_the_school():
    school = SchoolFactory()
    roadmap = RoadmapFactory(school=school, municipality=school.municipality)
    assert school.short_name in services.draft_for_roadmap(roadmap, by=roadmap.owner).clauses[0]


@pytest.mark.django_db
def test_saving_a_draft_counts_versions_and_refuses_the_slower_editor():
    order = OrderFactory()
    services.update(order, by=order.executor, version=1, heading="О семинаре", clauses=["Первый."])
    with pytest.raises(Conflict) as caught:
        services.update(order, by=order.executor, version=1, heading="О совещании")
    assert (caught.value.mine, caught.value.theirs, caught.value.version) == (
        {"heading": "О совещании"},
        {"heading": "О семинаре"},
        2,
    )
    order.refresh_from_db()
    assert (order.heading, order.version) == ("О семинаре", 2)


@pytest.mark.django_db
def test_an_order_goes_back_with_a_comment_that_is_kept():
    order = submitted()
    boss = head_of(order.municipality)
    services.return_to_draft(order, by=boss, comment="Уточните пункт 2")
    services.submit(order, by=order.executor)
    said = [(remark.action, remark.text) for remark in order.remarks.all()]
    assert said == [
        ("Отправлен на подпись", ""),
        ("Возвращён на доработку", "Уточните пункт 2"),
        ("Отправлен на подпись", ""),
    ]


@pytest.mark.django_db
def test_steps_out_of_turn_are_refused():
    draft = OrderFactory()
    by = draft.executor
    for step in (
        lambda: services.sign(draft, by=by, on=DAY),
        lambda: services.return_to_draft(draft, by=by, comment="нет"),
    ):
        with pytest.raises(NotPossible):
            step()
    waiting = submitted()
    with pytest.raises(NotPossible):
        services.submit(waiting, by=by)
    with pytest.raises(NotPossible):
        services.update(waiting, by=by, version=1, heading="О другом")


@pytest.mark.django_db
def test_an_order_waits_for_its_roadmap():
    roadmap = ActivityFactory(section__roadmap__status=Roadmap.Status.DRAFT).roadmap
    order = services.draft_for_roadmap(roadmap, by=roadmap.owner)
    with pytest.raises(NotPossible, match="дорожную карту"):
        services.submit(order, by=roadmap.owner)


@pytest.mark.django_db
def test_signing_gives_the_number_freezes_and_carries_out():
    roadmap = ActivityFactory(deadline_text="до 15 декабря 2026 г.").roadmap
    here = {"municipality": roadmap.municipality}
    school = SupportStatusFactory(school=SchoolFactory(**here)).school
    director = UserFactory(**here, role=Role.DIRECTOR, school=school)
    boss = head_of(roadmap.municipality)
    order = submitted(services.draft_for_roadmap(roadmap, by=roadmap.owner))

    signed = services.sign(order, by=boss, on=DAY)

    signed.refresh_from_db()
    roadmap.refresh_from_db()
    assert (signed.status, signed.number, signed.year, signed.signed_on) == ("signed", "1-о", 2026, DAY)
    assert (signed.signer_position, signed.signer_name) == ("Начальник Управления образования", "М.А.\u00a0Северова")
    content = OrderContent.from_dict(signed.content)
    assert (content.number, content.date, content.appendices[0].number) == ("1-о", "25.09.2026", "1-о")
    assert (roadmap.status, roadmap.approved_by_order, roadmap.approved_on) == ("approved", "1-о", DAY)
    assert Checkpoint.objects.filter(activity__roadmap=roadmap).exists()
    assert [line.user for line in signed.acquaintances.all()] == [director]
    assert Job.objects.get(kind="reports.order_files").subject == f"order:{signed.pk}"
    assert str(signed) == "№ 1-о от 25.09.2026"


@pytest.mark.django_db
def test_what_was_signed_does_not_follow_later_changes():
    order = submitted()
    signed = services.sign(order, by=head_of(order.municipality), on=DAY)
    Order.objects.filter(pk=signed.pk).update(heading="О другом")
    signed.refresh_from_db()
    assert OrderContent.from_dict(signed.content).heading == "О проведении окружного семинара"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [{"number": "2-о"}, {"content": {}}, {"signed_on": date(2026, 9, 26)}, {"status": "draft"}]
)
def test_the_database_refuses_to_change_a_signature(change):
    order = submitted()
    signed = services.sign(order, by=head_of(order.municipality), on=DAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Order.objects.filter(pk=signed.pk).update(**change)


@pytest.mark.django_db
def test_a_signing_that_fails_gives_its_number_back():
    roadmap = ActivityFactory().roadmap
    order = submitted(services.draft_for_roadmap(roadmap, by=roadmap.owner))
    Roadmap.objects.filter(pk=roadmap.pk).update(status=Roadmap.Status.DRAFT)
    with pytest.raises(NotPossible):
        services.sign(order, by=roadmap.owner, on=DAY)
    order.refresh_from_db()
    assert (order.status, order.number, order.content) == ("submitted", "", None)
    assert not OrderRegister.objects.filter(last_sequence__gt=0).exists()
    assert not Acquaintance.objects.exists()


@pytest.mark.django_db
def test_numbers_follow_the_pattern_by_year_and_municipality():
    town = MunicipalityFactory(order_number_pattern="148-{n}/О")
    boss = head_of(town)
    days = [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 11)]
    numbers = [services.sign(submitted(municipality=town), by=boss, on=day).number for day in days]
    assert numbers == ["148-1/О", "148-2/О", "148-1/О"]
    elsewhere = submitted()
    assert services.sign(elsewhere, by=elsewhere.executor, on=days[0]).number == "1-о"


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_at_once_get_two_numbers():
    town = MunicipalityFactory()
    boss = head_of(town)
    orders = [submitted(municipality=town) for _ in range(6)]
    together = threading.Barrier(len(orders))
    failures = []

    def sign(order):
        try:
            together.wait()
            services.sign(order, by=boss, on=DAY)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=sign, args=[order]) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(Order.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db(transaction=True)
def test_the_same_order_signed_twice_at_once_is_signed_once():
    order = submitted()
    boss = head_of(order.municipality)
    together = threading.Barrier(2)
    refused = []

    def sign():
        try:
            together.wait()
            services.sign(order, by=boss, on=DAY)
        except NotPossible as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=sign) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert OrderRegister.objects.get().last_sequence == 1


@pytest.mark.django_db
def test_the_first_reading_counts(time_machine):
    order = submitted()
    here = {"municipality": order.municipality}
    school = SupportStatusFactory(school=SchoolFactory(**here)).school
    director = UserFactory(**here, role=Role.DIRECTOR, school=school)
    signed = services.sign(order, by=head_of(order.municipality), on=DAY)
    time_machine.move_to("2026-09-26T10:00:00+03:00", tick=False)
    services.acknowledge(signed, by=director)
    time_machine.move_to("2026-09-28T10:00:00+03:00", tick=False)
    services.acknowledge(signed, by=director)
    assert signed.acquaintances.get().acknowledged_at.day == 26


@pytest.mark.django_db
def test_the_preview_equals_what_is_signed_but_for_date_and_number():
    order = submitted()
    boss = head_of(order.municipality)
    preview = build(order, as_of=DAY).as_dict()
    signed = services.sign(order, by=boss, on=DAY).content
    assert {key for key in preview if preview[key] != signed[key]} == {"date", "number"}


@pytest.mark.django_db
def test_a_draft_is_deleted_and_another_can_be_drafted():
    roadmap = ActivityFactory().roadmap
    order = services.draft_for_roadmap(roadmap, by=roadmap.owner)
    services.delete_draft(order, by=roadmap.owner)
    assert not Order.objects.exists()
    assert services.draft_for_roadmap(roadmap, by=roadmap.owner).status == "draft"


@pytest.mark.django_db
def test_what_waits_for_the_signature_or_is_signed_is_not_deleted():
    order = submitted()
    with pytest.raises(NotPossible, match="только черновик"):
        services.delete_draft(order, by=order.executor)
    services.sign(order, by=head_of(order.municipality), on=DAY)
    with pytest.raises(NotPossible, match="только черновик"):
        services.delete_draft(order, by=order.executor)


@pytest.mark.django_db
def test_whoever_drafted_an_order_may_delete_it_and_the_head():
    order = OrderFactory()
    here = {"municipality": order.municipality}
    assert permissions.can_delete(order.executor, order)
    assert permissions.can_delete(head_of(order.municipality), order)
    assert not permissions.can_delete(UserFactory(**here, role=Role.SPECIALIST), order)
    assert not permissions.can_delete(order.executor, submitted(order))

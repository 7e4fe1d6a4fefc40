"""Pages of orders: what they show and what their buttons do. Who may open which is in tests/test_access.py."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from config import files, jobs
from config.models import Job
from reports import services
from reports.forms import to_clauses, to_lines
from reports.models import Order
from schools.roles import Role
from tests.reports.factories import ActivityFactory, OrderFactory, head_of
from tests.schools.factories import PASSWORD, SchoolFactory, SupportStatusFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 25)
# Two of each are the savepoint that stands for the request's transaction.
STATEMENTS_OF_REGISTER = 6
STATEMENTS_OF_ORDER = 14


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(f"{DAY}T12:00:00+03:00", tick=False)


@pytest.fixture
def order():
    return OrderFactory()


@pytest.fixture
def specialist(order, client):
    client.force_login(order.executor)
    return order.executor


@pytest.fixture
def boss(order):
    person = head_of(order.municipality)
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def url(name, thing):
    return reverse(f"reports:{name}", args=[thing.pk])


def typed(order, **changes):
    return {
        "heading": order.heading,
        "preamble": order.preamble,
        "clauses": to_lines(order.clauses),
        "control_clause": order.control_clause,
        "executor": order.executor_id,
        "version": order.version,
        **changes,
    }


def signed(order, boss):
    services.submit(order, by=order.executor)
    return services.sign(order, by=boss, on=DAY)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Один\nДва", ["Один", "Два"]),
        ("Один\n- раз\n — два\n\tтри\n  четыре", ["Один", "\tраз", "\tдва", "\tтри", "\tчетыре"]),
        ("\n\nОдин  \r\n\r\nДва", ["Один", "Два"]),
        ("Один\n-5 градусов", ["Один", "-5 градусов"]),
    ],
)
def test_clauses_are_typed_one_on_a_line(text, clauses):
    assert to_clauses(text) == clauses
    assert to_clauses(to_lines(clauses)) == clauses


def test_a_free_order_is_written_and_shown_as_it_prints(order, specialist, client):
    answer = client.post(reverse("reports:create_order"), typed(order, heading="О новом семинаре"))
    made = Order.objects.get(heading="О новом семинаре")
    assert answer.headers["Location"] == url("order", made)
    assert (made.executor, made.status, made.clauses) == (specialist, "draft", order.clauses)
    page = client.get(url("order", made)).content.decode()
    assert "ПРИКАЗЫВАЮ:" in page
    assert "2.1. направить участников;" in page
    assert "Отправить на подпись" in page


def test_a_form_with_errors_says_what_is_wrong(order, specialist, client):
    page = client.post(
        reverse("reports:create_order"), typed(order, heading="", clauses="- сразу подпункт")
    ).content.decode()
    assert "Обязательное поле" in page
    assert "уберите тире" in page


def test_an_executor_of_another_municipality_is_no_choice(order, specialist, client):
    answer = client.post(url("edit_order", order), typed(order, executor=UserFactory().pk))
    assert answer.status_code == 200
    assert "executor" in answer.context["form"].errors


def test_two_editors_lose_nothing(order, specialist, client):
    client.post(url("edit_order", order), typed(order, heading="О семинаре"))
    answer = client.post(url("edit_order", order), typed(order, heading="О совещании"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "О семинаре" in page
    assert "О совещании" in page
    again = client.post(url("edit_order", order), typed(order, heading="О совещании", version=2))
    order.refresh_from_db()
    assert (again.status_code, order.heading) == (302, "О совещании")


def test_the_second_save_of_the_conflict_page_carries_the_new_version(order, specialist, client):
    client.post(url("edit_order", order), typed(order))
    page = client.post(url("edit_order", order), typed(order)).content.decode()
    assert 'name="version" value="2"' in page


def test_the_page_warns_before_the_signature(order, specialist, client):
    type(order.executor).objects.filter(pk=order.executor_id).update(phone="")
    assert "не указан телефон" in client.get(url("order", order)).content.decode()


def test_a_roadmap_gets_its_order(client):
    roadmap = ActivityFactory().roadmap
    client.force_login(roadmap.owner)
    first = client.post(url("draft_order", roadmap))
    assert first.headers["Location"] == url("order", roadmap.orders.get())
    assert client.post(url("draft_order", roadmap)).headers["Location"] == first.headers["Location"]


def test_from_draft_to_reader(order, specialist, boss, client):
    here = {"municipality": order.municipality}
    school = SupportStatusFactory(school=SchoolFactory(**here)).school
    director = UserFactory(**here, role=Role.DIRECTOR, school=school)
    client.post(url("submit_order", order))
    client.force_login(boss)
    client.post(url("return_order", order), {"comment": "Добавьте срок"})
    client.force_login(specialist)
    assert "Добавьте срок" in client.get(url("order", order)).content.decode()
    client.post(url("submit_order", order))
    client.force_login(boss)
    client.post(url("sign_order", order), {"password": PASSWORD})
    order.refresh_from_db()
    assert (order.status, order.number) == ("signed", "1-о")
    client.force_login(director)
    waiting = f"{reverse('reports:orders')}?reading=waiting"
    assert "Ждёт вашего ознакомления" in client.get(waiting).content.decode()
    assert "Подтвердить ознакомление" in client.get(url("order", order)).content.decode()
    client.post(url("acknowledge", order))
    assert "Вы ознакомились" in client.get(url("order", order)).content.decode()
    assert client.get(waiting).context["table"].page.paginator.count == 0
    assert client.get(f"{reverse('reports:orders')}?reading=x").status_code == 404
    assert order.acquaintances.get().acknowledged_at
    assert client.post(url("acknowledge", order)).status_code == 403


def test_a_return_without_a_word_is_not_a_return(order, boss, client):
    services.submit(order, by=order.executor)
    client.force_login(boss)
    assert client.post(url("return_order", order), {"comment": " "}).status_code == 200
    order.refresh_from_db()
    assert order.status == "submitted"


def test_a_wrong_password_signs_nothing(order, boss, client):
    services.submit(order, by=order.executor)
    client.force_login(boss)
    page = client.post(url("sign_order", order), {"password": "не тот пароль"}).content.decode()
    order.refresh_from_db()
    assert "Пароль не подошёл" in page
    assert order.status == "submitted"


def test_another_persons_password_is_wrong(order, boss, client):
    services.submit(order, by=order.executor)
    UserFactory(municipality=order.municipality, password="совсем-другой-пароль")
    client.force_login(boss)
    client.post(url("sign_order", order), {"password": "совсем-другой-пароль", "email": "x", "username": "y"})
    order.refresh_from_db()
    assert order.status == "submitted"


def test_guessing_the_password_locks_the_account_out(order, boss, client):
    services.submit(order, by=order.executor)
    client.force_login(boss)
    answers = [client.post(url("sign_order", order), {"password": f"проба-{number}"}) for number in range(8)]
    assert answers[-1].status_code == 429
    assert client.post(url("sign_order", order), {"password": PASSWORD}).status_code == 429
    order.refresh_from_db()
    assert order.status == "submitted"


def test_a_refusal_of_the_roadmap_is_told_on_the_page(boss, client, order):
    roadmap = ActivityFactory(section__roadmap__municipality=order.municipality).roadmap
    drafted = services.draft_for_roadmap(roadmap, by=order.executor)
    services.submit(drafted, by=order.executor)
    type(roadmap).objects.filter(pk=roadmap.pk).update(status="draft")
    client.force_login(boss)
    page = client.post(url("sign_order", drafted), {"password": PASSWORD}).content.decode()
    assert "отправлена на согласование" in page


def test_files_come_while_one_looks(order, boss, client):
    row = signed(order, boss)
    client.force_login(boss)
    waiting = client.get(url("order", row)).content.decode()
    assert "Файлы готовятся" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    jobs.run(Job.objects.get().pk)
    piece = client.get(url("order", row), headers={"HX-Request": "true"}).content.decode()
    assert "Скачать PDF" in piece
    assert "hx-trigger" not in piece
    assert "<html" not in piece


def test_files_that_failed_are_asked_for_again(order, boss, client):
    row = signed(order, boss)
    Job.objects.update(status="failed")
    client.force_login(boss)
    assert "Сделать файлы" in client.get(url("order", row)).content.decode()
    client.post(url("make_order_files", row))
    assert Job.objects.unfinished().count() == 1


def test_files_go_out_under_the_orders_name(order, boss, client):
    type(order.municipality).objects.update(order_number_pattern="148-{n}/О")
    row = signed(order, boss)
    client.force_login(boss)
    assert client.get(url("order_pdf", row)).status_code == 404
    jobs.run(Job.objects.get().pk)
    answer = client.get(url("order_pdf", row))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "%E2%84%96%20148-1-%D0%9E%20%D0%BE%D1%82%2025.09.2026.pdf" in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store, private")
    assert b"".join(client.get(url("order_docx", row)).streaming_content).startswith(b"PK")


def test_the_check_page_is_public_and_says_no_more_than_it_should(order, boss, client):
    row = signed(order, boss)
    address = reverse("reports:check_order", args=[row.check_key])
    assert "Сравнить" not in client.get(address).content.decode()
    jobs.run(Job.objects.get().pk)
    row.refresh_from_db()
    page = client.get(address).content.decode()
    for told in (row.number, row.heading, row.municipality.department, row.pdf.sha256):
        assert told in page
    for kept in (row.preamble, row.executor.last_name, row.signer_name, row.clauses[0]):
        assert kept not in page


def test_a_pdf_is_compared_with_the_signed_one(order, boss, client):
    row = signed(order, boss)
    jobs.run(Job.objects.get().pk)
    row.refresh_from_db()
    address = reverse("reports:check_order", args=[row.check_key])
    with files.open_file(row.pdf) as stored:
        content = stored.read()
    same = client.post(address, {"file": SimpleUploadedFile("a.pdf", content)}).content.decode()
    other = client.post(address, {"file": SimpleUploadedFile("a.pdf", content + b" ")}).content.decode()
    nothing = client.post(address).content.decode()
    assert "совпадает с подписанным" in same
    assert "отличается от подписанного" in other
    assert "Обязательное поле" in nothing


def test_a_draft_cannot_be_checked(order, client):
    assert client.get(reverse("reports:check_order", args=[order.check_key])).status_code == 404


def test_schools_see_signed_orders_but_not_those_about_other_schools(order, boss, client):
    here = {"municipality": order.municipality}
    mine, other = SchoolFactory(**here), SchoolFactory(**here)
    about = [
        ActivityFactory(section__roadmap__school=school, section__roadmap__municipality=order.municipality)
        for school in (mine, other)
    ]
    drafted = [services.draft_for_roadmap(activity.roadmap, by=order.executor) for activity in about]
    for one in drafted:
        signed(one, boss)
    director = UserFactory(**here, role=Role.DIRECTOR, school=mine)
    assert set(Order.objects.visible_to(director)) == {drafted[0]}
    signed(order, boss)
    assert set(Order.objects.visible_to(director)) == {drafted[0], order}
    observer = UserFactory(**here, role=Role.OBSERVER, observes_until=date(2026, 9, 24))
    assert not Order.objects.visible_to(observer).exists()


def test_the_register_is_filtered_sorted_and_exported(order, specialist, boss, client):
    row = signed(OrderFactory(municipality=order.municipality, heading="Об итогах года", executor=specialist), boss)
    register = reverse("reports:orders")
    for query in ("status=signed", "search=итогах", "search=1-о", "year=2026", "status=signed&sort=-number"):
        page = client.get(f"{register}?{query}").content.decode()
        assert row.heading in page
        assert order.heading not in page
    assert order.heading in client.get(f"{register}?kind=free").content.decode()
    answer = client.get(f"{register}?export=xlsx&status=signed")
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.iter_rows(values_only=True))
    assert [line[2] for line in rows] == ["Заголовок", "Об итогах года"]


@pytest.mark.parametrize(
    "query", ["page=1e20", "page=0", "sort=password", "status=x", "kind=%F0", "year=0", "export=csv", "search=%00"]
)
def test_nonsense_in_the_address_is_not_found(query, order, specialist, client):
    assert client.get(f"{reverse('reports:orders')}?{query}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_register_costs_the_same_for_any_number_of_rows(rows, order, specialist, client, django_assert_num_queries):
    OrderFactory.create_batch(rows, municipality=order.municipality)
    client.get("/help/")
    with django_assert_num_queries(STATEMENTS_OF_REGISTER):
        client.get(reverse("reports:orders"))


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_an_order_costs_the_same_for_any_number_of_rows(rows, client, django_assert_num_queries):
    section = ActivityFactory().section
    ActivityFactory.create_batch(rows, section=section)
    client.force_login(section.roadmap.owner)
    drafted = services.draft_for_roadmap(section.roadmap, by=section.roadmap.owner)
    with django_assert_num_queries(STATEMENTS_OF_ORDER):
        client.get(url("order", drafted))


def test_the_first_page_of_the_head_names_what_waits_for_the_signature(client, order, boss):
    OrderFactory(municipality=order.municipality, heading="О слёте наставников", status=Order.Status.SUBMITTED)
    OrderFactory(heading="О приказе соседей", status=Order.Status.SUBMITTED)
    client.force_login(boss)
    shown = client.get("/").text
    assert "приказ ждёт вашей подписи" in shown
    assert "О слёте наставников" in shown
    assert "О приказе соседей" not in shown
    assert order.heading not in shown, "a draft does not wait yet"
    client.force_login(order.executor)
    assert "вашей подписи" not in client.get("/").text

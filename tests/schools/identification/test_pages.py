"""The pages of identification: what they show, how many statements they cost, what they refuse."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from schools import services
from schools.identification.wording import NBSP
from schools.models import (
    FederalList,
    IdentificationMethod,
    IdentificationRun,
    MethodVersion,
    RunSchool,
    School,
    SocialPassport,
)
from schools.roles import Role
from schools.services.equipping import equip
from tests.schools.factories import MunicipalityFactory, SchoolFactory, SupportStatusFactory, UserFactory
from tests.schools.identification.test_runs import EASY, HARD, YEAR, run_of, school

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 12


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21T12:00:00+03:00", tick=False)


@pytest.fixture
def specialist(client):
    user = UserFactory(municipality=MunicipalityFactory())
    IdentificationMethod.objects.filter(municipality=user.municipality).exists() or equip(user.municipality)
    client.force_login(user)
    return user


@pytest.fixture
def draft(specialist) -> MethodVersion:
    return services.next_draft(IdentificationMethod.objects.get(code="points"), by=specialist)


def address(name: str, *args) -> str:
    return reverse(f"schools:{name}", args=args)


def test_a_run_costs_the_same_for_any_number_of_schools(client, specialist, django_assert_max_num_queries):
    asked = set()
    for more in (1, 2, 27):
        for row in SchoolFactory.create_batch(more, municipality=specialist.municipality):
            SupportStatusFactory(school=row)
        run = run_of(specialist)
        with django_assert_max_num_queries(MOST_STATEMENTS) as queries:
            assert client.get(address("run", run.pk)).status_code == 200
        asked.add(len(queries))
    assert len(asked) == 1


def test_registers_cost_the_same_for_any_number_of_rows(client, specialist, django_assert_max_num_queries):
    asked = {"runs": set(), "methods": set()}
    method = IdentificationMethod.objects.get(code="points")
    for _ in range(3):
        SchoolFactory(municipality=specialist.municipality)
        run_of(specialist)
        services.put_in_force(
            services.next_draft(method, by=specialist), by=specialist, on=specialist.municipality.created_at.date()
        )
        for name, counts in asked.items():
            with django_assert_max_num_queries(MOST_STATEMENTS) as queries:
                assert client.get(address(name)).status_code == 200
            counts.add(len(queries))
    assert {name: len(counts) for name, counts in asked.items()} == {"runs": 1, "methods": 1}


def test_a_run_is_started_shown_and_taken_out_as_a_workbook(client, specialist):
    school(specialist, "МБОУ ООШ № 76", HARD)
    version = MethodVersion.objects.get(method__code="points")
    response = client.post(address("start_run"), {"year": YEAR, "version": version.pk}, follow=True)
    page = response.content.decode().replace(NBSP, " ")
    sentence = "65 баллов из 65 при пороге 45; больше всего дали"
    assert sentence in page
    book = load_workbook(BytesIO(b"".join(client.get(response.request["PATH_INFO"] + "?export=xlsx"))))
    rows = list(book.active.values)
    assert rows[0][:6] == ("№", "Школа", "Список", "Почему", "Баллы", "Признаков")
    assert rows[1][3].replace(NBSP, " ").startswith(f"МБОУ ООШ № 76: {sentence}")
    assert rows[1][4] == 65


@pytest.mark.parametrize("sent", [{}, {"year": 1990}, {"year": "я"}, {"year": YEAR, "version": "x"}])
def test_a_start_with_nonsense_says_so(client, specialist, sent):
    response = client.post(address("start_run"), sent, follow=True)
    assert response.status_code == 200
    assert response.context["messages"]
    assert not IdentificationRun.objects.exists()


def test_a_decision_that_differs_asks_for_a_reason_and_keeps_what_was_chosen(client, specialist):
    school(specialist, "A", HARD)
    row = run_of(specialist).schools.get()
    response = client.post(address("decide", row.pk), {"verdict": "risk", "reason": ""})
    assert "напишите почему" in response.content.decode()
    assert response.context["form"]["verdict"].value() == "risk"
    client.post(address("decide", row.pk), {"verdict": "risk", "reason": "Новый директор"})
    assert RunSchool.objects.get().verdict == "risk"
    client.post(address("take_back", row.pk), {"edits_count": RunSchool.objects.get().edits_count})
    assert RunSchool.objects.get().verdict == "adverse"


def test_a_decision_made_meanwhile_is_shown_and_the_own_one_stays_in_the_form(client, specialist):
    school(specialist, "A", HARD)
    row = run_of(specialist).schools.get()
    other = UserFactory(municipality=specialist.municipality)
    seen = client.get(address("decide", row.pk)).context["form"]["edits_count"].value()
    services.decide_otherwise(row, by=other, verdict="risk", reason="Новый директор")
    sent = {"verdict": "none", "reason": "Закрывается", "edits_count": seen}
    response = client.post(address("decide", row.pk), sent)
    assert "уже решено: «Группа риска» – Новый директор" in response.content.decode()
    assert response.context["form"]["reason"].value() == "Закрывается"
    again = response.context["form"]["edits_count"].value()
    client.post(address("decide", row.pk), sent | {"edits_count": again})
    assert RunSchool.objects.get().verdict == "none"


def test_a_run_says_which_other_one_stands_in_its_way(client, specialist):
    school(specialist, "A", HARD)
    first = services.confirm_run(run_of(specialist), by=specialist)
    school(specialist, "B", EASY)
    second = run_of(specialist)
    page = client.get(address("run", second.pk)).content.decode()
    assert f'<a href="{address("run", first.pk)}">другое отнесение</a>' in page
    assert address("confirm_run", second.pk) not in page
    response = client.post(address("confirm_run", second.pk), follow=True)
    assert "Сначала верните его на проверку" in response.content.decode()
    services.fix_list(first, order_number="12-о", on=specialist.municipality.created_at.date())
    assert "Подтвердить взамен утверждённого" in client.get(address("run", second.pk)).content.decode()
    response = client.post(address("confirm_run", second.pk), {"instead_of": first.pk}, follow=True)
    assert "Взамен" in response.content.decode()
    assert "отнесение взамен" in client.get(address("run", first.pk)).content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"verdict": "risk", "reason": "Новый директор"}, "Решение сохранено."),
        (
            {"verdict": "none", "reason": ""},
            "Действует то, что вышло по методике: решение без причины не записывается.",
        ),
    ],
)
def test_a_person_is_told_whether_a_decision_was_written(client, specialist, sent, said):
    school(specialist, "A")  # of which nothing is known
    row = run_of(specialist).schools.get()
    assert row.lacks_data
    response = client.post(address("decide", row.pk), sent | {"edits_count": 0}, follow=True)
    assert [str(message) for message in response.context["messages"]] == [said]
    assert response.context["lacking"] == (0 if sent["reason"] else 1)


def test_a_decision_of_a_confirmed_run_is_shown_and_not_asked(client, specialist):
    school(specialist, "A", HARD)
    run = run_of(specialist)
    services.confirm_run(run, by=specialist)
    page = client.get(address("decide", run.schools.get().pk)).content.decode()
    assert "Решения меняют, пока отнесение проверяется" in page
    assert "Сохранить решение" not in page


def test_a_decision_is_only_of_the_lists_that_the_method_decides(client, specialist):
    school(specialist, "A", HARD)
    row = run_of(specialist).schools.get()
    for foreign in ("low", "both"):
        response = client.post(address("decide", row.pk), {"verdict": foreign, "reason": "Так решили"})
        assert "verdict" in response.context["form"].errors
    assert RunSchool.objects.get().decided == ""


def test_copies_get_names_that_are_free(client, specialist):
    method = IdentificationMethod.objects.get(municipality=specialist.municipality, code="points")
    for gone in (True, False, False, False):
        client.post(address("copy_method", method.pk))
        copied = MethodVersion.objects.latest("pk")
        client.post(
            address("move_criterion", copied.pk, copied.rules.criteria[0].key), {"step": "down", "edits_count": 0}
        )
        if gone:
            client.post(address("discard_version", copied.pk))
    names = IdentificationMethod.objects.filter(name__startswith=f"{method.name} (копия)").values_list(
        "name", flat=True
    )
    assert sorted(names) == [f"{method.name} (копия){number}" for number in ("", " 2", " 3")]
    IdentificationMethod.objects.get(name__endswith="(копия)").versions.all().delete()
    IdentificationMethod.objects.get(name__endswith="(копия)").delete()
    for _ in range(2):
        assert client.post(address("copy_method", method.pk)).status_code == 302


def test_a_criterion_is_added_changed_moved_and_removed(client, draft):
    sent = {
        "edits_count": 0, "title": "Неполные семьи", "counts_for": "adverse", "question": "single_parent_percent",
        "bands": "от 15 – 5\n25,5: 10", "points": "0",
    }  # fmt: skip
    client.post(address("add_criterion", draft.pk, "bands"), sent)
    draft.refresh_from_db()
    added = draft.rules.criteria[-1]
    assert added.given == {"question": "single_parent_percent", "bands": [[15, 5], [25.5, 10]]}
    client.post(address("edit_criterion", draft.pk, added.key), sent | {"edits_count": 1, "title": "Семьи"})
    client.post(address("move_criterion", draft.pk, added.key), {"step": "up", "edits_count": 2})
    draft.refresh_from_db()
    assert draft.rules.criteria[-2].title == "Семьи"
    client.post(address("remove_criterion", draft.pk, added.key), {"edits_count": 3})
    draft.refresh_from_db()
    assert added.key not in {one.key for one in draft.rules.criteria}


@pytest.mark.parametrize(
    ("bands", "refusal"),
    [
        ("много", "Непонятна строка «много»"),
        ("15 – 5\n15 – 10", "указано дважды"),
        ("1 – 5000", "не больше"),
        ("9" * 400 + " – 5", "Непонятна строка"),
    ],
)
def test_bands_that_cannot_be_read_are_named_and_kept(client, draft, bands, refusal):
    sent = {
        "edits_count": 0,
        "title": "Т",
        "counts_for": "adverse",
        "question": "single_parent_percent",
        "bands": bands,
    }
    response = client.post(address("add_criterion", draft.pk, "bands"), sent)
    assert refusal in response.content.decode().replace(NBSP, " ")
    assert response.context["form"]["bands"].value() == bands


def test_whoever_was_slower_is_told_and_may_save_again(client, draft, specialist):
    services.remove_criterion(draft, by=specialist, key="single")
    sent = {"edits_count": 0, "name": "Иначе", "adverse_rule": "sum", "adverse_limit": "20"}
    response = client.post(address("decisions", draft.pk), sent)
    assert "изменил другой сотрудник" in response.content.decode()
    assert response.context["form"]["edits_count"].value() == 1
    assert client.post(address("decisions", draft.pk), sent | {"edits_count": 1}).status_code == 302
    draft.method.refresh_from_db()
    assert draft.method.name == "Иначе"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "__all__"),
        ({"low_rule": "sum"}, "low_limit"),
        ({"low_rule": "flags", "low_limit": "1,5"}, "low_limit"),
        ({"low_rule": "flags", "low_limit": "2", "low_risk": "2"}, "low_risk"),
        ({"low_rule": "x"}, "low_rule"),
    ],
)
def test_rules_of_decision_that_make_no_sense(client, draft, sent, field):
    response = client.post(address("decisions", draft.pk), {"edits_count": 0, "name": "Н", **sent})
    assert field in response.context["form"].errors


def test_a_draft_with_faults_is_not_put_in_force(client, draft, specialist):
    for key in [one.key for one in draft.rules.criteria]:
        services.remove_criterion(draft, by=specialist, key=key)
    assert "Ввести в действие пока нельзя" in client.get(address("version", draft.pk)).content.decode()
    client.post(address("put_in_force", draft.pk), {"edits_count": draft.edits_count})
    draft.refresh_from_db()
    assert draft.is_draft


def test_a_draft_is_put_in_force_as_it_was_seen(client, draft, specialist):
    seen = {"edits_count": draft.edits_count}
    assert (
        f'name="edits_count" value="{draft.edits_count}"' in client.get(address("version", draft.pk)).content.decode()
    )
    services.move_criterion(draft, by=specialist, key=draft.rules.criteria[0].key, step=1)
    response = client.post(address("put_in_force", draft.pk), seen, follow=True)
    assert "изменил другой сотрудник" in response.content.decode()
    draft.refresh_from_db()
    assert draft.is_draft
    client.post(address("put_in_force", draft.pk), {"edits_count": draft.edits_count})
    draft.refresh_from_db()
    assert not draft.is_draft


def test_a_criterion_that_is_gone_already_is_said_to_be(client, draft):
    key = draft.rules.criteria[0].key
    for name, sent in (("remove_criterion", {}), ("remove_criterion", {}), ("move_criterion", {"step": "down"})):
        response = client.post(address(name, draft.pk, key), sent | {"edits_count": 0}, follow=True)
    assert response.status_code == 200
    assert [str(message) for message in response.context["messages"]] == ["Этот критерий из черновика уже убрали."]


def test_what_was_typed_of_a_criterion_that_is_gone_stays_and_can_be_added(client, draft, specialist):
    key, seen = draft.rules.criteria[0].key, draft.edits_count
    assert 'name="kind" value="bands"' in client.get(address("edit_criterion", draft.pk, key)).content.decode()
    services.remove_criterion(draft, by=specialist, key=key)
    sent = {"kind": "bands", "edits_count": seen, "title": "Семьи", "counts_for": "adverse",
            "question": "single_parent_percent", "bands": "от 15 – 5", "points": "0"}  # fmt: skip
    response = client.post(address("edit_criterion", draft.pk, key), sent)
    assert "изменил другой сотрудник" in response.content.decode()
    form = response.context["form"]
    assert form["title"].value() == "Семьи"
    client.post(address("edit_criterion", draft.pk, key), sent | {"edits_count": form["edits_count"].value()})
    draft.refresh_from_db()
    assert draft.rules.criteria[-1].title == "Семьи"
    for nonsense in ({}, {"kind": "x"}):
        assert client.post(address("edit_criterion", draft.pk, key), nonsense).status_code == 404


def test_a_criterion_is_moved_and_removed_as_it_was_seen(client, draft):
    first, second, *rest = [one.key for one in draft.rules.criteria]
    assert client.get(address("version", draft.pk)).content.decode().count('name="edits_count" value="0"') > len(rest)
    for _ in range(2):  # a button pressed twice moves once
        client.post(address("move_criterion", draft.pk, first), {"step": "down", "edits_count": 0})
    draft.refresh_from_db()
    assert [one.key for one in draft.rules.criteria] == [second, first, *rest]
    response = client.post(address("remove_criterion", draft.pk, second), {"edits_count": 0}, follow=True)
    assert "Черновик с тех пор изменился" in response.content.decode()
    draft.refresh_from_db()
    assert len(draft.rules.criteria) == len(rest) + 2


def test_a_new_version_replaces_the_one_in_force(client, draft):
    page = client.get(address("version", draft.pk)).content.decode()
    assert "Ввести версию 2 в действие? Версия 1 больше не будет применяться к новым отнесениям." in page
    client.post(address("put_in_force", draft.pk), {"edits_count": draft.edits_count})
    assert "заменена</li>" in client.get(address("version", draft.pk)).content.decode()
    states = dict(MethodVersion.objects.filter(method=draft.method).values_list("number", "status"))
    assert states == {1: "retired", 2: "in_force"}


def test_comparison_names_the_schools_that_change(client, draft, specialist):
    school(specialist, "МБОУ ООШ № 76", HARD)
    client.post(
        address("decisions", draft.pk), {"edits_count": 0, "name": "М", "adverse_rule": "sum", "adverse_limit": "70"}
    )
    one = MethodVersion.objects.get(method=draft.method, number=1)
    page = client.get(address("compare_methods"), {"one": one.pk, "other": draft.pk, "year": YEAR}).content.decode()
    assert "Изменится 1 школа из 1" in page
    assert "при пороге 70" in page
    assert client.get(address("compare_methods"), {"one": "x"}).status_code == 404


def test_a_director_sees_the_own_sentence_and_no_link_to_the_run(client, specialist):
    row = school(specialist, "МБОУ ООШ № 76", HARD)
    run = services.confirm_run(run_of(specialist), by=specialist)
    services.fix_list(run, order_number="12-о", on=row.municipality.created_at.date())
    client.force_login(UserFactory(municipality=row.municipality, role=Role.DIRECTOR, school=row))
    page = client.get(address("show", row.pk)).content.decode().replace(NBSP, " ")
    assert "65 баллов из 65 при пороге 45" in page
    assert "№ 12-о" in page
    assert address("run", run.pk) not in page


def test_the_federal_list_may_name_no_school(client, specialist):
    SocialPassport.objects.all().delete()
    assert client.post(address("federal_list", YEAR), {}).status_code == 302
    assert client.get(address("federal_list", YEAR - 6)).status_code == 404


@pytest.mark.parametrize("is_read", [True, False])
def test_a_file_ticks_the_federal_list_and_stores_nothing(client, specialist, is_read):
    listed, other, gone = (school(specialist, f"МБОУ СОШ № {number}") for number in (7, 8, 9))
    School.objects.filter(pk=gone.pk).update(closed_on=date(2026, 8, 31))
    rows = ("Школа", "МБОУ СОШ № 7", "МБОУ СОШ № 8 г. Клин", "МБОУ СОШ № 9", "МБОУ СОШ № 55")
    file = SimpleUploadedFile("Перечень.csv", "\n".join(f"{row};" for row in rows).encode())
    sent = {"source": "Письмо № 5", "schools": [other.pk], "file": file} | ({"read": "1"} if is_read else {})
    page = client.post(address("federal_list", YEAR), sent)
    form = page.context["form"]
    assert (form.initial["schools"], form.initial["source"]) == ([listed.pk], "Письмо № 5")
    found = page.context["found"]
    assert found["no_more"] == [other]
    assert [(line.place, whose) for line, whose in found["doubtful"]] == [("A3", other)]
    assert [[line.place for line in found[name]] for name in ("closed", "unknown")] == [["A4"], ["A5"]]
    assert not FederalList.objects.exists()
    assert "пока ничего не сохранено" in page.content.decode()
    page = client.post(address("federal_list", YEAR), sent | {"file": SimpleUploadedFile("а.xlsx", b"PK\x03\x04")})
    assert page.context["form"].initial["schools"] == [str(other.pk)]
    assert "повреждён" in page.content.decode()

"""Output documents: attached, reviewed, replaced; their register; what they come to at a checkpoint."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from config.models import Letter
from roadmaps import services
from roadmaps.models import OutputDocument, Proof, Roadmap
from roadmaps.permissions import can_review_proof
from roadmaps.proofs import ProofState, state_of
from schools.models import User
from tests.curators.factories import AssignmentFactory
from tests.roadmaps.factories import ActivityFactory, CheckpointFactory, RoadmapFactory, SectionFactory
from tests.schools.factories import SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def pdf(name="Справка.pdf", text=b"proof"):
    return SimpleUploadedFile(name, b"%PDF-1.7\n1 0 obj " + text)


@pytest.fixture
def activity(town):
    section = SectionFactory(roadmap=RoadmapFactory(municipality=town, in_force=True))
    return ActivityFactory(section=section, output_documents="Справка, приказ")


@pytest.fixture
def point(activity, school):
    return CheckpointFactory(activity=activity, school=school, done=True)


@pytest.fixture
def later(activity, school):
    return CheckpointFactory(activity=activity, school=school, due_on=date(2027, 2, 1))


@pytest.fixture
def curator(people, school):
    AssignmentFactory(school=school, curator=people["curator"])
    return people["curator"]


@pytest.fixture
def proof(point, people):
    services.attach(point, pdf(), by=people["director"], kind="note", number="7", dated_on=date(2026, 10, 21))
    return Proof.objects.get()


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ([], "missing"),
        (["replaced"], "missing"),
        (["waiting"], "waiting"),
        (["accepted"], "accepted"),
        (["accepted", "replaced"], "accepted"),
        (["accepted", "waiting"], "waiting"),
        (["waiting", "returned"], "returned"),
        (["accepted", "returned", "replaced"], "returned"),
    ],
)
def test_the_most_urgent_document_speaks(statuses, state):
    assert state_of(statuses) == ProofState(state)


def test_a_document_is_returned_and_a_newer_version_accepted(sign_in, people, curator, point):
    director, reviewer = sign_in("director"), sign_in("curator")
    sent = {"file": pdf(), "kind": "note", "number": "7", "dated_on": "2026-10-21"}
    assert director.post(f"/roadmaps/checkpoints/{point.pk}/attach/", sent).status_code == 302
    proof = Proof.objects.get()
    assert (proof.status, proof.document.version, proof.document.named) == ("waiting", 1, "Справка № 7 от 21.10.2026")
    assert "Документы на проверку" in reviewer.get("/").text
    assert reviewer.post(f"/roadmaps/proofs/{proof.pk}/return/", {"comment": ""}).status_code == 200
    reviewer.post(f"/roadmaps/proofs/{proof.pk}/return/", {"comment": "Нет подписи директора"})
    letter = Letter.objects.get()
    assert letter.recipient == people["director"]
    assert "Нет подписи директора" in letter.body
    assert f"/roadmaps/checkpoints/{point.pk}/" in letter.body
    assert "Нет подписи директора" in director.get("/").text
    director.post(f"/roadmaps/proofs/{proof.pk}/replace/", {"file": pdf(text=b"signed"), "kind": "note"})
    newer = Proof.objects.current().get()
    assert (newer.document.version, newer.document.replaces, newer.status) == (2, proof.document, "waiting")
    reviewer.post(f"/roadmaps/proofs/{newer.pk}/accept/")
    page = director.get(f"/roadmaps/checkpoints/{point.pk}/").text
    for text in ("Принят", "версия 2", "Прежние версии: 1", "Нет подписи директора", newer.document.sha256):
        assert text in page
    assert "Документы" not in director.get("/").context["page"].documents.returned


def test_what_the_row_asks_for_and_is_not_there(sign_in, proof, point, curator):
    browser, path = sign_in("director"), f"/roadmaps/checkpoints/{point.pk}/"
    assert "Нужен документ: приказ" in browser.get(path).text
    services.return_document(proof, by=curator, comment="Не та школа")
    assert "Нужны документы: справка, приказ" in browser.get(path).text, "a returned one does not count"
    assert 'value="note" selected' in browser.get(f"{path}attach/").text


@pytest.mark.parametrize("role", ["specialist", "methodist", "curator"])
def test_who_reviews(sign_in, curator, proof, role):
    browser = sign_in(role)
    assert "Принять" in browser.get(f"/roadmaps/checkpoints/{proof.checkpoint_id}/").text
    assert browser.post(f"/roadmaps/proofs/{proof.pk}/accept/").status_code == 302
    proof.refresh_from_db()
    assert (proof.status, proof.reviewed_by.role) == ("accepted", role)
    assert browser.post(f"/roadmaps/proofs/{proof.pk}/accept/").status_code == 403, "it no longer waits"


@pytest.mark.parametrize(("role", "answer"), [("head", 403), ("director", 403), ("curator", 404), ("observer", 403)])
def test_who_does_not_review(sign_in, people, proof, role, answer):
    """A curator without the school does not even see it; a director never reviews the own school."""
    if role == "director":
        AssignmentFactory(school=proof.checkpoint.school, curator=people["director"])
    assert sign_in(role).post(f"/roadmaps/proofs/{proof.pk}/accept/").status_code == answer


def test_nobody_reviews_an_own_document(sign_in, people, point):
    services.attach(point, pdf(), by=people["specialist"], kind="note")
    proof = Proof.objects.get()
    assert sign_in("specialist").post(f"/roadmaps/proofs/{proof.pk}/accept/").status_code == 403
    assert sign_in("methodist").post(f"/roadmaps/proofs/{proof.pk}/accept/").status_code == 302


def test_the_list_of_those_to_review_is_the_right_to_review(people, curator, point, activity, town):
    other = CheckpointFactory(activity=activity, school=SchoolFactory(municipality=town))
    own = CheckpointFactory(activity=activity)
    for place, by in ((point, "director"), (other, "specialist"), (own, "methodist")):
        services.attach(place, pdf(), by=people[by], kind="note")
    for person in User.objects.filter(municipality=town):
        seen = Proof.objects.visible_to(person)
        listed = set(Proof.objects.reviewable_by(person, date(2026, 11, 21)))
        assert listed == {proof for proof in seen if can_review_proof(person, proof)}, person.role


def test_one_document_proves_several_checkpoints(sign_in, point, later, activity, town):
    director, foreign = (
        sign_in("director"),
        CheckpointFactory(activity=activity, school=SchoolFactory(municipality=town)),
    )
    path = f"/roadmaps/checkpoints/{point.pk}/attach/"
    assert director.post(path, {"file": pdf(), "kind": "note", "also": foreign.pk}).status_code == 200
    director.post(path, {"file": pdf(), "kind": "note", "also": later.pk})
    document = OutputDocument.objects.get()
    assert set(document.checkpoints.all()) == {point, later}


def test_a_document_of_the_activity_is_taken_again(sign_in, people, proof, later):
    director, path = sign_in("director"), f"/roadmaps/checkpoints/{later.pk}/attach/"
    assert "Справка № 7" in director.get(path).text
    assert "Выберите файл" in director.post(path, {"kind": "note"}).text
    both = director.post(path, {"kind": "note", "document": proof.document_id, "file": pdf()})
    assert "что-то одно" in both.text
    director.post(path, {"kind": "note", "document": proof.document_id})
    assert later.documents.get() == proof.document
    assert OutputDocument.objects.count() == 1


def test_a_director_replaces_only_at_the_own_school(people, town, activity, point):
    other = CheckpointFactory(activity=activity, school=SchoolFactory(municipality=town))
    services.attach(point, pdf(), by=people["specialist"], kind="order", also=[other])
    services.replace(point.proofs.get(), pdf(text=b"2"), by=people["director"], kind="order")
    assert point.proofs.current().get().document.version == 2
    assert (other.proofs.get().status, other.proofs.get().document.version) == ("waiting", 1)
    with pytest.raises(services.NotPossible, match="новая версия"):
        services.replace(point.proofs.get(status="replaced"), pdf(text=b"3"), by=people["director"], kind="order")


def test_no_document_for_another_activity_or_a_cancelled_point(people, proof, later):
    elsewhere = CheckpointFactory(activity=ActivityFactory(section=later.activity.section), school=later.school)
    with pytest.raises(services.NotPossible, match="своего мероприятия"):
        services.attach(elsewhere, by=people["director"], document=proof.document)
    services.cancel(later, by=people["specialist"], reason="Ремонт")
    with pytest.raises(services.NotPossible, match="отменена"):
        services.attach(later, by=people["director"], document=proof.document)


def test_nothing_is_reviewed_in_a_closed_roadmap(sign_in, proof):
    Roadmap.objects.update(status="closed")
    assert sign_in("specialist").post(f"/roadmaps/proofs/{proof.pk}/accept/").status_code == 403
    assert sign_in("director").get(f"/roadmaps/proofs/{proof.pk}/replace/").status_code == 403


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "accepted"},
        {"status": "returned", "reviewed_at": "2026-11-21T10:00:00Z"},
        {"comment": "x"},
    ],
)
def test_the_database_refuses_half_a_review(proof, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Proof.objects.update(**changes)


def test_the_database_refuses_a_version_that_replaces_nothing(proof):
    with pytest.raises(IntegrityError), transaction.atomic():
        OutputDocument.objects.update(version=2)


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({"file": SimpleUploadedFile("a.pdf", b"MZ")}, "«a.pdf»"),
        ({"kind": "x"}, "Выберите корректный вариант"),
        ({"dated_on": "2027-01-01"}, "Проверьте дату документа"),
        ({"also": "0"}, "Выберите корректный вариант"),
        ({"form_key": "x"}, "Форма устарела"),
    ],
)
def test_what_cannot_be_is_told_in_russian(sign_in, point, later, bad, told):
    sent = {"file": pdf(), "kind": "note", **bad}
    answer = sign_in("director").post(f"/roadmaps/checkpoints/{point.pk}/attach/", sent)
    assert answer.status_code == 200
    assert told in answer.text
    assert not OutputDocument.objects.exists()


def test_the_register_is_narrowed_and_exported(sign_in, people, curator, proof, later):
    services.attach(later, pdf("Приказ.pdf"), by=people["director"], kind="order")
    services.accept_document(proof, by=curator)
    browser = sign_in("curator")

    def shown(query: str) -> list[str]:
        return [row.record.document.kind for row in browser.get(f"/roadmaps/documents/?{query}").context["table"].page]

    assert sorted(shown("")) == ["note", "order"]
    assert shown("state=accepted") == shown("kind=note") == ["note"]
    assert shown("state=mine") == shown("state=waiting") == ["order"]
    assert sorted(shown(f"school={later.school_id}&roadmap={later.activity.roadmap_id}&since=2026-11-21")) == [
        "note",
        "order",
    ]
    assert shown("until=2026-11-20") == []
    for query in ("state=x", "kind=x", "school=0", "roadmap=x", "since=x", "sort=id"):
        assert browser.get(f"/roadmaps/documents/?{query}").status_code == 404
    answer = browser.get("/roadmaps/documents/?export=xlsx&state=accepted")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    row = [cell.value for cell in list(book.active.rows)[1]]
    assert (row[0], row[1].date(), row[6]) == ("Справка № 7 от 21.10.2026", date(2026, 10, 21), "Принят")
    assert row[8] == later.activity.roadmap.title, "the workbook has what the screen puts together"


def test_checkpoints_by_their_documents(sign_in, people, curator, proof, later):
    services.return_document(proof, by=curator, comment="Нет подписи")
    browser = sign_in("director")

    def shown(state: str) -> list[int]:
        page = browser.get(f"/roadmaps/checkpoints/?state=&documents={state}").context["table"].page
        return [row.record.pk for row in page]

    assert (shown("returned"), shown("missing")) == ([proof.checkpoint_id], [later.pk])
    services.replace(proof, pdf(text=b"2"), by=people["director"], kind="note")
    assert (shown("returned"), shown("waiting"), shown("accepted")) == ([], [proof.checkpoint_id], [])


def test_the_register_costs_the_same_for_any_number_of_rows(
    sign_in, people, activity, town, django_assert_max_num_queries
):
    browser = sign_in("specialist")
    for _ in range(3):
        for school in SchoolFactory.create_batch(5, municipality=town):
            services.attach(
                CheckpointFactory(activity=activity, school=school), pdf(), by=people["specialist"], kind="note"
            )
        with django_assert_max_num_queries(8):
            assert browser.get("/roadmaps/documents/").status_code == 200

"""Responsible parties: the table beside this file is the specification, the properties hold for any text."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.responsible import Group, PartyKind, ReadParty, person_key, read_responsible


def _table() -> list[tuple[str, str]]:
    with Path(__file__).with_name("responsible.tsv").open(encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(text.replace("\\n", "\n"), parties) for text, parties in rows][1:]


TABLE = _table()


def shown(parties: tuple[ReadParty, ...]) -> str:
    """Parties as a cell of the table: kind | name | position | group."""
    return " ; ".join(
        " | ".join([party.kind, party.name, party.position, party.group or ""]).rstrip(" |") for party in parties
    )


@pytest.mark.parametrize(("text", "parties"), TABLE, ids=[text for text, _ in TABLE])
def test_the_boundary_table(text, parties):
    assert shown(read_responsible(text)) == parties


@pytest.mark.parametrize(
    "written",
    [
        "Громова А.Б.",
        "Громова А. Б.",
        "Громова А.Б",
        "Громова А. Б,",
        "Громова А,Б.",
        "А.Б. Громова",
        "А.Б.Громова",
        "А. Б. Громова",
        "ГРОМОВА А.Б.",
        "Громова Анна Борисовна",
        "Анна Борисовна Громова",
        "Громова\u00a0А.Б.",
        "Громова\nА.Б.",
        "Громовa A.Б.",
    ],
)
def test_one_person_however_written(written):
    (party,) = read_responsible(written)
    assert (party.kind, party.key) == (PartyKind.PERSON, "громова аб")
    assert person_key(written) == "громова аб"


def test_namesakes_with_other_initials_are_two_people():
    assert person_key("Громова А.Б.") != person_key("Громова А.В.")


@pytest.mark.parametrize("mark", ["-", "‑", "–", "—", " - "])
def test_a_double_surname_is_one_word(mark):
    (party,) = read_responsible(f"Громова{mark}Лугова А.Б.")
    assert (party.kind, party.name, party.key) == (PartyKind.PERSON, "Громова-Лугова А.Б.", "громова-лугова аб")


def test_a_person_named_twice_is_one_party_and_keeps_the_position():
    (party,) = read_responsible("Громова А.Б.\nМетодист А.Б. Громова")
    assert (party.name, party.position) == ("Громова А.Б.", "Методист")


def test_quotes_of_a_unit_do_not_matter_for_its_key():
    (typed,), (plain,) = read_responsible("МКУ «Центр»"), read_responsible('МКУ "Центр"')
    assert typed.key == plain.key


def test_groups_expand_only_if_they_are_groups():
    for text, _ in TABLE:
        for party in read_responsible(text):
            assert (party.group is None) == (party.kind is not PartyKind.GROUP)
            assert party.group is None or party.group in Group


def test_a_text_that_slipped_into_the_column_stays_whole():
    (party,) = read_responsible("руководители школ и кураторы\n" * 5_000)
    assert party.kind is PartyKind.UNIT
    assert party.name.count("кураторы") == 5_000


# Properties.

WORD = re.compile("[А-ЯЁ]?[а-яё]{2,}|[А-ЯЁ]{2,}")
PIECES = st.sampled_from(
    [
        "Громова А.Б.",
        "В.Г. Лугов",
        "Сомов Глеб Денисович",
        "методист",
        "Заместитель начальника",
        "Директор МБОУ «СОШ № 2»",
        "руководители ОО",
        "ОО",
        "ММС",
        "МКУ «Центр",
        "МКУ «Центр «Радуга»»",
        "Управление образования",
        "все школы района",
        "кураторы",
        "(по согласованию)",
        "(",
        ")",
        "«",
        "»",
        '"',
        "и",
        "№ 5",
        "1.",
        "СОШ № 1",
        "3",
        "им. А.С. Пушкина",
    ]
)
MARKS = st.sampled_from([", ", " ", "\n", "; ", "", " и ", " – ", "/"])
TEXTS = st.text() | st.lists(st.tuples(PIECES, MARKS), max_size=8).map(lambda pairs: "".join(a + b for a, b in pairs))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_has_an_answer(text):
    parties = read_responsible(text)
    assert parties == read_responsible(text)
    assert len({(party.kind, party.key) for party in parties}) == len(parties)
    for party in parties:
        assert party.name.strip() == party.name != ""
        assert party.position == "" or party.kind is PartyKind.PERSON


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(PIECES, MARKS), max_size=8).map(lambda pairs: "".join(a + b for a, b in pairs)))
def test_no_word_is_lost(text):
    kept = " ".join(f"{party.name} {party.position}" for party in read_responsible(text))
    assert set(WORD.findall(text)) <= set(WORD.findall(kept))


@settings(deadline=None)
@given(st.permutations(["Громова А.Б.", "Лугов В.Г.", "Сомов Г.Д.", "Орлова Д.Е."]), MARKS)
def test_names_are_read_back_in_their_order(names, mark):
    assert [party.name for party in read_responsible(mark.join(names))] == names

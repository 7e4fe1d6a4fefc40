import pytest

from roadmaps.completeness import Gap, gaps, in_words, named_tasks, without_indicator


def row(pk=1, **changed):
    cells = {"responsible_text": "Ветрова А. И.", "deadline_text": "май 2027", "is_unclear": False}
    return {"id": pk, "number": f"{pk}.", **cells, **changed}


def section(*rows, pk=1, title="Раздел"):
    return {"id": pk, "title": title, "rows": list(rows)}


def found(*sections, goal="Помочь школам", tasks=(), indicators=()):
    return gaps(sections, goal=goal, tasks=list(tasks), indicators=list(indicators))


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({}, []),
        ({"responsible_text": " \n"}, ["ответственного"]),
        ({"deadline_text": "", "is_unclear": True}, ["срока"]),
        ({"deadline_text": "когда-нибудь", "is_unclear": True}, ["понятного срока"]),
        ({"responsible_text": "", "deadline_text": " ", "is_unclear": True}, ["ответственного", "срока"]),
    ],
)
def test_what_a_row_lacks(changed, what):
    assert found(section(row(), row(2, **changed))) == [Gap(name, (("№ 2", "a2"),)) for name in what]


@pytest.mark.parametrize(
    ("sections", "names"),
    [
        ([], []),
        ([section(title="")], []),
        ([section(row(), pk=1), section(pk=2, title="Кадры")], [("«Кадры»", "s2")]),
        ([section(row(), pk=1), section(pk=2, title="")], [("«без названия»", "s2")]),
    ],
)
def test_a_section_without_rows(sections, names):
    assert [place for gap in found(*sections) for place in gap.places] == names


@pytest.mark.parametrize(
    ("texts", "what"),
    [
        ({"goal": " "}, ["цели"]),
        ({"tasks": ["а", "б"]}, ["показателей к задачам"]),
        ({"tasks": ["а", "б"], "indicators": ["в"]}, ["показателя у задачи 2"]),
        ({"tasks": ["а", "б"], "indicators": ["Доля учителей (задача 2)"]}, ["показателя у задачи 1"]),
        ({"tasks": ["а", "б"], "indicators": ["в к задаче 1", "г к задаче 1"]}, ["показателя у задачи 2"]),
        ({"tasks": ["а", "б"], "indicators": ["в к задачам 1 и 2"]}, []),
        ({"tasks": ["а"] * 4, "indicators": ["в"]}, ["показателей у задач 2, 3, 4"]),
        ({"tasks": ["а"] * 6, "indicators": ["в"]}, ["показателей у задач 2, 3, 4, 5, 6"]),
        ({"tasks": ["а"] * 7, "indicators": ["в"]}, ["показателей у задач 2, 3, 4, 5, 6 и ещё 1"]),
        ({"tasks": ["а"], "indicators": ["в", "г"]}, []),
        ({"indicators": ["в"]}, []),
    ],
)
def test_what_the_roadmap_itself_lacks(texts, what):
    assert [gap.what for gap in found(section(row()), **texts)] == what


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Доля учителей", set()),
        ("Задача 2: доля учителей", {2}),
        ("Доля учителей (к задаче № 2)", {2}),
        ("к задачам 1, 3 и 5", {1, 3, 5}),
        ("задачи 2–4", {2, 3, 4}),
        ("задачи 4-2", set()),
        ("задача 1; задача 3", {1, 3}),
        ("Число решённых задач: 80", set()),
        ("доля решённых задач 80 %", set()),
        ("не менее 3 задач", set()),
        ("сверхзадача 2", set()),
        ("задачник 2", set()),
        ("задача 2026 года", set()),
    ],
)
def test_tasks_that_an_indicator_names(text, numbers):
    assert named_tasks(text) == numbers


@pytest.mark.parametrize(
    ("tasks", "indicators", "lacking"),
    [
        (0, [], []),
        (0, ["в", "задача 1"], []),
        (1, ["в"], []),
        (3, ["в", "г", "д"], []),
        (3, ["в", "г"], [3]),
        (3, ["задача 3", "г"], [2]),
        (3, ["задача 3", "задача 3", "задача 3"], [1, 2]),
        (2, ["задача 9"], [2]),  # there is none such: it is for whatever task is first
        (2, ["задача 0", "задача 3"], []),
    ],
)
def test_tasks_that_no_indicator_is_for(tasks, indicators, lacking):
    assert without_indicator(tasks, indicators) == lacking


def test_one_line_with_links():
    assert in_words([], table_url="/r/", texts_url="/e/") == ""
    many = Gap("срока", tuple((f"№ {n}", f"a{n}") for n in range(1, 8)))
    line = in_words([Gap("ответственного", (("№ <b>", "a9"),)), many, Gap("цели")], table_url="/r/", texts_url="/e/")
    assert line.startswith(
        'Не хватает: ответственного в 1 строке (<a href="/r/#a9">№ &lt;b&gt;</a>), срока в 7 строках ('
    )
    assert line.endswith('<a href="/r/#a5">№ 5</a> и ещё 2), <a href="/e/">цели</a>.')

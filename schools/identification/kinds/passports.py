"""Criteria that look at the social passport of the year, and the one that looks at the federal list."""

from schools.identification import wording
from schools.identification.facts import Names, Question, SchoolFacts
from schools.identification.parameters import AT_LEAST, COMPARISONS, Asked, Bands, Comparison, Number, Shares
from schools.identification.reading import Context, Given, Kind, Reading, lacking
from schools.school_year import SchoolYear

TO_GRADE_10, OLYMPIADS, PUPILS = "to_grade_10_percent", "olympiad_participants_count", "pupils_count"


def read_federal_list(school: SchoolFacts, given: Given, context: Context) -> Reading:
    if school.is_listed is None:
        return lacking(f"федеральный перечень на {SchoolYear(context.year)} учебный год не внесён")
    shown = "в перечне" if school.is_listed else "нет в перечне"
    told = "школа есть в федеральном перечне" if school.is_listed else "в федеральном перечне школы нет"
    return Reading(school.is_listed, shown, told)


def _value(school: SchoolFacts, code: str, year: int) -> float | None:
    return school.values.get(year, {}).get(code)


def _absent(question: Question, year: int) -> Reading:
    return lacking(f"в паспорте {SchoolYear(year)} нет показателя «{wording.lower_first(question.label)}»")


def _is_met(value: float, given: Given) -> bool:
    return value >= given["threshold"] if given["comparison"] == AT_LEAST else value <= given["threshold"]


def read_value(school: SchoolFacts, given: Given, context: Context) -> Reading:
    """A value of the year's passport; exactly at the threshold the sign is there."""
    question = context.names.question(given["question"])
    value = _value(school, given["question"], context.year)
    if value is None:
        return _absent(question, context.year)
    shown = wording.with_unit(value, question.unit)
    told = COMPARISONS[given["comparison"]].removesuffix(" порога")
    threshold = wording.with_unit(given["threshold"], question.unit)
    return Reading(
        _is_met(value, given), shown, f"{wording.lower_first(question.label)} – {shown}; порог – {told} {threshold}"
    )


def value_in_words(given: Given, names: Names) -> str:
    question = names.question(given["question"])
    told = COMPARISONS[given["comparison"]].removesuffix(" порога")
    return f"{wording.capital(question.label)}: {told} {wording.with_unit(given['threshold'], question.unit)}"


def read_to_grade_10(school: SchoolFacts, given: Given, context: Context) -> Reading:
    """The share of those who left grade 9 and went on to grade 10; exactly at the threshold it is enough."""
    value = _value(school, TO_GRADE_10, context.year)
    if value is None:
        return _absent(
            context.names.questions.get(TO_GRADE_10, Question("продолжили обучение в 10 классе")), context.year
        )
    shown, threshold = wording.percent_beside(given["threshold"], value), wording.with_unit(given["threshold"], "%")
    return Reading(value < given["threshold"], shown, f"продолжили обучение в 10 классе {shown} при пороге {threshold}")


def read_olympiads(school: SchoolFacts, given: Given, context: Context) -> Reading:
    """Participants of three years (one answer of the passport) ÷ pupils; exactly at the threshold the sign is there."""
    count, pupils = _value(school, OLYMPIADS, context.year), _value(school, PUPILS, context.year)
    if count is None:
        return _absent(context.names.questions.get(OLYMPIADS, Question("участники олимпиад за 3 года")), context.year)
    if not pupils:
        return lacking(f"в паспорте {SchoolYear(context.year)} не указано, сколько обучающихся")
    share, limit = 100 * count / pupils, wording.with_unit(given["threshold"], "%")
    shown = wording.percent_beside(given["threshold"], share, digits=2)
    phrase = f"в региональных и всероссийских олимпиадах за 3 года участвовали {shown} обучающихся"
    return Reading(share <= given["threshold"], shown, f"{phrase}; порог – не больше {limit}")


def read_bands(school: SchoolFacts, given: Given, context: Context) -> Reading:
    """Points of the highest row that the value reaches; a value below the first row has none."""
    question = context.names.question(given["question"])
    value = _value(school, given["question"], context.year)
    if value is None:
        return _absent(question, context.year)
    reached = [points for start, points in sorted(given["bands"]) if value >= start]
    points, shown = (reached[-1] if reached else 0), wording.with_unit(value, question.unit)
    return Reading(points > 0, shown, f"{wording.lower_first(question.label)} – {shown}", points=points)


def bands_in_words(given: Given, names: Names) -> str:
    question, rows = names.question(given["question"]), sorted(given["bands"])
    told = (f"от {wording.with_unit(start, question.unit)} – {wording.points(points)}" for start, points in rows)
    return f"{wording.capital(question.label)}: {wording.joined(told, by=', ')}"


def most_of_bands(given: Given) -> float:
    return max((points for _, points in given["bands"]), default=0)


def read_social_index(school: SchoolFacts, given: Given, context: Context) -> Reading:
    """Weighted mean of the shares, 0 to 100; one share without an answer leaves the index unknown."""
    values = [
        (_value(school, code, context.year), weight, is_reversed) for code, weight, is_reversed in given["shares"]
    ]
    absent = [
        f"«{wording.lower_first(context.names.question(code).label)}»"
        for (code, _, _), (value, _, _) in zip(given["shares"], values, strict=True)
        if value is None
    ]
    if absent:
        return lacking(f"в паспорте {SchoolYear(context.year)} не хватает: {wording.joined(absent, by=', ')}")
    whole = sum(weight for _, weight, _ in values)
    index = round(sum((100 - v if back else v) * w for v, w, back in values if v is not None) / whole, 1)
    shown, threshold = wording.number(index), wording.number(given["threshold"])
    return Reading(
        index >= given["threshold"], shown, f"индекс социального неблагополучия {shown} при пороге {threshold}"
    )


def index_in_words(given: Given, names: Names) -> str:
    told = (
        f"{wording.lower_first(names.question(code).label)}{' (наоборот)' if back else ''} × {wording.number(weight)}"
        for code, weight, back in given["shares"]
    )
    return f"Социальный индекс не меньше {wording.number(given['threshold'])}: {wording.joined(told, by=', ')}"


def _share(given: Given) -> str:
    return wording.with_unit(given["threshold"], "%")


FEDERAL_LIST = Kind(
    "federal_list",
    "Федеральный перечень",
    "Школа названа в перечне, который прислал федеральный институт. Перечень вносит специалист.",
    read_federal_list,
    lambda given, names: "Школа есть в федеральном перечне",
)
TO_TENTH = Kind(
    "to_grade_10",
    "Доля продолживших обучение в 10 классе",
    "Из паспорта школы. Признак есть, если доля меньше порога.",
    read_to_grade_10,
    lambda given, names: f"Продолжили обучение в 10 классе меньше {wording.percent(given['threshold'])}",
    (Number("threshold", "Меньше", 60, 0, 100, "%"),),
)
OLYMPIAD = Kind(
    "olympiads",
    "Участие в олимпиадах",
    "Участники региональных и всероссийских олимпиад за 3 года (показатель паспорта) в процентах от числа "
    "обучающихся. Признак есть, если доля не больше порога.",
    read_olympiads,
    lambda given, names: f"В олимпиадах за 3 года участвовали не больше {_share(given)} обучающихся",
    (Number("threshold", "Не больше", 0.2, 0, 100, "%"),),
)
VALUE = Kind(
    "passport_value",
    "Показатель паспорта и порог",
    "Один показатель социального паспорта сравнивается с порогом; значение, равное порогу, подходит.",
    read_value,
    value_in_words,
    (Asked(), Comparison(), Number("threshold", "Порог", 30, 0, 100_000)),
)
BANDS = Kind(
    "bands",
    "Баллы по значению показателя",
    "Чем выше ступень, до которой доходит показатель паспорта, тем больше баллов. Ниже первой ступени баллов нет.",
    read_bands,
    bands_in_words,
    (Asked(), Bands()),
    points_of=most_of_bands,
)
INDEX = Kind(
    "social_index",
    "Социальный индекс",
    "Среднее взвешенное долей социального паспорта от 0 до 100. Доля, которая говорит о благополучии, берётся "
    "наоборот: 100 минус доля. Если хоть одной доли нет, индекс неизвестен.",
    read_social_index,
    index_in_words,
    (Shares(), Number("threshold", "Не меньше", 40, 0, 100)),
)

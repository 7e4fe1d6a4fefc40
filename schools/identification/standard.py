"""The methods that a municipality finds at the first use; their codes of the passport are those of its standard list.

Thresholds and bands are a beginning: a specialist copies a method and changes them.
"""

from schools.identification.method import ADVERSE, ANY, FLAGS, LOW, SUM, Criterion, Decision, Method

BELOW = {"percent": 30, "procedures_count": 2, "years": 2, "participants": 1, "procedures": []}
GAP = {"points": 20, "marks": 0.5, "procedures_count": 1, "years": 1, "procedures": ["oge", "ege"]}


def _bands(key: str, title: str, question: str, *bands: tuple[float, float]) -> Criterion:
    return Criterion(
        key, "bands", title, ADVERSE, given={"question": question, "bands": [list(band) for band in bands]}
    )


THRESHOLDS = Method(
    "Федеральный перечень и пороги",
    (
        Criterion("federal", "federal_list", "Федеральный перечень", is_enough=True),
        Criterion("below", "below_minimum", "Доля результатов ниже минимума", given=BELOW),
        Criterion("gap", "mean_gap", "Отставание от региона", given=GAP),
        Criterion("tenth", "to_grade_10", "Переход в 10 класс", given={"threshold": 60}),
        Criterion("olympiads", "olympiads", "Участие в олимпиадах", given={"threshold": 0.2}),
    ),
    {LOW: Decision(FLAGS, 2, risk=1)},
)
POINTS = Method(
    "Сумма баллов по социальному паспорту",
    (
        _bands("single", "Доля неполных семей", "single_parent_percent", (15, 5), (25, 10), (35, 15)),
        _bands("large", "Доля многодетных семей", "large_families_percent", (10, 5), (20, 10)),
        _bands("register", "Доля состоящих на учётах", "preventive_register_percent", (1, 5), (3, 10)),
        _bands("vacancies", "Вакансии педагогов", "vacancies_count", (1, 5), (3, 10)),
        _bands("distance", "Удалённость от центра", "distance_to_centre_km", (5, 5), (15, 10)),
        _bands("equipment", "Возраст компьютеров", "equipment_age_years", (5, 5), (8, 10)),
    ),
    {ADVERSE: Decision(SUM, 45, risk=35)},
)
COMBINED = Method(
    "Пороги и социальный индекс",
    (
        Criterion("federal", "federal_list", "Федеральный перечень", is_enough=True),
        Criterion("below", "below_minimum", "Доля результатов ниже минимума", given=BELOW),
        Criterion(
            "index",
            "social_index",
            "Социальный индекс",
            ADVERSE,
            given={
                "threshold": 45,
                "shares": [
                    ["parents_with_degree_percent", 1, True],
                    ["single_parent_percent", 1, False],
                    ["large_families_percent", 1, False],
                    ["good_marks_percent", 1, True],
                    ["preventive_register_percent", 1, False],
                ],
            },
        ),
    ),
    {LOW: Decision(ANY), ADVERSE: Decision(ANY)},
)
STANDARD = {"thresholds": THRESHOLDS, "points": POINTS, "combined": COMBINED}

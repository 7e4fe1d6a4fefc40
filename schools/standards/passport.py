"""The questions of the social passport that every municipality starts with.

The first five shares are those of Kharovsk's plan of 2022; the conditions of work below them are what the methods of
Kizlyar and Chebarkul ask for.
"""

from dataclasses import dataclass

from schools.models import PassportQuestion

PERCENT, COUNT, NUMBER, YES_NO = PassportQuestion.Unit


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the standard list; a change beyond `factor` times or `points` is asked about."""

    code: str
    title: str
    unit: PassportQuestion.Unit
    is_required: bool = False
    maximum: int | None = None
    measure: str = ""
    factor: float | None = None
    points: float | None = None


QUESTIONS = (
    Question("pupils_count", "Обучающихся", COUNT, True, 10_000, factor=1.5),
    Question("parents_with_degree_percent", "Оба родителя с высшим образованием", PERCENT, True, 100, points=15),
    Question("single_parent_percent", "Неполные семьи", PERCENT, True, 100, points=15),
    Question("large_families_percent", "Многодетные семьи", PERCENT, True, 100, points=15),
    Question("good_marks_percent", "Учатся на «4» и «5»", PERCENT, True, 100, points=15),
    Question("preventive_register_percent", "На профилактических учётах", PERCENT, True, 100, points=5),
    Question("vacancies_count", "Вакансии педагогов", COUNT, True, 200, points=5),
    Question("trained_deputies_percent", "Заместители директора, обученные управлению", PERCENT, False, 100, points=50),
    Question("has_psychologist", "Есть педагог-психолог", YES_NO),
    Question("equipment_age_years", "Средний возраст компьютеров", NUMBER, False, 40, "лет", points=3),
    Question("internet_mbit", "Скорость интернета", NUMBER, False, 10_000, "Мбит/с", factor=10),
    Question("distance_to_centre_km", "Расстояние до центра муниципалитета", NUMBER, False, 1_000, "км", points=1),
    Question("to_grade_10_percent", "Девятиклассники, продолжившие учёбу в 10 классе", PERCENT, False, 100, points=25),
    Question(
        "olympiad_participants_count",
        "Участники регионального и заключительного этапов олимпиады за 3 года",
        COUNT,
        False,
        1_000,
        factor=5,
    ),
)


def rows(municipality_id: int) -> list[PassportQuestion]:
    """The standard list as unsaved rows of a municipality."""
    return [
        PassportQuestion(
            municipality_id=municipality_id,
            code=question.code,
            title=question.title,
            unit=question.unit.value,
            measure=question.measure,
            minimum=None if question.unit == YES_NO else 0,
            maximum=question.maximum,
            jump_factor=question.factor,
            jump_points=question.points,
            position=place,
            is_required=question.is_required,
        )
        for place, question in enumerate(QUESTIONS, start=1)
    ]

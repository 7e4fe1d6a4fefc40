"""Part of the first step of the demonstration: what is known of a school."""

from datetime import timedelta

from reports.demonstration import places
from reports.demonstration.days import moment
from schools.models import School, SocialPassport, SupportStatus
from schools.school_year import SchoolYear


def know(school: School, facts: places.SchoolFacts, year: SchoolYear) -> None:
    """Passports of this year and the last, lists and risks; results have a module of their own."""
    of_school = {"municipality": school.municipality, "school": school}
    for back in (0, 1):
        shift = 4 * back if facts.listed else -back
        SocialPassport.objects.create(**of_school, **_passport(facts, year.first - back, shift))
    if facts.listed:
        low, adverse, followup = facts.listed
        SupportStatus.objects.create(
            **of_school,
            year=year.first,
            has_low_results=low,
            has_adverse_conditions=adverse,
            followup_year=followup,
            reason=facts.reason,
        )
        _last_year(of_school, facts, year)


def _last_year(of_school: dict, facts: places.SchoolFacts, year: SchoolYear) -> None:
    low, adverse, followup = facts.listed or (False, False, 0)
    SupportStatus.objects.create(
        **of_school,
        year=year.first - 1,
        has_low_results=low,
        has_adverse_conditions=adverse,
        followup_year=max(followup - 1, 0),
        reason=f"По итогам прошлого года доля не справившихся — {facts.below_percent + 4} %.",
    )


def _passport(facts: places.SchoolFacts, year: int, shift: int) -> dict:
    hard = facts.below_percent
    return {
        "year": year,
        "submitted_at": moment(SchoolYear(year).start + timedelta(days=24)),
        "values": {
            "pupils_count": facts.pupils + 6 * (shift > 0),
            "parents_with_degree_percent": max(6, 52 - hard),
            "single_parent_percent": 12 + hard // 2 + shift,
            "large_families_percent": 9 + hard // 3,
            "good_marks_percent": max(18, 61 - hard - shift),
            "preventive_register_percent": hard / 10,
            "vacancies_count": hard // 12,
            "trained_deputies_percent": 100 if hard < 20 else 50,
            "has_psychologist": facts.pupils > 200,
            "equipment_age_years": 3 + hard // 10,
            "internet_mbit": 50 if facts.is_rural else 100,
            "distance_to_centre_km": facts.road_km,
            "to_grade_10_percent": max(35, 78 - hard),
            "olympiad_participants_count": max(0, 9 - hard // 4),
        },
    }

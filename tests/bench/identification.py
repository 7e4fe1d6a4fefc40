"""What identification costs on generated schools: `python -m tests.bench.identification 40000`.

On a database of one's own. Municipalities of sixty schools are made, run one after the other and taken back; prints
seconds, statements, memory.
"""

import resource
import sys
import time

import django


def make(number: int):
    from schools.models import ExamResult, Municipality, School, SocialPassport, User
    from schools.services.equipping import equip

    city = Municipality.objects.create(
        name=f"Округ {number}", department="У", department_genitive="У", region="Р", city="Г"
    )
    equip(city)
    user = User.objects.create(
        municipality=city,
        email=f"bench{number}@example.org",
        role="specialist",
        last_name="А",
        first_name="Б",
        position="С",
    )
    schools = School.objects.bulk_create(
        School(municipality=city, short_name=f"Школа № {n}", name=f"Школа № {n}") for n in range(60)
    )
    ExamResult.objects.bulk_create(
        ExamResult(
            municipality=city, school=school, year=2026 - back, procedure=procedure, subject=subject, grade=grade,
            participants_count=40, below_minimum_count=(n * 7 + grade + back) % 20, mean="3.50",
        )
        for n, school in enumerate(schools) for back in range(3)
        for procedure, grade in (("vpr", 5), ("vpr", 6), ("oge", 9))
        for subject in ("Математика", "Русский язык", "История")
    )  # fmt: skip
    SocialPassport.objects.bulk_create(
        SocialPassport(
            municipality=city, school=school, year=2026, submitted_at="2026-09-20T10:00:00Z",
            values={"pupils_count": 300 + n, "single_parent_percent": n % 40, "large_families_percent": n % 30,
                    "preventive_register_percent": n % 5, "vacancies_count": n % 4, "distance_to_centre_km": n % 30,
                    "equipment_age_years": n % 10, "to_grade_10_percent": 40 + n, "olympiad_participants_count": n % 3,
                    "good_marks_percent": 30 + n % 30, "parents_with_degree_percent": n % 60},
        )
        for n, school in enumerate(schools)
    )  # fmt: skip
    return city, user


def main(schools_count: int) -> None:
    from django.db import connection, reset_queries, transaction
    from django.test.utils import CaptureQueriesContext

    from schools import services
    from schools.models import MethodVersion

    spent = slowest = 0.0
    most_statements = done = 0
    for number in range(-(-schools_count // 60)):
        with transaction.atomic():
            city, user = make(number)
            version = MethodVersion.objects.get(municipality=city, method__code="combined")
            with CaptureQueriesContext(connection) as queries:
                began = time.perf_counter()
                services.start_run(version, year=2026, by=user)
                took = time.perf_counter() - began
            transaction.set_rollback(True)
        most_statements = max(most_statements, len(queries))
        reset_queries()
        spent, slowest, done = spent + took, max(slowest, took), done + 60
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{done} schools: {spent:.1f} s in all, a run of 60 schools at most {slowest:.2f} s and {most_statements} "
        f"statements; memory {memory:.0f} MB\n"
    )


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 600)

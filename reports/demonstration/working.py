"""Third step of the demonstration: what curators, schools and the department did up to today."""

from datetime import date, timedelta
from itertools import cycle

from django.core.files.uploadedfile import SimpleUploadedFile

from config.models import Letter
from curators import services as curators
from curators.models import Consultation, Recommendation, Visit
from monitoring import reminders
from monitoring import services as monitoring
from monitoring.models import MonitoringPeriod, ProgressReport
from reports import services
from reports.demonstration.days import on
from reports.demonstration.papers import review_documents
from reports.demonstration.planning import Cast
from roadmaps import services as roadmaps
from roadmaps.models import Checkpoint
from roadmaps.proofs import likely_kind
from roadmaps.required_documents import Kind
from schools.models import School, User
from schools.roles import Role
from schools.school_year import SchoolYear
from schools.working_days import is_working_day

LATE_EVERY = 9  # every ninth point whose day has come is left undone
DONE_TEXTS = (
    "Проведено, участвовали все, кого ждали.",
    "Сделано в срок, материалы разосланы школам.",
    "Проведено; два вопроса вынесены на совещание директоров.",
    "Выполнено, итоги обсуждены на педсовете.",
)
VISITS = (
    (
        "Посещение уроков математики",
        "Учителя дают разноуровневые задания, но слабым ученикам не хватает времени.",
        "Выделить 10 минут на разбор ошибок.",
    ),
    (
        "Беседа с управленческой командой",
        "План занятий с отстающими есть, ведётся нерегулярно.",
        "Назначить ответственного за журнал занятий.",
    ),
    ("Проверка хода школьной дорожной карты", "Сроки соблюдаются, протоколы в порядке.", ""),
    (
        "Наблюдение за работой наставников",
        "Пары сложились, взаимное посещение уроков идёт.",
        "Записать удачный урок для банка практик.",
    ),
)
CONSULTATIONS = (
    ("Как составить карту пробелов класса", Consultation.Audience.TEACHERS, Consultation.Form.IN_PERSON, 8),
    ("Как говорить с родителями об учёбе", Consultation.Audience.TEACHERS, Consultation.Form.ONLINE, 12),
    ("Показатели внутренней оценки качества", Consultation.Audience.MANAGEMENT, Consultation.Form.PHONE, 2),
)
ACHIEVED = (
    "Занятия с отстающими идут по расписанию, наставники посетили по четыре урока. Доля двоек за четверть снизилась."
)
DIFFICULTIES = "Не хватает учителя математики: часы ведёт совместитель из соседней школы."
PLANS = "Провести пробную диагностику, продолжить пары с базовой школой, собрать родителей девятиклассников."


def work(cast: Cast, year: SchoolYear, today: date) -> None:
    """Two years of work: checkpoints, assignments, visits, consultations, agreements, recommendations, reports."""
    pairs = _assign(cast, year, today)
    _complete(cast, today)
    review_documents(cast, today)
    for school, curator in pairs:
        _look_after(school, curator, date(year.first - 1, 10, 6), today)
    _agree(cast, year, today)
    _recommend(cast, pairs, today)
    _report(cast, year, today)


def _assign(cast: Cast, year: SchoolYear, today: date) -> list[tuple[School, User]]:
    """Луговое has no curator yet: the specialist's start page says so."""
    lebedeva, gusev = (
        User.objects.filter(municipality=cast.municipality, role=Role.CURATOR).order_by("last_name").reverse()
    )
    names = (
        ("МБОУ СОШ № 7", lebedeva),
        ("МБОУ ООШ № 9", gusev),
        ("МБОУ ООШ № 76", lebedeva),
        ("МКОУ «Ключевская ООШ»", lebedeva),
    )
    pairs = [(cast.schools[name], curator) for name, curator in names]
    for school, curator in pairs:
        curators.assign(
            school,
            curator,
            by=cast.specialist,
            starts_on=date(year.first - 1, 9, 10),
            by_order="Приказ о закреплении кураторов",
        )
    return pairs


def _complete(cast: Cast, today: date) -> None:
    """Whoever answers marks the points whose day has come; some are late, and so left open."""
    points = Checkpoint.objects.filter(municipality=cast.municipality, due_on__lte=today).order_by(
        "due_on", "activity_id", "school_id"
    )
    texts = cycle(DONE_TEXTS)
    for number, point in enumerate(points.select_related("activity__roadmap", "school"), 1):
        if number % LATE_EVERY == 0 and point.due_on > today - timedelta(days=120):
            continue
        day = min(point.due_on - timedelta(days=number % 6), today)
        by = cast.director(point.school) if point.school else cast.specialist
        files = [_proof(point, day)] if number % 4 == 0 else []
        _mark(point, by, max(day, point.activity.roadmap.starts_on), next(texts), files)


def _mark(point: Checkpoint, by: User, day: date, text: str, files: list) -> None:
    """Closed roadmaps take no marks through the verb, so last year's facts are written as they stand."""
    if point.activity.roadmap.is_in_force:
        with on(day):
            roadmaps.complete(
                point,
                by=by,
                done_on=day,
                text=text,
                files=files,
                kind=likely_kind(point, Kind.NOTE),
                number=f"{point.pk}",
                dated_on=day,
            )
    else:
        Checkpoint.objects.filter(pk=point.pk).update(done_on=day, done_text=text, done_by=by)


def _proof(point: Checkpoint, day: date) -> SimpleUploadedFile:
    kind = likely_kind(point, Kind.NOTE).label
    text = f"{kind}\n\n{point.activity.text}\n\nВыполнено {day:%d.%m.%Y}. Материалы хранятся в методическом кабинете.\n"
    return SimpleUploadedFile(f"{kind} от {day:%d.%m.%Y}.txt", text.encode(), content_type="text/plain")


def _look_after(school: School, curator: User, first: date, today: date) -> None:
    """A visit each five weeks and a consultation each seven, holidays of the summer left out."""
    _each(school, curator, first, today, 35, _visit)
    _each(school, curator, first + timedelta(days=9), today, 49, _consult)


def _each(school: School, curator: User, first: date, today: date, step_days: int, act) -> None:
    day, number = first + timedelta(days=school.pk % 7), 0
    day -= timedelta(days=max(0, day.weekday() - 4))  # not on a day off
    while day <= today - timedelta(days=2):
        if day.month not in (6, 7, 8):
            act(school, curator, day, number)
            number += 1
        day += timedelta(days=step_days)


def _visit(school: School, curator: User, day: date, number: int) -> None:
    purpose, findings, recommendations = VISITS[number % len(VISITS)]
    Visit.objects.create(
        municipality=school.municipality, school=school, curator=curator,
        visited_on=day, purpose=purpose, findings=findings, recommendations=recommendations,
    )  # fmt: skip


def _consult(school: School, curator: User, day: date, number: int) -> None:
    topic, audience, form, participants = CONSULTATIONS[number % len(CONSULTATIONS)]
    Consultation.objects.create(
        municipality=school.municipality, school=school, curator=curator,
        held_on=day, topic=topic, audience=audience, form=form, participants_count=participants,
        outcome="Материалы отправлены в школу.",
    )  # fmt: skip


def _agree(cast: Cast, year: SchoolYear, today: date) -> None:
    bases = cycle([cast.schools["МБОУ СОШ № 2"], cast.schools["МБОУ лицей № 4"]])
    for number, name in enumerate(("МБОУ СОШ № 7", "МБОУ ООШ № 9", "МБОУ ООШ № 76", "МКОУ «Ключевская ООШ»"), 1):
        curators.record_agreement(
            cast.schools[name], next(bases), by=cast.specialist, number=f"{number}-с", signed_on=min(date(year.first, 9, 14 + number), today),
            subject="Наставничество и взаимное посещение уроков", ends_on=year.teaching_end,
        )  # fmt: skip


def _recommend(cast: Cast, pairs: list[tuple[School, User]], today: date) -> None:
    audience = Recommendation.Audience
    said = (
        (
            audience.MANAGEMENT,
            "Закрепить за каждым отстающим учеником взрослого, который раз в неделю смотрит его тетради.",
        ),
        (audience.TEACHERS, "Начинать урок с пятиминутной проверки прошлой темы и записывать, кто не справился."),
        (audience.PARENTS, "Провести встречу о том, как помочь ребёнку дома, не решая за него."),
    )
    for school, curator in pairs:
        for number, (whom, text) in enumerate(said):
            day = today - timedelta(days=60 - 20 * number)
            recommendation = curators.recommend(school, by=curator, audience=whom, text=text, given_on=day)
            if number == 0:
                done = "Назначены классные руководители, журнал ведётся."
                curators.complete(recommendation, by=cast.director(school), done_on=day + timedelta(days=14), text=done)


def _report(cast: Cast, year: SchoolYear, today: date) -> None:
    """Last year's half-years are closed; in the current one every state can be seen."""
    for period in _periods(cast, year, today):
        reports = list(
            ProgressReport.objects.filter(period=period).select_related("school").order_by("school__short_name")
        )
        is_past = period.ends_on < today
        day = min(period.filing_due_on, today) - timedelta(days=6)
        for place, report in enumerate(reports):
            _file(cast, report, day, place=0 if is_past else place)
        if is_past:
            with on(day):
                monitoring.close_period(period, by=cast.head, as_of=day)
            latest_closed = period
        else:
            monitoring.compute(period, as_of=today)
    services.build_semester_report(latest_closed, by=cast.specialist)


def remind(today: date) -> None:
    """The letters of the past were read long ago; those of this morning, or of the last working one, wait."""
    Letter.objects.all().delete()
    while not is_working_day(today):
        today -= timedelta(days=1)
    reminders.send(today)


def _periods(cast: Cast, year: SchoolYear, today: date) -> list[MonitoringPeriod]:
    halves = []
    for of in (SchoolYear(year.first - 1), year):
        halves += [
            (f"I полугодие {of}", of.start, of.first_half_end, date(of.first, 12, 25)),
            (f"II полугодие {of}", date(of.first + 1, 1, 1), of.teaching_end, date(of.first + 1, 5, 25)),
        ]
    return [
        monitoring.save_period(
            MonitoringPeriod(name=name, starts_on=start, ends_on=end, filing_due_on=due), by=cast.specialist
        )
        for name, start, end, due in halves
        if start <= today
    ]


def _file(cast: Cast, report: ProgressReport, day: date, *, place: int) -> None:
    """By place: accepted, waiting for review, returned, begun, untouched."""
    director, curator = cast.director(report.school), cast.by_role[Role.SPECIALIST]
    if place == 4:
        return
    texts = {
        "achieved": ACHIEVED,
        "difficulties": DIFFICULTIES,
        "plans": "" if place == 3 else PLANS,
        "teachers_trained_count": 4,
    }
    monitoring.save_draft(report, by=director, version=report.version, texts=texts)
    if place == 3:
        return
    with on(day):
        monitoring.submit(report, by=director)
        if place == 0:
            monitoring.accept(report, by=curator)
        elif place == 2:
            monitoring.return_report(
                report, by=curator, comment="Напишите, какие классы стали учиться лучше и чем это подтверждается."
            )

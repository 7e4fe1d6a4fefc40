"""Runs of identification: computed, looked through, decided otherwise with a reason, confirmed."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from config import clock
from config.alphabet import natural_key
from schools.identification import Inputs, Judgement, Method, judge, sentence
from schools.identification.gather import gather
from schools.identification.judging import lists_of
from schools.models import FederalList, FederalListing, IdentificationRun, MethodVersion, Municipality, RunSchool, User
from schools.services.writing import check_same_municipality

Status = IdentificationRun.Status
RESULT = ("place", "points", "flags_count", "lacks_data", "proposed")
FOUND = ("key", "points", "is_met")


@transaction.atomic
def start_run(version: MethodVersion, *, year: int, by: User) -> IdentificationRun:
    """Apply a version in force to the schools as they are known now. The same data asked twice are one run."""
    check_same_municipality(by, version)
    Municipality.objects.select_for_update().get(pk=version.municipality_id)
    if version.status != MethodVersion.Status.IN_FORCE:
        raise ValidationError("Считать можно по действующей версии методики.")
    rules = version.rules
    inputs = gather(version.municipality_id, year, today=clock.today(), years_back=rules.years_back)
    if not inputs.schools:
        raise ValidationError("В муниципалитете нет ни одной школы: сначала заведите школы.")
    for earlier in version.runs.filter(year=year, status=Status.DRAFT).order_by("-pk")[:1]:
        if earlier.inputs == as_json(inputs):
            return earlier
    run = IdentificationRun.objects.create(
        municipality_id=version.municipality_id,
        year=year,
        version=version,
        method=rules.as_dict(),
        inputs=as_json(inputs),
        made_by=by,
    )
    of_run = {"municipality_id": run.municipality_id, "run": run}
    RunSchool.objects.bulk_create(RunSchool(**of_run, **row) for row in computed(rules, inputs))
    return run


def as_json(inputs: Inputs) -> dict:
    """As the database gives them back: its keys are texts."""
    facts = inputs.as_dict()
    for school in facts["schools"]:
        school["values"] = {str(year): values for year, values in school["values"].items()}
        school["results"] = list(school["results"])
    facts["schools"] = list(facts["schools"])
    return facts


def computed(rules: Method, inputs: Inputs) -> list[dict]:
    """What a run says of each school, strongest grounds first; the same for the same method and inputs."""
    ranked = sorted(judge(rules, inputs), key=_rank)
    return [
        {"school_id": one.school.pk, "place": place, **_told(one, rules)} for place, one in enumerate(ranked, start=1)
    ]


def _rank(one: Judgement) -> tuple:
    listed = sum(outcome.is_listed for outcome in one.outcomes.values())
    return -listed, one.verdict != "risk", -one.points, -one.flags_count, natural_key(one.school.name)


def _told(one: Judgement, rules: Method) -> dict:
    return {
        "points": one.points,
        "flags_count": one.flags_count,
        "findings": [
            {
                "key": finding.criterion.key,
                "shown": finding.shown,
                "points": finding.points,
                "is_met": finding.is_met,
                "missing": finding.missing,
            }
            for finding in one.findings
        ],
        "sentence": sentence(one, rules),
        "missing": "; ".join(one.missing),
        "lacks_data": one.lacks_data,
        "proposed": one.verdict,
    }


def recompute_run(run: IdentificationRun) -> list[str]:
    """Compute a run again from what it has kept; names of the schools for which something else comes out.

    Figures and decisions are compared, words are not: a sentence may be worded better some years later.
    """
    stored = {row["school_id"]: _result(row) for row in run.schools.values("school_id", "findings", *RESULT)}
    names = {school.pk: school.name for school in run.facts.schools}
    again = {row["school_id"]: _result(row) for row in computed(run.rules, run.facts)}
    return [names[pk] for pk, result in again.items() if stored[pk] != result]


def _result(row: dict) -> tuple:
    found = [tuple(finding[name] for name in FOUND) for finding in row["findings"]]
    return *(row[name] for name in RESULT), found


@transaction.atomic
def decide_otherwise(
    row: RunSchool, *, by: User, verdict: str, reason: str, edits_count: int | None = None
) -> RunSchool:
    """A person's decision instead of the method's; the method's own without a reason takes the decision back.

    Raises ValidationError where somebody has decided since the person saw the row (`edits_count`).
    """
    run = _locked(row.run, by, Status.DRAFT, "Решения меняют, пока отнесение проверяется. Верните его на проверку.")
    row.refresh_from_db()
    if (verdict, reason.strip()) == (row.verdict, row.reason):
        return row
    if edits_count not in (None, row.edits_count):
        raise ValidationError(_decided_meanwhile(row), code="conflict")
    if not lists_of(verdict) <= set(run.rules.lists):
        raise ValidationError({"verdict": "Методика этого отнесения не определяет такой список."})
    if verdict != row.proposed and not reason.strip():
        raise ValidationError({"reason": "Решение расходится с методикой: напишите почему."})
    is_own = bool(reason.strip())
    row.decided, row.reason = (verdict, reason.strip()) if is_own else ("", "")
    row.decided_by, row.decided_at = (by, clock.now()) if is_own else (None, None)
    row.run, row.edits_count = run, row.edits_count + 1
    row.save(update_fields=["decided", "reason", "decided_by", "decided_at", "edits_count"])
    return row


def _decided_meanwhile(row: RunSchool) -> str:
    """What somebody has decided, so that the person knows what a second saving changes."""
    if not row.decided:
        return "Тем временем прежнее решение об этой школе отменили. Если ваше решение в силе, сохраните его ещё раз."
    return (
        f"Тем временем об этой школе уже решено: «{row.get_decided_display()}» – {row.reason.rstrip('.')}"
        f" ({row.decided_by}). Если ваше решение в силе, сохраните его ещё раз."
    )


def take_back_decision(row: RunSchool, *, by: User, edits_count: int | None = None) -> RunSchool:
    """The method's own verdict counts again; where it does already, nothing changes."""
    if not RunSchool.objects.filter(pk=row.pk).exclude(decided="").exists():
        return row
    return decide_otherwise(row, by=by, verdict=row.proposed, reason="", edits_count=edits_count)


@transaction.atomic
def confirm_run(run: IdentificationRun, *, by: User, instead_of: int | None = None) -> IdentificationRun:
    """A specialist has looked through all of it; the head may fix it by an order now.

    One run of a year speaks of a list: another that is confirmed has to go back first, one that is fixed is replaced
    only by saying so (`instead_of`, its id). Raises ValidationError otherwise.
    """
    Municipality.objects.select_for_update().get(pk=by.municipality_id)  # two runs are not confirmed at once
    rivals = run.rivals
    rival = next(iter(rivals), None)
    if rival and rival.status == Status.CONFIRMED:
        raise ValidationError("На этот год уже подтверждено другое отнесение. Сначала верните его на проверку.")
    if rival and rival.pk != instead_of:
        raise ValidationError(f"Перечень этого года уже утверждён {rival.order_told}. Подтвердите отнесение взамен.")
    if len(rivals) > 1:
        orders = " и ".join(other.order_told for other in rivals)
        raise ValidationError(
            f"Перечни этого года утверждены порознь, {orders}. Замените каждый отнесением по методике своего перечня."
        )
    row = _move(run, by, Status.DRAFT, Status.CONFIRMED, "Подтвердить можно отнесение, которое проверяется.")
    row.replaces = rival
    row.save(update_fields=["replaces"])
    return row


@transaction.atomic
def reopen_run(run: IdentificationRun, *, by: User) -> IdentificationRun:
    return _move(run, by, Status.CONFIRMED, Status.DRAFT, "Вернуть на проверку можно только подтверждённое отнесение.")


def _move(run: IdentificationRun, by: User, before: str, after: str, refusal: str) -> IdentificationRun:
    row = _locked(run, by, before, refusal)
    moment: datetime | None = clock.now() if after == Status.CONFIRMED else None
    row.status, row.confirmed_by, row.confirmed_at = after, by if moment else None, moment
    row.replaces = None
    row.save(update_fields=["status", "confirmed_by", "confirmed_at", "replaces"])
    return row


@transaction.atomic
def delete_run(run: IdentificationRun, *, by: User) -> None:
    """A run that nobody has confirmed may go."""
    row = _locked(run, by, Status.DRAFT, "Удалить можно только отнесение, которое ещё не подтвердили.")
    try:
        row.delete()
    except ProtectedError as error:
        raise ValidationError("По этому отнесению подготовлен приказ: сначала удалите его проект.") from error


def _locked(run: IdentificationRun, by: User, status: str, refusal: str) -> IdentificationRun:
    check_same_municipality(by, run)
    row = IdentificationRun.objects.select_for_update().defer("inputs").filter(pk=run.pk).first()
    if row is None:
        raise ValidationError("Это отнесение уже удалили.")
    if row.status != status:
        raise ValidationError(refusal)
    return row


@transaction.atomic
def save_federal_list(year: int, *, by: User, source: str, schools) -> FederalList:
    """Enter the federal list of a school year anew; runs that were made stay as they are."""
    Municipality.objects.select_for_update().get(pk=by.municipality_id)
    listed, _ = FederalList.objects.update_or_create(
        municipality_id=by.municipality_id, year=year, defaults={"source": source, "entered_by": by}
    )
    listed.listings.all().delete()
    of_list = {"municipality_id": by.municipality_id, "federal_list": listed}
    FederalListing.objects.bulk_create(FederalListing(**of_list, school=school) for school in schools)
    return listed

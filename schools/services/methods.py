"""How methods of identification are changed: always a draft, which a person then puts in force."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import chain, count, filterfalse
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from schools.identification import Criterion, Decision, Method
from schools.models import IdentificationMethod, MethodVersion, User
from schools.services.writing import check_same_municipality

Status = MethodVersion.Status
SOMEBODY_WAS_QUICKER = (
    "Пока вы правили, черновик изменил другой сотрудник. Посмотрите, что изменилось, и сохраните ещё раз."
)

NOT_AS_IT_WAS = "Черновик с тех пор изменился. Посмотрите, какой он теперь, и повторите, если нужно."
NOT_AS_SEEN = "Пока вы смотрели, черновик изменил другой сотрудник. Проверьте его и введите в действие ещё раз."


@transaction.atomic
def next_draft(method: IdentificationMethod, *, by: User) -> MethodVersion:
    """The draft of a method's next version: what is there already, or a copy of the newest version."""
    method = _locked(method, by)
    draft = method.versions.filter(status=Status.DRAFT).first()
    return draft or _draft(method, method.versions.order_by("-number").first().content, by)


@transaction.atomic
def copy_method(method: IdentificationMethod, *, by: User) -> MethodVersion:
    """Another method with a draft that says the same; asked again while that one is as it was, it is that one."""
    method = _locked(method, by)
    content = method.versions.order_by("-number").first().content
    name = f"{method.name[:180]} (копия)"
    same = MethodVersion.objects.filter(method__municipality=by.municipality_id, method__name=name, edits_count=0)
    if (found := same.filter(status=Status.DRAFT, number=1).first()) and found.content == content:
        return found
    taken = IdentificationMethod.objects.filter(municipality=by.municipality_id, name__startswith=name)
    numbered = chain([name], (f"{name} {number}" for number in count(2)))
    name = next(filterfalse(set(taken.values_list("name", flat=True)).__contains__, numbered))
    code = f"{method.code[:30]}-{uuid4().hex[:6]}"
    copied = IdentificationMethod.objects.create(municipality=by.municipality, code=code, name=name)
    return _draft(copied, content, by)


def save_criterion(version: MethodVersion, *, by: User, edits_count: int, criterion: Criterion) -> MethodVersion:
    """Change the criterion with this key, or add it at the end."""

    def change(rules: Method) -> Method:
        kept = [criterion if one.key == criterion.key else one for one in rules.criteria]
        return replace(rules, criteria=tuple(kept if criterion in kept else [*kept, criterion]))

    return _edit(version, change, by=by, edits_count=edits_count)


def remove_criterion(version: MethodVersion, *, by: User, key: str, edits_count: int | None = None) -> MethodVersion:
    """Raises ValidationError where it is gone already, or the draft is not as the person saw it."""

    def change(rules: Method) -> Method:
        rows = list(rules.criteria)
        del rows[_place_of(key, rows)]
        return replace(rules, criteria=tuple(rows))

    return _edit(version, change, by=by, edits_count=edits_count, refusal=NOT_AS_IT_WAS)


def move_criterion(
    version: MethodVersion, *, by: User, key: str, step: int, edits_count: int | None = None
) -> MethodVersion:
    """One place up (−1) or down (1); at an end it stays. Raises ValidationError as `remove_criterion` does."""

    def change(rules: Method) -> Method:
        rows = list(rules.criteria)
        place = _place_of(key, rows)
        if 0 <= place + step < len(rows):
            rows.insert(place + step, rows.pop(place))
        return replace(rules, criteria=tuple(rows))

    return _edit(version, change, by=by, edits_count=edits_count, refusal=NOT_AS_IT_WAS)


def _place_of(key: str, rows: list[Criterion]) -> int:
    place = next((place for place, one in enumerate(rows) if one.key == key), None)
    if place is None:
        raise ValidationError("Этот критерий из черновика уже убрали.")
    return place


@transaction.atomic
def save_decisions(
    version: MethodVersion, *, by: User, edits_count: int, name: str, decisions: dict[str, Decision]
) -> MethodVersion:
    """The method's name and the rules of decision; criteria of a list that is no longer decided stay."""
    version.method.name = name
    version.method.full_clean()
    saved = _edit(version, lambda rules: replace(rules, decisions=decisions), by=by, edits_count=edits_count)
    version.method.save(update_fields=["name"])
    return saved


@transaction.atomic
def put_in_force(version: MethodVersion, *, by: User, on: date, edits_count: int | None = None) -> MethodVersion:
    """From now on runs use this version; the one before it stays as it was, with the runs that used it.

    Raises ValidationError where the draft has been edited since the person saw it (`edits_count`).
    """
    row = _locked_draft(version, by)
    if edits_count not in (None, row.edits_count):
        raise ValidationError(NOT_AS_SEEN, code="conflict")
    if faults := row.rules.faults:
        raise ValidationError(faults)
    row.method.versions.filter(status=Status.IN_FORCE).update(status=Status.RETIRED)
    row.status, row.in_force_from, row.made_by = Status.IN_FORCE, on, by
    row.save(update_fields=["status", "in_force_from", "made_by"])
    return row


@transaction.atomic
def discard_version(version: MethodVersion, *, by: User) -> None:
    """Drop a draft; a method that has nothing else goes with it."""
    row = _locked_draft(version, by)
    row.delete()
    if not row.method.versions.exists():
        row.method.delete()


def _draft(method: IdentificationMethod, content: dict, by: User) -> MethodVersion:
    last = method.versions.aggregate(last=Max("number"))["last"] or 0
    return MethodVersion.objects.create(
        municipality_id=method.municipality_id, method=method, number=last + 1, content=content, made_by=by
    )


@transaction.atomic
def _edit(
    version: MethodVersion,
    change: Callable[[Method], Method],
    *,
    by: User,
    edits_count: int | None = None,
    refusal: str = SOMEBODY_WAS_QUICKER,
) -> MethodVersion:
    row = _locked_draft(version, by)
    content = change(row.rules).as_dict()
    if edits_count not in (None, row.edits_count):
        raise ValidationError(refusal, code="conflict")
    row.content, row.made_by = content, by
    row.edits_count += 1
    row.save(update_fields=["content", "made_by", "edits_count"])
    return row


def _locked(method: IdentificationMethod, by: User) -> IdentificationMethod:
    check_same_municipality(by, method)
    return IdentificationMethod.objects.select_for_update().get(pk=method.pk)


def _locked_draft(version: MethodVersion, by: User) -> MethodVersion:
    check_same_municipality(by, version)
    row = MethodVersion.objects.select_for_update(of=["self"]).select_related("method").filter(pk=version.pk).first()
    if row is None:
        raise ValidationError("Этот черновик уже удалили.")
    if not row.is_draft:
        raise ValidationError("Эта версия уже действовала и не меняется. Откройте методику и начните новую версию.")
    return row

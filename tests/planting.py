"""A text planted wherever people write: in every field, every list and every file of a town."""

import re
from datetime import date
from io import BytesIO

import pgtrigger
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Case, F, Value, When
from django.db.models.functions import Cast, Concat, Left

from config.models import StoredFile
from reports.builders import order as order_builder
from reports.builders import semester as semester_builder
from reports.models import Order, SemesterReport
from roadmaps.models import Edition, Roadmap, RoadmapImport
from roadmaps.services.editions import frozen_text
from schools.models import Municipality
from tests.world import TODAY, Town

# Written by the product itself, for itself: kinds, keys, hashes, addresses of pages.
TECHNICAL = {
    "password", "content_type", "sha256", "approved_sha256", "blob", "kind", "subject", "subject_key", "message_id",
    "result_url", "back_url", "key", "rule", "code", "deadline_kind", "order_number_pattern",
}  # fmt: skip
NUMBER = Cast(F("pk"), models.TextField())
RUSSIAN = re.compile("[А-Яа-яЁё]")


def project_models() -> list[type[models.Model]]:
    """Every model of the product's own apps, joining tables included."""
    own = ("config", "schools", "roadmaps", "curators", "monitoring", "reports")
    return [model for name in own for model in apps.get_app_config(name).get_models(include_auto_created=True)]


def rows_of(model: type[models.Model], municipality: Municipality) -> models.QuerySet:
    owner = "pk" if model is Municipality else "municipality"
    return model._default_manager.filter(**{owner: municipality.pk}).select_related(None)


def plant(town: Town, text: str) -> None:
    """Put the text in; where texts may not repeat, the row's number keeps them apart."""
    with pgtrigger.ignore():
        for model in project_models():
            changes = {field.name: _change(field, text) for field in model._meta.concrete_fields if _is_text(field)}
            if changes:
                rows_of(model, town.municipality).update(**changes)
        _plant_in_documents(town, text)
    for file in rows_of(StoredFile, town.municipality):
        default_storage.delete(file.blob)
        default_storage.save(file.blob, BytesIO(f"%PDF-1.7 {text}".encode()))


def _is_text(field: models.Field) -> bool:
    if field.choices or field.name in TECHNICAL:
        return False
    is_list = isinstance(field, ArrayField) and isinstance(field.base_field, models.TextField)
    return is_list or isinstance(field, models.CharField | models.TextField)


def _change(field: models.Field, text: str):
    """What a rule of the table speaks of stays empty where it is."""
    checks = [one for one in field.model._meta.constraints if isinstance(one, models.CheckConstraint)]
    if any(field.name in check.condition.referenced_base_fields for check in checks):
        return Case(When(**{field.name: ""}, then=Value("")), default=_planted(field, text))
    return _planted(field, text)


def _planted(field: models.Field, text: str):
    if isinstance(field, ArrayField):
        return [text]
    if isinstance(field, models.EmailField):
        return Concat(Value(text), NUMBER, Value("@example.org"), output_field=models.TextField())
    if isinstance(field, models.TextField):
        return Value(text)
    return Left(Concat(Value(f"{text} "), NUMBER, output_field=models.TextField()), field.max_length)


def _plant_in_documents(town: Town, text: str) -> None:
    """What was frozen is frozen again from the texts that stand there now."""
    city = Municipality.objects.get(pk=town.municipality.pk)
    rows_of(Roadmap, city).update(indicators=[{"text": text, "target": text}])
    for roadmap in rows_of(Roadmap, city).exclude(approved_on=None):
        rows = list(roadmap.activities.in_order())
        frozen = frozen_text(roadmap, rows)
        Roadmap.objects.filter(pk=roadmap.pk).update(approved_text=frozen)
        Edition.objects.filter(roadmap=roadmap).update(text=frozen, changes={})
    for order in rows_of(Order, city).exclude(content=None):
        content = order_builder.build(order, as_of=date(2026, 9, 1)).as_dict()
        Order.objects.filter(pk=order.pk).update(content=content)
    for report in rows_of(SemesterReport, city):
        report.content = semester_builder.build(city, report.period, as_of=TODAY).as_dict()
        report.save(update_fields=["content"])
    for imported in rows_of(RoadmapImport, city):
        imported.reading = _with_text(imported.reading, text)
        imported.save(update_fields=["reading"])


def _with_text(value, text: str):
    """The same JSON with the text in place of every sentence; a sentence is whatever has a Russian letter."""
    if isinstance(value, dict):
        return {key: _with_text(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_text(inner, text) for inner in value]
    return text if isinstance(value, str) and RUSSIAN.search(value) else value

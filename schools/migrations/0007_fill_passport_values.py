"""What stood in columns becomes answers to questions; every municipality gets the standard list."""

import json
from pathlib import Path

from django.db import migrations
from django.utils import timezone

STANDARD = Path(__file__).with_name("data") / "0007_passport_questions.json"  # as it was then, whatever the code says
COLUMNS = (
    "pupils_count",
    "parents_with_degree_percent",
    "single_parent_percent",
    "large_families_percent",
    "good_marks_percent",
    "preventive_register_percent",
    "vacancies_count",
)


def fill(apps, schema_editor):
    Question, Passport = (apps.get_model("schools", name) for name in ("PassportQuestion", "SocialPassport"))
    standard = json.loads(STANDARD.read_text(encoding="utf-8"))
    for municipality in apps.get_model("schools", "Municipality").objects.all():
        Question.objects.bulk_create(Question(municipality=municipality, **row) for row in standard)
    for passport in Passport.objects.iterator():
        known = {name: getattr(passport, name) for name in COLUMNS}
        passport.values = {name: _number(value) for name, value in known.items() if value is not None}
        passport.submitted_at = timezone.now()
        passport.save(update_fields=["values", "submitted_at"])


def take_back(apps, schema_editor):
    for passport in apps.get_model("schools", "SocialPassport").objects.iterator():
        for name in COLUMNS:
            setattr(passport, name, passport.values.get(name))
        passport.pupils_count = passport.pupils_count or 0
        passport.save()


def _number(value):
    return int(value) if value == int(value) else float(value)


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0006_passport_questions"),
    ]

    operations = [migrations.RunPython(fill, take_back)]

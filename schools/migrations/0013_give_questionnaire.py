"""Every municipality gets the standard questionnaire and library; risks that schools have already are tied to them."""

import json
from pathlib import Path

from django.db import migrations

STANDARD = Path(__file__).with_name("data") / "0013_questionnaire.json"  # as it was then, whatever the code says now


def give(apps, schema_editor):
    Kind, Questionnaire, Activity, Factor, Municipality = (
        apps.get_model("schools", model)
        for model in ("RiskKind", "Questionnaire", "RecommendedActivity", "RiskFactor", "Municipality")
    )
    standard = json.loads(STANDARD.read_text(encoding="utf-8"))
    for municipality in Municipality.objects.all():
        city = {"municipality": municipality}
        kinds = Kind.objects.bulk_create(Kind(**city, **risk) for risk in standard["risks"])
        Questionnaire.objects.create(**city, version=1, content=standard["content"])
        by_code = {kind.code: kind for kind in kinds}
        Activity.objects.bulk_create(
            Activity(**city, kind=by_code[row["risk"]], **{name: row[name] for name in row if name != "risk"})
            for row in standard["activities"]
        )
        for kind in kinds:
            Factor.objects.filter(**city, name=kind.title).update(kind=kind)


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0012_self_assessment"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]

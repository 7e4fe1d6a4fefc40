"""Municipalities that are here already get the standard methods of identification."""

import json
from pathlib import Path

from django.db import migrations

STANDARD = Path(__file__).with_name("data") / "0015_methods.json"  # as they were then, whatever the code says now


def give(apps, schema_editor):
    Method = apps.get_model("schools", "IdentificationMethod")
    Version = apps.get_model("schools", "MethodVersion")
    standard = json.loads(STANDARD.read_text(encoding="utf-8"))
    for municipality in apps.get_model("schools", "Municipality").objects.all():
        for method in standard:
            row = Method.objects.create(municipality=municipality, code=method["code"], name=method["name"])
            Version.objects.create(
                municipality=municipality,
                method=row,
                number=1,
                status="in_force",
                content=method["content"],
                in_force_from=municipality.created_at.date(),
            )


class Migration(migrations.Migration):
    dependencies = [("schools", "0014_register_import")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]

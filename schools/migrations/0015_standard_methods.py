"""Municipalities that are here already get the standard methods of identification."""

from django.db import migrations

from schools.identification.standard import STANDARD


def give(apps, schema_editor):
    Method = apps.get_model("schools", "IdentificationMethod")
    Version = apps.get_model("schools", "MethodVersion")
    for municipality in apps.get_model("schools", "Municipality").objects.all():
        for code, method in STANDARD.items():
            row = Method.objects.create(municipality=municipality, code=code, name=method.name)
            Version.objects.create(
                municipality=municipality,
                method=row,
                number=1,
                status="in_force",
                content=method.as_dict(),
                in_force_from=municipality.created_at.date(),
            )


class Migration(migrations.Migration):
    dependencies = [("schools", "0014_register_import")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]

"""Every municipality gets the standard questionnaire and library; risks that schools have already are tied to them."""

from django.db import migrations

from schools.standards.giving import give_questionnaire


def give(apps, schema_editor):
    models = [apps.get_model("schools", model) for model in ("RiskKind", "Questionnaire", "RecommendedActivity")]
    for municipality in apps.get_model("schools", "Municipality").objects.all():
        give_questionnaire(municipality.pk, *models)
    Factor = apps.get_model("schools", "RiskFactor")
    for kind in models[0].objects.all():
        Factor.objects.filter(municipality_id=kind.municipality_id, name=kind.title).update(kind=kind)


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0012_self_assessment"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]

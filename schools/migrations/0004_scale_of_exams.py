from django.db import migrations


def points_for_ege(apps, schema_editor):
    """Until now the mean of an ЕГЭ could only be in points; basic mathematics, in marks, is never above 5."""
    apps.get_model("schools", "ExamResult").objects.filter(procedure="ege", mean__gt=5).update(scale="points")


class Migration(migrations.Migration):
    dependencies = [("schools", "0003_results")]

    operations = [migrations.RunPython(points_for_ege, migrations.RunPython.noop)]

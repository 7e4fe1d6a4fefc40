from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0007_fill_passport_values"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="socialpassport",
            name="good_marks_percent",
        ),
        migrations.RemoveField(
            model_name="socialpassport",
            name="large_families_percent",
        ),
        migrations.RemoveField(
            model_name="socialpassport",
            name="parents_with_degree_percent",
        ),
        migrations.RemoveField(
            model_name="socialpassport",
            name="preventive_register_percent",
        ),
        migrations.RemoveField(
            model_name="socialpassport",
            name="pupils_count",
        ),
        migrations.RemoveField(
            model_name="socialpassport",
            name="single_parent_percent",
        ),
        migrations.RemoveField(
            model_name="socialpassport",
            name="vacancies_count",
        ),
    ]

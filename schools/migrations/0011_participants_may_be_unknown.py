from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('schools', '0010_school_history'),
    ]

    operations = [
        migrations.AlterField(
            model_name='examresult',
            name='participants_count',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='участников'),
        ),
    ]

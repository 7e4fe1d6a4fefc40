from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("schools", "0004_scale_of_exams")]

    operations = [
        migrations.AddConstraint(
            model_name='examresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mean__gte', 2), ('mean__lte', 5), ('scale', 'marks')), models.Q(('mean__gte', 0), ('mean__lte', 100), ('scale', 'points')), _connector='OR'), name='examresult_mean_within_scale', violation_error_message='Средняя отметка бывает от 2 до 5, средний балл — от 0 до 100.'),
        ),
        migrations.AddConstraint(
            model_name='resultbenchmark',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mean__gte', 2), ('mean__lte', 5), ('scale', 'marks')), models.Q(('mean__gte', 0), ('mean__lte', 100), ('scale', 'points')), _connector='OR'), name='resultbenchmark_mean_within_scale', violation_error_message='Средняя отметка бывает от 2 до 5, средний балл — от 0 до 100.'),
        ),
    ]

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('config', '0001_initial'),
        ('schools', '0002_school_curators'),
    ]

    operations = [
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='что загружают')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='отпечаток заголовков')),
                ('meanings', models.JSONField(verbose_name='значения граф')),
            ],
            options={
                'verbose_name': 'значения граф',
                'verbose_name_plural': 'значения граф',
            },
        ),
        migrations.CreateModel(
            name='ResultBenchmark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='календарный год')),
                ('procedure', models.CharField(choices=[('vpr', 'ВПР'), ('oge', 'ОГЭ'), ('ege', 'ЕГЭ'), ('gve', 'ГВЭ'), ('diag', 'Диагностика')], max_length=4, verbose_name='процедура')),
                ('subject', models.CharField(max_length=80, verbose_name='предмет')),
                ('grade', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='класс')),
                ('scale', models.CharField(choices=[('marks', 'отметка (2–5)'), ('points', 'баллы (0–100)')], default='marks', max_length=6, verbose_name='в чём средний результат')),
                ('mean', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='средний результат')),
                ('level', models.CharField(choices=[('town', 'муниципалитет'), ('region', 'регион')], max_length=6, verbose_name='уровень')),
                ('participants_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='участников')),
                ('below_minimum_percent', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='ниже минимума, %')),
            ],
            options={
                'verbose_name': 'результат для сравнения',
                'verbose_name_plural': 'результаты для сравнения',
            },
        ),
        migrations.CreateModel(
            name='ResultImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given', models.JSONField(default=dict, verbose_name='что указано человеком')),
                ('summary', models.JSONField(default=dict, verbose_name='что прочитано')),
                ('replaced', models.JSONField(default=dict, verbose_name='что было прежде')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('applied_at', models.DateTimeField(null=True, verbose_name='загружено')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='отменено')),
            ],
            options={
                'verbose_name': 'загрузка результатов',
                'verbose_name_plural': 'загрузки результатов',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SchoolSpelling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, verbose_name='написание')),
            ],
            options={
                'verbose_name': 'написание школы',
                'verbose_name_plural': 'написания школ',
            },
        ),
        migrations.RemoveConstraint(
            model_name='examresult',
            name='below_minimum_within_participants',
        ),
        migrations.AddField(
            model_name='examresult',
            name='fives_count',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='отметок «5»'),
        ),
        migrations.AddField(
            model_name='examresult',
            name='fours_count',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='отметок «4»'),
        ),
        migrations.AddField(
            model_name='examresult',
            name='scale',
            field=models.CharField(choices=[('marks', 'отметка (2–5)'), ('points', 'баллы (0–100)')], default='marks', max_length=6, verbose_name='в чём средний результат'),
        ),
        migrations.AddField(
            model_name='examresult',
            name='threes_count',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='отметок «3»'),
        ),
        migrations.AddField(
            model_name='examresult',
            name='twos_count',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='отметок «2»'),
        ),
        migrations.AlterField(
            model_name='examresult',
            name='below_minimum_count',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='ниже минимума'),
        ),
        migrations.AlterField(
            model_name='examresult',
            name='grade',
            field=models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='класс'),
        ),
        migrations.AlterField(
            model_name='examresult',
            name='mean',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='средний результат'),
        ),
        migrations.AlterField(
            model_name='examresult',
            name='procedure',
            field=models.CharField(choices=[('vpr', 'ВПР'), ('oge', 'ОГЭ'), ('ege', 'ЕГЭ'), ('gve', 'ГВЭ'), ('diag', 'Диагностика')], max_length=4, verbose_name='процедура'),
        ),
        migrations.AlterField(
            model_name='examresult',
            name='year',
            field=models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='календарный год'),
        ),
        migrations.AddField(
            model_name='columnmapping',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.municipality'),
        ),
        migrations.AddField(
            model_name='resultbenchmark',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.municipality'),
        ),
        migrations.AddField(
            model_name='resultimport',
            name='applied_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='resultimport',
            name='created_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='resultimport',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='config.storedfile'),
        ),
        migrations.AddField(
            model_name='resultimport',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.municipality'),
        ),
        migrations.AddField(
            model_name='resultimport',
            name='undone_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='resultbenchmark',
            name='result_import',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='schools.resultimport'),
        ),
        migrations.AddField(
            model_name='examresult',
            name='result_import',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='schools.resultimport'),
        ),
        migrations.AddIndex(
            model_name='examresult',
            index=models.Index(fields=['municipality', 'year'], name='results_by_year'),
        ),
        migrations.AddConstraint(
            model_name='examresult',
            constraint=models.CheckConstraint(condition=models.Q(('below_minimum_count', None), ('below_minimum_count__lte', models.F('participants_count')), _connector='OR'), name='below_minimum_within_participants', violation_error_message='Не справившихся не может быть больше, чем участников.'),
        ),
        migrations.AddConstraint(
            model_name='examresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fives_count', None), ('fours_count', None), ('threes_count', None), ('twos_count', None)), models.Q(('fives_count__isnull', False), ('fours_count__isnull', False), ('threes_count__isnull', False), ('twos_count__isnull', False), ('participants_count', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('twos_count'), '+', models.F('threes_count')), '+', models.F('fours_count')), '+', models.F('fives_count')))), _connector='OR'), name='marks_sum_up_to_participants', violation_error_message='Сумма отметок «2», «3», «4» и «5» должна равняться числу участников.'),
        ),
        migrations.AddConstraint(
            model_name='examresult',
            constraint=models.CheckConstraint(condition=models.Q(('grade__gte', 1), ('grade__lte', 12), ('year__gte', 2000), ('year__lte', 2100)), name='examresult_year_and_grade_can_be', violation_error_message='Год или класс указан неверно.'),
        ),
        migrations.AlterConstraint(
            model_name='examresult',
            name='one_result_per_procedure',
            constraint=models.UniqueConstraint(fields=('school', 'year', 'procedure', 'subject', 'grade'), name='one_result_per_procedure', violation_error_message='Такой результат этой школы уже есть: откройте его и исправьте.'),
        ),
        migrations.AddField(
            model_name='schoolspelling',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.municipality'),
        ),
        migrations.AddField(
            model_name='schoolspelling',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='spellings', to='schools.school'),
        ),
        migrations.AddConstraint(
            model_name='columnmapping',
            constraint=models.UniqueConstraint(fields=('municipality', 'kind', 'fingerprint'), name='one_mapping_per_layout'),
        ),
        migrations.AddConstraint(
            model_name='resultimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applied_at', None), ('applied_by', None)), models.Q(('applied_at__isnull', False), ('applied_by__isnull', False)), _connector='OR'), name='result_import_applied_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='resultimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None)), models.Q(('applied_at__isnull', False), ('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='result_import_undone_after_applied'),
        ),
        migrations.AddConstraint(
            model_name='resultbenchmark',
            constraint=models.UniqueConstraint(fields=('municipality', 'level', 'year', 'procedure', 'subject', 'grade'), name='one_benchmark_per_procedure'),
        ),
        migrations.AddConstraint(
            model_name='resultbenchmark',
            constraint=models.CheckConstraint(condition=models.Q(('below_minimum_percent', None), models.Q(('below_minimum_percent__gte', 0), ('below_minimum_percent__lte', 100)), _connector='OR'), name='benchmark_share_within_hundred', violation_error_message='Доля не бывает больше 100 %.'),
        ),
        migrations.AddConstraint(
            model_name='resultbenchmark',
            constraint=models.CheckConstraint(condition=models.Q(('grade__gte', 1), ('grade__lte', 12), ('year__gte', 2000), ('year__lte', 2100)), name='resultbenchmark_year_and_grade_can_be', violation_error_message='Год или класс указан неверно.'),
        ),
        migrations.AddConstraint(
            model_name='schoolspelling',
            constraint=models.UniqueConstraint(fields=('municipality', 'key'), name='one_school_per_spelling'),
        ),
    ]

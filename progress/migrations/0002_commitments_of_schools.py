import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def say_what_came_next(apps, schema_editor):
    """A review noted before this column existed ended its promise."""
    apps.get_model("progress", "Commitment").objects.exclude(reviewed_on=None).update(next_step="arreter")


class Migration(migrations.Migration):

    dependencies = [
        ('schools', '0002_pupil_comfort'),
        ('progress', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='commitment',
            options={'ordering': ('due_on', 'made_on', 'text'), 'verbose_name': 'engagement'},
        ),
        migrations.RemoveConstraint(model_name='commitment', name='commitment_review_has_an_outcome'),
        migrations.RenameField(model_name='commitment', old_name='review', new_name='helped'),
        migrations.AlterField(
            model_name='commitment',
            name='helped',
            field=models.CharField(blank=True, max_length=600, verbose_name='ce qui a aidé'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='hindered',
            field=models.CharField(blank=True, max_length=600, verbose_name='ce qui a freiné'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='next_step',
            field=models.CharField(blank=True, choices=[('garder', 'on le garde'), ('adapter', 'on l’adapte'), ('arreter', 'on s’arrête là')], max_length=8, verbose_name='la suite'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='carried_by',
            field=models.CharField(default='toute la classe', max_length=60, verbose_name='qui s’en charge'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='commitment',
            name='follows',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followed_by', to='progress.commitment'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='classroom',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to='schools.classroom'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='made_on',
            field=models.DateField(verbose_name='décidé le'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to='schools.school'),
        ),
        migrations.RunPython(say_what_came_next, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('next_step', ''), ('outcome', ''), ('reviewed_on', None)), models.Q(('reviewed_on__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('next_step', ''), _negated=True)), _connector='OR'), name='commitment_review_has_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(condition=models.Q(('classroom__isnull', False), ('withdrawn_at', None)), fields=('school', 'classroom', 'text', 'made_on'), name='commitment_once_a_day_per_class'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(condition=models.Q(('classroom', None), ('withdrawn_at', None)), fields=('school', 'text', 'made_on'), name='commitment_once_a_day_per_school'),
        ),
        migrations.CreateModel(
            name='CharterAdoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('adopted_on', models.DateField(verbose_name='adoptée le')),
                ('adopted_by', models.CharField(max_length=80, verbose_name='adoptée par')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='charter_adoptions', to='schools.school')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.schoolyear')),
            ],
            options={
                'verbose_name': 'adoption de la charte',
                'ordering': ('-year',),
                'constraints': [models.UniqueConstraint(fields=('school', 'year'), name='charter_adopted_once_a_year')],
            },
        ),
    ]

"""Answers that are never marked, and steps of a scale among the positions."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0003_late_and_waiting'),
    ]

    operations = [
        migrations.AlterField(
            model_name='answer',
            name='mark',
            field=models.FloatField(null=True, verbose_name='part réussie'),
        ),
        migrations.AlterField(
            model_name='position',
            name='stance',
            field=models.CharField(max_length=20, verbose_name='position'),
        ),
    ]

"""Answers that arrive after the closing, and how many still wait on the tablet."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0002_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='answer',
            name='late',
            field=models.BooleanField(default=False, verbose_name='arrivée après la fermeture'),
        ),
        migrations.AddField(
            model_name='attempt',
            name='waiting',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='réponses encore sur la tablette'),
        ),
        migrations.AddField(
            model_name='attempt',
            name='waiting_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='compte reçu le'),
        ),
    ]

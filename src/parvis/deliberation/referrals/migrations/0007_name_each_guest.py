import django.db.models.deletion
from django.db import migrations, models

ANSWERS = [("", "pas encore répondu"), ("coming", "viendra"), ("not_coming", "ne pourra pas venir")]


class Migration(migrations.Migration):
    dependencies = [("referrals", "0006_index_the_outcomes")]

    operations = [
        migrations.RemoveConstraint(model_name="hearing", name="hearing_of_somebody"),
        migrations.RenameField(model_name="hearing", old_name="guests", new_name="old_guests"),
        migrations.RenameField(model_name="hearing", old_name="guests_email", new_name="old_email"),
        migrations.CreateModel(
            name="HearingGuest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160, verbose_name="nom et qualité")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse électronique")),
                ("answer", models.CharField(blank=True, choices=ANSWERS, max_length=12, verbose_name="réponse")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="a répondu le")),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guests",
                        to="referrals.hearing",
                        verbose_name="audition",
                    ),
                ),
            ],
            options={
                "verbose_name": "personne entendue",
                "verbose_name_plural": "personnes entendues",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="hearing_guest_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="hearing_guest_answer_is_dated",
                    ),
                ],
            },
        ),
    ]

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from parvis.ground.accounts.models import User
from parvis.ground.authorities import defaults, first_run, upgrades
from parvis.ground.authorities.legal import rule_in_force
from parvis.ground.authorities.models import Authority, Host, LegalRule
from parvis.ground.authorities.tests.factories import AuthorityFactory, LegalRuleFactory
from parvis.ground.core.errors import Refused

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 16)


def create(**changes):
    options = {
        "host": "participer.ville.fr", "name": "Ville d’Aubrac", "kind": "commune", "officer_email": "lea@ville.fr",
        "officer_name": "Léa Rivière", **changes,
    }  # fmt: skip
    out = io.StringIO()
    call_command("authority", "create", stdout=out, **options)
    return out.getvalue()


def test_an_authority_opens_from_the_terminal_with_its_officer_and_its_rules():
    said = create()
    authority = Authority.objects.get()
    assert (authority.slug, authority.primary_host()) == ("participer", "participer.ville.fr")
    officer = User.objects.get(email="lea@ville.fr")
    assert officer.grants.personas(authority.pk) == {"officer", "admin"}
    assert not officer.has_usable_password()
    assert rule_in_force(authority, "legal_petition.commune_ratio", TODAY).value * 10 == 1
    assert "participer.ville.fr" in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"officer_email": "pas-une-adresse"}, "Exemple : nom@exemple.fr"),
        ({"host": "https://ville.fr/"}, "le nom seul"),
        ({"name": "x" * 200}, "160"),
    ],
)
def test_a_wrong_answer_writes_nothing(changes, said):
    with pytest.raises(CommandError, match=said):
        create(**changes)
    assert not Authority.objects.exists()
    assert not User.objects.exists()


def test_a_host_that_is_taken_is_refused():
    create()
    with pytest.raises(CommandError, match="appartient déjà"):
        create(slug="autre", officer_email="max@ville.fr")
    assert not User.objects.filter(email="max@ville.fr").exists()
    assert Host.objects.count() == 1


def test_the_first_day_is_over_once_an_authority_exists():
    AuthorityFactory()
    with pytest.raises(Refused, match="cette page est fermée"):
        first_run.open_first_authority(
            host="ville.fr", name="Ville", short_name="Ville", slug="ville", kind="commune",
            officer_email="lea@ville.fr", officer_name="Léa",
        )  # fmt: skip


def test_rules_are_written_once_and_never_touched_again():
    written = defaults.load_rules()
    assert written == LegalRule.objects.count() > 15
    LegalRule.objects.filter(code="deadline.last_alert").update(value=5)
    assert defaults.load_rules() == 0
    assert LegalRule.objects.get(code="deadline.last_alert").value == 5


def test_an_upgrade_brings_the_missing_rules_and_leaves_those_a_town_wrote():
    authority = AuthorityFactory()
    defaults.load_rules()
    LegalRule.objects.filter(code="deadline.last_alert").update(value=5)
    own = LegalRuleFactory(authority=authority, code="assembly_notice.large_commune", value=8)
    LegalRule.objects.filter(code="electoral_reserve.months_before").delete()
    emit_post_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)
    own.refresh_from_db()
    assert LegalRule.objects.get(code="electoral_reserve.months_before").value == 6
    assert (LegalRule.objects.get(code="deadline.last_alert").value, own.value) == (5, 8)


def test_a_database_without_authorities_stays_empty():
    emit_post_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)
    assert not LegalRule.objects.exists()


def test_a_part_of_the_migrations_brings_nothing():
    AuthorityFactory()
    before = MigrationLoader(connection).project_state(("authorities", "0001_initial")).apps
    upgrades.bring_missing_rules(None, using=DEFAULT_DB_ALIAS, apps=before)
    assert not LegalRule.objects.exists()
    upgrades.bring_missing_rules(None, using=DEFAULT_DB_ALIAS, apps=ProjectState().apps)
    assert not LegalRule.objects.exists()


def test_every_shipped_rule_says_where_it_comes_from():
    for row in defaults.shipped_rules():
        LegalRule(**row).full_clean(exclude=["authority"])


def test_a_later_value_ends_the_one_before(monkeypatch):
    one = {"code": "essai", "label": "Essai", "value": 1, "unit": "days", "source": "Loi"}
    old, new = {**one, "valid_from": dt.date(2020, 1, 1)}, {**one, "value": 2, "valid_from": dt.date(2026, 1, 1)}
    monkeypatch.setattr(defaults, "shipped_rules", lambda: [old])
    defaults.load_rules()
    monkeypatch.setattr(defaults, "shipped_rules", lambda: [old, new])
    assert defaults.load_rules() == 1
    authority = AuthorityFactory()
    assert rule_in_force(authority, "essai", dt.date(2025, 12, 31)).number == 1
    assert rule_in_force(authority, "essai", dt.date(2026, 1, 1)).number == 2


def test_rules_load_says_how_many():
    out = io.StringIO()
    call_command("rules", "load", stdout=out)
    assert "Legal rules written" in out.getvalue()

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.ground.accounts.models import User
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities import defaults
from parvis.ground.authorities.legal import rule_in_force
from parvis.ground.authorities.models import BreakGlass, Delegation, Department, Host, Role, Term, Territory, Venue
from parvis.ground.authorities.tests.factories import (
    DepartmentFactory,
    HostFactory,
    LegalActFactory,
    LegalRuleFactory,
    RoleFactory,
    TerritoryFactory,
    VenueFactory,
)
from parvis.ground.core import french
from parvis.ground.documents.kinds import DocumentKind, TextPart
from parvis.ground.documents.models import DocumentTemplate
from parvis.ground.journal.acts import record
from parvis.ground.journal.models import JournalLine
from parvis.ground.mailing.models import Message
from parvis.shells.desk.places import settings_menu

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf50"
    "0f0003860180d7c8d2f70000000049454e44ae426082"
)


def page_of(name, *args):
    return reverse(f"desk:settings:{name}", args=args)


PAGES = [
    "home", "identity", "look", "modules", "sign-in", "host-list", "host-create", "department-list",
    "department-create", "territory-list", "territory-create", "territory-tree", "venue-list", "venue-create",
    "act-list", "act-create", "term-list", "term-create", "election-list", "election-create", "rule-list",
    "document-list",
    "role-list", "role-create", "delegation-list", "glass-list", "glass-break", "journal-list", "journal-state",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_an_administrator_opens_every_settings_page(enter, page):
    assert enter("admin").get(page_of(page)).status_code == 200


@pytest.mark.parametrize("persona", ["officer", "director", "auditor"])
def test_who_reads_the_settings_changes_nothing(enter, persona):
    reader = enter(persona)
    assert reader.get(page_of("venue-list")).status_code == 200
    assert reader.get(page_of("venue-create")).status_code == 403
    assert reader.get(page_of("identity")).status_code == 403
    assert reader.get(page_of("role-create")).status_code == 403


@pytest.mark.parametrize("persona", ["councillor", "cabinet", "agent", "moderator"])
def test_others_do_not_read_the_settings(enter, persona):
    assert enter(persona).get(page_of("role-list")).status_code == 403


def test_the_settings_menu_shows_what_one_may_open(authority):
    sections = settings_menu(user_with("officer", authority), authority)
    labels = [entry["label"] for section in sections for entry in section["entries"]]
    assert "Services" in labels
    assert "Identité de la collectivité" not in labels


def test_a_list_with_nothing_to_filter_by_offers_no_filter(enter):
    assert "Filtrer" not in enter("admin").get(page_of("term-list")).content.decode()
    assert "Filtrer" in enter("admin").get(page_of("rule-list")).content.decode()


# --- Simple settings ---


def test_a_venue_is_written_and_journalled(enter, authority):
    admin = enter("admin")
    answer = admin.post(page_of("venue-create"), {"name": "Halle aux grains", "capacity": 200, "step_free": "true"})
    assert answer.url == page_of("venue-list")
    venue = Venue.objects.of(authority).get()
    assert (venue.capacity, venue.step_free) == (200, True)
    line = JournalLine.objects.about(venue).get()
    assert (line.verb, line.facts["fields"]) == ("create_venue", ["capacity", "name", "step_free"])


def test_a_name_taken_in_the_authority_is_refused_next_to_the_field(enter, authority):
    VenueFactory(authority=authority, name="Halle")
    page = enter("admin").post(page_of("venue-create"), {"name": "Halle"})
    assert page.status_code == 422
    assert page.context["form"].errors
    assert Venue.objects.of(authority).count() == 1


def test_a_date_before_its_predecessor_is_refused_with_what_was_typed(enter):
    data = {"name": "2026-2032", "starts_on": "2026-04-01", "ends_on": "2020-01-01"}
    page = enter("admin").post(page_of("term-create"), data)
    assert page.status_code == 422
    assert "La fin doit suivre le début." in page.content.decode()
    assert 'value="2026-2032"' in page.content.decode()
    assert not Term.objects.exists()


def test_a_department_is_never_inside_itself(enter, authority):
    direction = DepartmentFactory(authority=authority, name="Direction")
    service = DepartmentFactory(authority=authority, name="Service", parent=direction)
    data = {"name": "Direction", "kind": "directorate", "parent": service.pk}
    page = enter("admin").post(direction.get_desk_url(), data)
    assert "ne peut pas être rattachée à elle-même" in page.content.decode()
    direction.refresh_from_db()
    assert direction.parent is None


def test_a_department_of_another_authority_cannot_be_the_parent(enter, authority):
    elsewhere = DepartmentFactory()
    data = {"name": "Service", "kind": "service", "parent": elsewhere.pk}
    assert enter("admin").post(page_of("department-create"), data).status_code == 422
    assert not Department.objects.of(authority).exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"kind": "commune", "code": "4719"}, "cinq caractères"),
        ({"kind": "district", "geometry": '{"type": "Rond"}'}, "contour GeoJSON"),
        ({"kind": "district", "geometry": "pas du tout"}, "JSON"),
        ({"kind": "district", "valid_from": "2026-01-02", "valid_to": "2026-01-01"}, "La fin précède le début."),
    ],
)
def test_a_wrong_territory_is_refused_in_words(enter, authority, data, said):
    page = enter("admin").post(page_of("territory-create"), {"name": "Lavaur", **data})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Territory.objects.of(authority).exists()


def test_the_tree_of_territories_nests_and_costs_the_same(enter, authority, django_assert_num_queries):
    canton = TerritoryFactory(authority=authority, kind="canton", name="Canton Nord")
    for i in range(12):
        TerritoryFactory(authority=authority, name=f"Commune {i:02}", parent=canton)
    officer = enter("officer")
    officer.get(page_of("territory-tree"))
    with django_assert_num_queries(5):
        page = officer.get(page_of("territory-tree")).content.decode()
    assert page.index("Canton Nord") < page.index("Commune 11")


def test_the_reserve_is_computed_from_the_first_round(enter):
    defaults.load_rules()
    admin = enter("admin")
    admin.post(
        page_of("election-create"),
        {"name": "Municipales 2026", "first_round": "2026-03-15", "second_round": "2026-03-22"},
    )
    page = admin.get(page_of("election-list")).content.decode().replace("\xa0", " ")
    assert "du 1er sept. 2025 au 22 mars 2026" in page


def test_who_only_reads_sees_a_sheet_without_a_form(enter, authority):
    act = LegalActFactory(authority=authority, title="Création du conseil")
    page = enter("officer").get(act.get_desk_url()).content.decode()
    assert "Création du conseil" in page
    assert '<button class="button primary">Enregistrer' not in page


# --- The authority ---


def identity_data(authority, **changes):
    return {
        "name": authority.name, "short_name": authority.short_name, "kind": authority.kind,
        "population": authority.population, **changes,
    }  # fmt: skip


def test_a_wrong_siret_is_refused_and_nothing_is_written(enter, authority):
    data = identity_data(authority, name="Autre nom", siren="123456789", siret="12345678901234")
    page = enter("admin").post(page_of("identity"), data)
    assert page.status_code == 422
    assert "Ce SIRET n’existe pas" in page.content.decode()
    authority.refresh_from_db()
    assert authority.name == "Val d’Orzenne"


def test_a_siret_of_another_siren_is_refused(enter, authority):
    data = identity_data(authority, siren="233500016", siret="38047555800058")
    assert "commence par les neuf chiffres" in enter("admin").post(page_of("identity"), data).content.decode()


def test_the_identity_is_saved_and_journalled_without_its_content(enter, authority):
    enter("admin").post(page_of("identity"), identity_data(authority, name="Val d’Orzenne Agglomération"))
    authority.refresh_from_db()
    assert authority.name == "Val d’Orzenne Agglomération"
    assert JournalLine.objects.about(authority).first().facts == {"fields": ["name"]}


def test_a_colour_too_pale_is_shown_with_what_replaces_it(enter):
    page = enter("admin").get(page_of("contrast"), {"primary_colour": "#ffee88", "accent_colour": "#000000"})
    text = page.content.decode()
    assert "insuffisant" in text
    assert "Seconde couleur" in text
    assert text.count("insuffisant") == 1


def test_a_colour_half_typed_says_nothing(enter):
    assert b"Premi" not in enter("admin").get(page_of("contrast"), {"primary_colour": "#ff"}).content


def test_a_logo_is_kept_when_it_is_an_image(enter, authority):
    admin = enter("admin")
    colours = {"primary_colour": "#1c5d99", "accent_colour": "#c8553d"}
    logo = SimpleUploadedFile("logo.png", PNG, content_type="image/png")
    assert admin.post(page_of("look"), {**colours, "logo": logo}).status_code == 302
    authority.refresh_from_db()
    assert authority.logo
    liar = SimpleUploadedFile("logo.png", b"<script>alert(1)</script>", content_type="image/png")
    assert admin.post(page_of("look"), {**colours, "logo": liar}).status_code == 422


def test_a_second_factor_may_be_required_of_agents(enter, authority):
    enter("admin").post(page_of("sign-in"), {"second_factor_for_agents": "on"})
    authority.refresh_from_db()
    assert authority.second_factor_for_agents is True


def test_the_primary_host_moves_and_stays_unique(enter, authority):
    other = HostFactory(authority=authority, name="participer.orzenne.fr", is_primary=False)
    admin = enter("admin")
    admin.post(page_of("host-primary", other.pk))
    assert list(Host.objects.of(authority).filter(is_primary=True)) == [other]
    refused = admin.post(page_of("host-remove", other.pk))
    assert refused.status_code == 422
    assert "rendez-en d’abord un autre principal" in refused.content.decode()


@pytest.mark.parametrize("name", ["https://ville.fr", "ville.fr/accueil", "ville fr", ""])
def test_a_host_is_a_name_alone(enter, authority, name):
    assert enter("admin").post(page_of("host-create"), {"name": name}).status_code == 422
    assert Host.objects.of(authority).count() == 1


# --- Legal rules ---


def test_a_new_value_ends_the_previous_row_and_opens_another(enter, authority):
    rule = LegalRuleFactory(authority=authority, code="answer_delay", value=3, valid_from=dt.date(2020, 1, 1))
    data = {"value": "4", "valid_from": "2027-01-01", "source": "Règlement 2027", "standing": "local"}
    enter("admin").post(page_of("rule-change", rule.pk), data)
    rule.refresh_from_db()
    assert rule.valid_to == dt.date(2026, 12, 31)
    assert rule_in_force(authority, "answer_delay", dt.date(2026, 12, 31)).number == 3
    assert rule_in_force(authority, "answer_delay", dt.date(2027, 1, 1)).number == 4


def test_a_general_rule_gets_a_local_row_and_stays_for_the_others(enter, authority):
    general = LegalRuleFactory(code="answer_delay", value=3)
    data = {"value": "2", "valid_from": "2026-01-01", "source": "Règlement", "standing": "local"}
    enter("admin").post(page_of("rule-change", general.pk), data)
    general.refresh_from_db()
    assert general.valid_to is None
    assert rule_in_force(authority, "answer_delay", dt.date(2026, 6, 1)).number == 2
    assert rule_in_force(RoleFactory().authority, "answer_delay", dt.date(2026, 6, 1)).number == 3


def test_a_new_value_before_the_present_one_is_refused(enter, authority):
    rule = LegalRuleFactory(authority=authority, valid_from=dt.date(2026, 1, 1))
    data = {"value": "2", "valid_from": "2025-01-01", "source": "Règlement", "standing": "local"}
    page = enter("admin").post(page_of("rule-change", rule.pk), data)
    assert page.status_code == 422
    assert "choisissez une date postérieure" in page.content.decode()


def test_an_officer_reads_a_rule_and_does_not_change_it(enter):
    rule = LegalRuleFactory()
    officer = enter("officer")
    assert officer.get(rule.get_desk_url()).status_code == 200
    assert officer.get(page_of("rule-change", rule.pk)).status_code == 403


# --- Roles, delegations, exceptional access ---


def grant_data(**changes):
    return {
        "email": "lea@orzenne.fr",
        "name": "Léa Rivière",
        "persona": "officer",
        "starts_on": "2026-01-01",
        **changes,
    }


def test_a_role_is_granted_to_a_new_account(enter, authority):
    enter("admin").post(page_of("role-create"), grant_data())
    role = Role.objects.get(user__email="lea@orzenne.fr")
    assert (role.user.name, role.persona) == ("Léa Rivière", "officer")


def test_an_account_that_exists_is_not_opened_again(enter):
    lea = UserFactory(email="lea@orzenne.fr", name="Léa")
    enter("admin").post(page_of("role-create"), grant_data(email="LEA@orzenne.fr", name=""))
    assert Role.objects.filter(user=lea).exists()
    assert User.objects.filter(email="lea@orzenne.fr").count() == 1


def test_nobody_grants_a_role_to_themself(enter):
    admin = enter("admin")
    page = admin.post(page_of("role-create"), grant_data(email=admin.user.email))
    assert page.status_code == 422
    assert "Personne ne s’attribue un rôle" in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"persona": "auditor"}, "indiquez sa date de fin"),
        ({"ends_on": "2025-01-01"}, "La fin précède le début."),
        ({"email": "pas-une-adresse"}, "adresse"),
        ({"name": ""}, "n’a pas encore de compte"),
    ],
)
def test_a_wrong_grant_is_refused_in_words_and_opens_no_account(enter, changes, said):
    admin = enter("admin")
    page = admin.post(page_of("role-create"), grant_data(**changes))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not User.objects.filter(email="lea@orzenne.fr").exists()


def test_a_role_ends_and_is_kept(enter, authority):
    role = RoleFactory(authority=authority, persona="officer")
    enter("admin").post(page_of("role-end", role.pk), {"on": "2026-11-01"})
    role.refresh_from_db()
    assert role.ends_on == dt.date(2026, 10, 31)


def test_several_roles_end_at_once_after_a_confirmation(enter, authority):
    roles = [RoleFactory(authority=authority, persona="officer") for _ in range(3)]
    admin = enter("admin")
    ticked = {"action": "end_one", "selection": [r.pk for r in roles[:2]]}
    asked = admin.post(page_of("role-list"), ticked)
    assert asked.status_code == 200
    assert "2 fiches" in asked.content.decode().replace("\xa0", " ")
    assert Role.objects.get(pk=roles[0].pk).ends_on is None
    done = admin.post(page_of("role-list"), {**ticked, "confirme": "1", "on": "2026-11-01"}, follow=True)
    assert "C’est fait pour 2 fiches." in done.content.decode().replace("\xa0", " ")
    assert [Role.objects.get(pk=r.pk).ends_on for r in roles] == [dt.date(2026, 10, 31)] * 2 + [None]


def test_a_bulk_action_that_one_row_refuses_is_done_on_the_others(enter, authority):
    role = RoleFactory(authority=authority, persona="officer")
    admin = enter("admin")
    own = admin.user.roles.get()
    data = {"action": "end_one", "selection": [role.pk, own.pk], "confirme": "1", "on": "2026-11-01"}
    page = admin.post(page_of("role-list"), data, follow=True).content.decode()
    assert "dernier rôle d’administration" in page
    assert Role.objects.get(pk=role.pk).ends_on is not None
    assert Role.objects.get(pk=own.pk).ends_on is None


def test_a_bulk_action_with_nothing_ticked_says_what_to_do(enter):
    page = enter("admin").post(page_of("role-list"), {"action": "end_one"})
    assert page.status_code == 422
    assert "Cochez au moins une ligne" in page.content.decode()


def test_a_bulk_action_is_for_who_may_do_it_on_a_row(enter, authority):
    role = RoleFactory(authority=authority, persona="agent")
    officer = enter("officer")
    assert "end_one" not in officer.get(page_of("role-list")).content.decode()
    data = {"action": "end_one", "selection": [role.pk], "confirme": "1", "on": "2026-11-01"}
    assert officer.post(page_of("role-list"), data).status_code == 403
    assert Role.objects.get(pk=role.pk).ends_on is None


def test_a_bulk_action_never_reaches_another_authority(enter):
    elsewhere = RoleFactory(persona="agent")
    data = {"action": "end_one", "selection": [elsewhere.pk], "confirme": "1", "on": "2026-11-01"}
    assert enter("admin").post(page_of("role-list"), data).status_code == 422
    assert Role.objects.get(pk=elsewhere.pk).ends_on is None


def test_an_unknown_bulk_action_does_not_exist(enter):
    assert enter("admin").post(page_of("role-list"), {"action": "delete"}).status_code == 404


# --- Documents ---


@pytest.fixture
def kind(monkeypatch):
    part = TextPart("body", "Corps", "<p>Bonjour {qui}</p>")
    letter = DocumentKind("essai", "Lettre d’essai", parts=(part,), words=(("qui", "la personne"),))
    monkeypatch.setattr("parvis.shells.desk.settings.documents.kinds", lambda: (letter,))
    monkeypatch.setattr("parvis.ground.documents.kinds.kinds", lambda: (letter,))
    monkeypatch.setattr("parvis.ground.documents.texts.kinds", lambda: (letter,))
    return letter


def test_an_officer_rewrites_the_texts_of_a_document(enter, kind, authority):
    officer = enter("officer")
    assert "Lettre d’essai" in officer.get(page_of("document-list")).content.decode()
    data = {"over": 0, "part_body": "<p>Madame, Monsieur {qui}</p>", "header": "Val d’Orzenne"}
    assert officer.post(page_of("document-detail", "essai"), data).status_code == 302
    assert DocumentTemplate.objects.current(authority, "essai").parts == {"body": "<p>Madame, Monsieur {qui}</p>"}
    again = officer.post(page_of("document-detail", "essai"), data)
    assert again.status_code == 422
    assert "Quelqu’un vient de modifier ce modèle" in again.content.decode()


def test_a_word_that_cannot_be_filled_is_named(enter, kind):
    page = enter("officer").post(page_of("document-detail", "essai"), {"over": 0, "part_body": "{quoi}"})
    assert page.status_code == 422
    assert "ne sait pas remplir {quoi}" in page.content.decode()


def test_an_unknown_document_does_not_exist(enter):
    assert enter("officer").get(page_of("document-detail", "inconnu")).status_code == 404


def test_the_last_administrator_stays(enter, authority):
    admin = enter("admin")
    page = admin.post(page_of("role-end", admin.user.roles.get().pk), {"on": "2026-11-01"})
    assert "dernier rôle d’administration" in page.content.decode()


def test_an_elected_member_delegates_an_act_and_ends_it(enter, authority):
    agent = user_with("agent", authority)
    councillor = enter("councillor")
    data = {"act": "submit", "delegate": agent.pk, "starts_on": "2026-01-01"}
    assert councillor.post(page_of("delegation-create"), data).status_code == 302
    row = Delegation.objects.get()
    assert (row.principal, row.delegate) == (councillor.user, agent)
    councillor.post(page_of("delegation-end", row.pk), {"on": "2026-02-01"})
    row.refresh_from_db()
    assert row.ends_on == dt.date(2026, 1, 31)


def test_a_delegation_goes_to_an_agent_of_the_authority_only(enter, authority):
    stranger = UserFactory()
    data = {"act": "submit", "delegate": stranger.pk, "starts_on": "2026-01-01"}
    assert enter("councillor").post(page_of("delegation-create"), data).status_code == 422
    assert not Delegation.objects.exists()


def test_an_exceptional_access_is_motivated_limited_and_told(enter, authority):
    authority.dpo_contact = "Déléguée : dpo@orzenne.fr"
    authority.save()
    admin = enter("admin")
    assert admin.post(page_of("glass-break"), {"reason": "court", "hours": 1}).status_code == 422
    reason = "Demande d’effacement reçue par téléphone, fiche introuvable."
    page = admin.post(page_of("glass-break"), {"reason": reason, "hours": 2}, follow=True).content.decode()
    assert f"Un message en informe {french.plural(1, 'personne')} qui contrôle les accès." in page
    row = BreakGlass.objects.get()
    assert row.ends_at - row.starts_at == dt.timedelta(hours=2)
    message = Message.objects.get()
    assert message.email == "dpo@orzenne.fr"
    assert reason in message.body


def test_an_exceptional_access_waits_for_somebody_to_be_told(enter, authority):
    asked = {"reason": "Demande d’effacement reçue par téléphone, fiche introuvable.", "hours": 1}
    admin = enter("admin")
    RoleFactory(authority=authority, user=admin.user, persona="auditor")
    refused = admin.post(page_of("glass-break"), asked)
    assert refused.status_code == 422
    assert "Personne ne serait informé de cet accès" in refused.content.decode(), "oneself is nobody else"
    assert not BreakGlass.objects.exists()
    auditor = RoleFactory(authority=authority, persona="auditor").user
    admin.post(page_of("glass-break"), asked)
    assert Message.objects.get().email == auditor.email


# --- Journal ---


def test_the_journal_tells_acts_in_words(enter, authority):
    venue = VenueFactory(authority=authority)
    officer = enter("officer")
    record(venue, "change_venue", by=officer.user, reason="Capacité recomptée")
    page = officer.get(page_of("journal-list")).content.decode()
    assert "Lieu modifié" in page
    assert "Capacité recomptée" in page


def test_an_administrator_reads_the_journal_without_reasons(enter, authority):
    admin = enter("admin")
    record(VenueFactory(authority=authority), "change_venue", by=admin.user, reason="Capacité recomptée")
    page = admin.get(page_of("journal-list"), {"colonnes": ["at", "reason"]}).content.decode()
    assert "Capacité recomptée" not in page


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_journal_costs_the_same_whatever_its_length(enter, authority, count, django_assert_num_queries):
    officer = enter("officer")
    for _ in range(count):
        record(VenueFactory(authority=authority), "change_venue", by=officer.user, reason="Recompté")
    officer.get(page_of("journal-list"))
    with django_assert_num_queries(9):
        officer.get(page_of("journal-list"))


def test_the_journal_of_another_authority_is_not_shown(enter):
    elsewhere = VenueFactory(name="Ailleurs")
    record(elsewhere, "change_venue", by=None)
    page = enter("auditor").get(page_of("journal-list"))
    assert page.context["table"].paginator.count == 0


def test_the_journal_is_filtered_by_kind_and_date(enter, authority):
    officer = enter("officer")
    record(VenueFactory(authority=authority), "change_venue", by=officer.user)
    query = {"kind": "authorities.venue", "since": "2020-01-01"}
    assert officer.get(page_of("journal-list"), query).context["table"].paginator.count == 1
    assert officer.get(page_of("journal-list"), {"kind": "authorities.term"}).context["table"].paginator.count == 0


def test_exporting_the_journal_asks_why_and_is_itself_inscribed(enter, authority):
    officer = enter("officer")
    record(VenueFactory(authority=authority), "change_venue", by=officer.user)
    address = page_of("journal-list") + "?format=csv"
    asked = officer.get(address)
    assert "Pourquoi exporter ces données ?" in asked.content.decode()
    assert officer.post(address, {"reason": "trop"}).status_code == 422
    data = b"".join(officer.post(address, {"reason": "Contrôle annuel des habilitations"}).streaming_content)
    assert "Lieu modifié" in data.decode()
    line = JournalLine.objects.get(verb="export_personal_data")
    assert line.facts == {"list": "desk:settings:journal-list", "format": "csv", "lines": 1}
    assert line.reason.text == "Contrôle annuel des habilitations"


def test_the_whole_journal_is_checked_on_demand(enter, authority):
    auditor = enter("auditor")
    record(VenueFactory(authority=authority), "change_venue", by=auditor.user)
    assert "intact" in auditor.post(page_of("journal-state")).content.decode()

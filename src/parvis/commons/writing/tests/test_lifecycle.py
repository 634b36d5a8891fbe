import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import SchemeFactory
from parvis.commons.writing import lifecycle
from parvis.commons.writing.anchors import anchor_blocks, split
from parvis.commons.writing.choices import Outcome, Status, TextKind
from parvis.commons.writing.models import Comment, Text, TextDraft
from parvis.commons.writing.sealing import is_intact
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.journal.models import JournalLine
from parvis.ground.mailing.models import Message

from .factories import (
    CommentFactory,
    DivergenceFactory,
    RecommendationFactory,
    TextFactory,
    VersionFactory,
    ready_text,
)

pytestmark = pytest.mark.django_db

PLENARY = lifecycle.Vote(
    mode="plenary", on=dt.date(2026, 12, 10), electors=72, present=51, proxies=6, quorum=37,
    in_favour=48, against=3, abstentions=6,
)  # fmt: skip


@pytest.fixture
def writer():
    return UserFactory()


# --- Versions and anchors


def test_a_first_version_opens_the_text(writer):
    text = lifecycle.create_text(SchemeFactory(), kind=TextKind.OPINION, title="Avis", by=writer, html="<p>Un.</p>")
    assert text.latest.number == 1
    assert [b.anchor for b in text.latest.blocks] == [1]


def test_saving_the_same_words_makes_no_version(writer):
    text = VersionFactory().text
    same = lifecycle.save_version(text, html=text.latest.html, base=1, by=writer)
    assert same.number == 1
    assert text.versions.count() == 1


def test_paragraphs_keep_their_anchor_when_others_arrive_or_change(writer):
    text = VersionFactory(html="<p>Relier les collèges aux bourgs.</p><p>Prêter des vélos trois mois.</p>").text
    version = lifecycle.save_version(
        text, base=1, by=writer,
        html="<p>En préambule.</p><p>Prêter des vélos trois mois avant tout achat.</p>"
        "<p>Relier les collèges aux bourgs.</p>",
    )  # fmt: skip
    assert [b.anchor for b in version.blocks] == [3, 2, 1]


def test_an_anchor_is_never_given_twice(writer):
    text = VersionFactory(html="<p>Un premier paragraphe.</p><p>Le second paragraphe.</p>").text
    lifecycle.save_version(text, base=1, by=writer, html="<p>Un premier paragraphe.</p>")
    third = lifecycle.save_version(text, base=2, by=writer, html="<p>Un premier paragraphe.</p><p>Tout neuf.</p>")
    assert third.anchors == [1, 3]


def test_scripts_and_styles_never_enter_a_version(writer):
    text = VersionFactory().text
    version = lifecycle.save_version(
        text, base=1, by=writer, html='<p style="color:red" onclick="x()">Bonjour<script>alert(1)</script></p>'
    )
    assert version.html == "<p>Bonjour</p>"


@given(st.lists(st.text(alphabet="abcdefgh é", min_size=1).filter(str.strip), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_anchors_are_unique_and_as_many_as_blocks(paragraphs):
    html = "".join(f"<p>{p}</p>" for p in paragraphs)
    anchors, last = anchor_blocks(html, (), 0)
    assert len(anchors) == len(split(html)) == len(set(anchors))
    assert max(anchors, default=0) == last


# --- Two people at once


def test_the_second_to_save_is_shown_both_versions_and_loses_nothing(writer):
    text = VersionFactory(html="<p>Un texte commun.</p>").text
    stale = Text.objects.get(pk=text.pk)
    lifecycle.save_version(text, base=1, by=UserFactory(name="Karim Ouzari"), html="<p>Le texte de Karim.</p>")
    with pytest.raises(lifecycle.Conflict, match="Karim Ouzari") as conflict:
        lifecycle.save_version(stale, base=1, by=writer, html="<p>Mes mots à moi.</p>")
    assert conflict.value.mine == "<p>Mes mots à moi.</p>"
    assert conflict.value.theirs.html == "<p>Le texte de Karim.</p>"
    assert text.versions.count() == 2


@given(st.lists(st.integers(min_value=0, max_value=3), min_size=1, max_size=6))
@settings(max_examples=20, deadline=None)
def test_versions_follow_each_other_whatever_the_base_typed(bases):
    with transaction.atomic():
        text, by = VersionFactory().text, UserFactory()
        for place, base in enumerate(bases):
            try:
                lifecycle.save_version(text, base=base, by=by, html=f"<p>Essai numéro {place}.</p>")
            except Refused:
                continue
        assert sorted(text.versions.values_list("number", flat=True)) == list(range(1, text.head + 1))
        transaction.set_rollback(True)


def test_a_draft_is_kept_for_its_author_and_goes_once_saved(writer):
    text = VersionFactory().text
    lifecycle.keep_draft(text, html="<p>Je commence</p>", base=1, by=writer)
    lifecycle.keep_draft(text, html="<p>Je continue</p>", base=1, by=writer)
    assert TextDraft.objects.get(text=text, user=writer).html == "<p>Je continue</p>"
    lifecycle.save_version(text, html="<p>J’ai fini</p>", base=1, by=writer)
    assert not TextDraft.objects.exists()


# --- Remarks


@pytest.fixture
def commented(writer):
    text = VersionFactory().text
    lifecycle.open_comments(text, until=clock.today() + dt.timedelta(days=15), by=writer)
    return text


def test_members_comment_a_paragraph_during_the_period(commented):
    row = lifecycle.comment(commented, body="Et les villages ?", by=UserFactory(), anchor=2)
    assert (row.outcome, row.anchor, row.version.number) == (Outcome.OPEN, 2, 1)


def test_nobody_comments_before_or_after_the_period(writer, commented):
    with pytest.raises(Refused, match="ne sont pas ouverts"):
        lifecycle.comment(VersionFactory().text, body="Trop tôt", by=writer)
    Text.objects.filter(pk=commented.pk).update(comments_until=clock.today() - dt.timedelta(days=1))
    with pytest.raises(Refused, match="étaient ouverts"):
        lifecycle.comment(commented, body="Trop tard", by=writer)


def test_the_period_needs_a_version_and_a_day_to_come(writer):
    with pytest.raises(Refused, match="première version"):
        lifecycle.open_comments(TextFactory(), until=clock.today(), by=writer)
    with pytest.raises(Refused, match="passée"):
        lifecycle.open_comments(VersionFactory().text, until=dt.date(2020, 1, 1), by=writer)


def test_a_refused_remark_says_why_and_its_author_is_told(commented, writer):
    author = UserFactory(email="denise@exemple.invalid")
    row = lifecycle.comment(commented, body="Et les villages ?", by=author, anchor=2)
    with pytest.raises(Refused, match="raison"):
        lifecycle.settle_comment(row, outcome=Outcome.REFUSED, by=writer)
    lifecycle.settle_comment(row, outcome=Outcome.REFUSED, reason="Hors du périmètre.", by=writer)
    message = Message.objects.get(letter="writing.comment_settled")
    assert message.email == "denise@exemple.invalid"
    assert "Hors du périmètre." in message.body


def test_a_remark_is_settled_once(commented, writer):
    row = CommentFactory(text=commented)
    stale = Comment.objects.get(pk=row.pk)
    lifecycle.settle_comment(row, outcome=Outcome.TAKEN_UP, by=writer)
    with pytest.raises(Refused, match="déjà"):
        lifecycle.settle_comment(stale, outcome=Outcome.REFUSED, reason="Non", by=writer)


# --- Disagreement


def test_a_divergence_shows_at_least_two_sides(writer):
    text = VersionFactory().text
    with pytest.raises(Refused, match="deux positions"):
        lifecycle.note_divergence(text, subject="La gratuité", positions=[("Pour", 12)], by=writer)
    row = lifecycle.note_divergence(text, subject="La gratuité", positions=[("Pour", 12), ("Contre", 7)], by=writer)
    assert [p.supporters_count for p in row.positions.all()] == [12, 7]


def test_a_minority_position_needs_holders_and_changes_until_adoption(writer):
    text = ready_text()
    with pytest.raises(Refused, match="Nommez"):
        lifecycle.add_minority(text, title="Autrement", html="<p>Non.</p>", holders=[], by=writer)
    row = lifecycle.add_minority(text, title="Autrement", html="<p>Non.</p>", holders=[PersonFactory()], by=writer)
    lifecycle.revise_minority(row, title="Autrement", html="<p>Commencer par les villages.</p>", by=writer)
    lifecycle.adopt(text, PLENARY, by=writer)
    with pytest.raises(Refused, match="adopté"):
        lifecycle.revise_minority(row, title="Trop tard", html="<p>Encore.</p>", by=writer)


# --- Recommendations


def test_recommendations_are_numbered_without_a_gap(writer):
    text = VersionFactory().text
    rows = [lifecycle.add_recommendation(text, statement=f"Faire {n}", addressee_label="La Région", by=writer)
            for n in range(3)]  # fmt: skip
    lifecycle.remove_recommendation(rows[0], by=writer)
    assert list(text.recommendations.values_list("number", "statement")) == [(1, "Faire 1"), (2, "Faire 2")]


def test_a_recommendation_without_addressee_stops_the_adoption(writer):
    text = VersionFactory().text
    RecommendationFactory(text=text, addressee=None)
    with pytest.raises(Refused, match="R1 n’a pas de destinataire"):
        lifecycle.adopt(text, PLENARY, by=writer)


def test_an_opinion_that_recommends_nothing_is_adopted_with_a_reason(writer):
    text = VersionFactory().text
    with pytest.raises(Warned, match="aucune recommandation"):
        lifecycle.adopt(text, PLENARY, by=writer)
    lifecycle.adopt(text, PLENARY, by=writer, override="Le conseil rend un avis de principe.")
    assert text.is_locked


def test_other_texts_recommend_nothing_and_are_adopted(writer):
    text = VersionFactory(text=TextFactory(kind=TextKind.SYNTHESIS)).text
    lifecycle.adopt(text, PLENARY, by=writer)
    assert text.is_locked


def test_a_vote_opens_on_an_opinion_that_recommends_nothing_with_a_reason(writer, voters):
    text = VersionFactory().text
    asked = {"closes_on": clock.today(), "electors": voters, "quorum": 2, "by": writer}
    with pytest.raises(Warned, match="aucune recommandation"):
        lifecycle.open_written_procedure(text, **asked)
    lifecycle.open_written_procedure(text, **asked, override="Le conseil rend un avis de principe.")
    assert text.status == Status.VOTING


# --- Adoption


def test_the_adopted_version_is_locked_under_its_fingerprint(writer):
    text = VersionFactory().text
    RecommendationFactory(text=text)
    DivergenceFactory(text=text)
    lifecycle.adopt(text, PLENARY, by=writer)
    assert (text.status, len(text.fingerprint)) == (Status.ADOPTED, 64)
    assert is_intact(Text.objects.get(pk=text.pk))
    assert JournalLine.objects.about(text).first().facts["fingerprint"] == text.fingerprint
    with pytest.raises(Refused, match="adopté"):
        lifecycle.save_version(text, html="<p>Après coup.</p>", base=1, by=writer)


def test_a_change_behind_the_back_of_the_product_shows(writer):
    text = ready_text()
    lifecycle.adopt(text, PLENARY, by=writer)
    text.versions.update(html="<p>Autre chose.</p>")
    assert not is_intact(Text.objects.get(pk=text.pk))


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"present": 30, "proxies": 6}, "quorum"),
        ({"present": 70}, r"plus que 72\smembres"),
        ({"in_favour": 60}, "votes pour"),
        ({"in_favour": 20, "against": 30, "abstentions": 7}, "majorité"),
        ({"present": 51, "proxies": 6, "proxies_per_member": 0}, "pouvoir par membre"),
    ],
)
def test_figures_that_do_not_hold_together_are_refused(writer, figures, said):
    text = VersionFactory().text
    vote = lifecycle.Vote(**{**vars(PLENARY), **figures})
    with pytest.raises(Refused, match=said):
        lifecycle.adopt(text, vote, by=writer)
    assert Text.objects.get(pk=text.pk).status == Status.DRAFTING


def test_silent_voters_and_waiting_remarks_ask_a_reason(writer):
    text = ready_text()
    CommentFactory(text=text)
    vote = lifecycle.Vote(**{**vars(PLENARY), "abstentions": 5})
    with pytest.raises(Warned) as warned:
        lifecycle.adopt(text, vote, by=writer)
    assert {c.code for c in warned.value.cautions} == {"open_comments", "silent_voters"}
    lifecycle.adopt(text, vote, by=writer, override="Une membre est sortie avant le vote.")
    assert text.is_locked


def test_consensus_needs_no_count(writer):
    text = ready_text()
    vote = lifecycle.Vote(mode="plenary", on=dt.date(2026, 12, 10), electors=9, present=7, quorum=5, by_consensus=True)
    lifecycle.adopt(text, vote, by=writer)
    assert text.adoption.by_consensus


def test_of_two_adoptions_one_wins(writer):
    text = ready_text()
    stale = Text.objects.get(pk=text.pk)
    lifecycle.adopt(text, PLENARY, by=writer)
    with pytest.raises(Refused):
        lifecycle.adopt(stale, PLENARY, by=UserFactory())


def test_the_database_refuses_a_lock_without_fingerprint():
    text = TextFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Text.objects.filter(pk=text.pk).update(status=Status.ADOPTED)


# --- Written procedure


@pytest.fixture
def voters():
    return PersonFactory.create_batch(3)


def test_members_vote_in_writing_until_the_day(writer, voters):
    text = ready_text()
    procedure = lifecycle.open_written_procedure(text, closes_on=clock.today(), electors=voters, quorum=2, by=writer)
    assert Message.objects.filter(letter="writing.written_vote_opened").count() == 3
    for person, choice in zip(voters, ("for", "against", "for"), strict=True):
        lifecycle.cast_written_vote(procedure, person=person, choice=choice, by=person.user)
    lifecycle.cast_written_vote(procedure, person=voters[1], choice="abstention", by=None)
    vote = lifecycle.close_written_procedure(text, by=writer)
    assert (vote.present, vote.in_favour, vote.abstentions, vote.electors) == (3, 2, 1, 3)
    lifecycle.adopt(text, vote, by=writer)
    assert text.adoption.mode == "written"


def test_the_text_does_not_change_during_the_vote(writer, voters):
    text = ready_text()
    lifecycle.open_written_procedure(text, closes_on=clock.today(), electors=voters, quorum=2, by=writer)
    with pytest.raises(Refused, match="soumis au vote"):
        lifecycle.save_version(text, html="<p>Autre.</p>", base=1, by=writer)
    with pytest.raises(Refused, match="soumis au vote"):
        lifecycle.add_recommendation(text, statement="Encore", by=writer)


def test_the_vote_stays_open_while_somebody_may_answer(writer, voters):
    text = ready_text()
    procedure = lifecycle.open_written_procedure(text, closes_on=clock.today(), electors=voters, quorum=2, by=writer)
    lifecycle.cast_written_vote(procedure, person=voters[0], choice="for", by=None)
    with pytest.raises(Refused, match="reste ouvert"):
        lifecycle.close_written_procedure(text, by=writer)


def test_only_electors_vote(writer, voters):
    text = ready_text()
    procedure = lifecycle.open_written_procedure(text, closes_on=clock.today(), electors=voters, quorum=2, by=writer)
    with pytest.raises(Refused, match="liste des votants"):
        lifecycle.cast_written_vote(procedure, person=PersonFactory(), choice="for", by=None)


# --- Plain language


def test_the_easy_version_is_written_once(writer):
    text = VersionFactory().text
    plain = lifecycle.create_plain_version(text, by=writer)
    assert text.plain_version == plain
    with pytest.raises(Refused, match="existe déjà"):
        lifecycle.create_plain_version(text, by=writer)

"""The verbs of a text as pages, for either shell: `actions(DESK)` and `actions(MEMBER)` give the same ones."""

from types import SimpleNamespace

from parvis.commons.people.queries import person_of
from parvis.ground.authorities.choices import Persona
from parvis.ground.core import french
from parvis.shells.actions import ReasonForm, desk_action, member_action

from . import documents, lifecycle, tasks
from .forms import (
    CastForm,
    DivergenceForm,
    MinorityForm,
    NoteForm,
    OpenCommentsForm,
    PaperVoteForm,
    PlainVoteForm,
    RecommendationForm,
    RenameForm,
    SettleForm,
)
from .models import Comment, MinorityPosition, Recommendation, Text
from .queries import members_of
from .views import done


def actions(base):
    """Every verb of a text behind one shell's door; `base` is « desk:writing: » or « member:writing: »."""
    shell = base.partition(":")[0]

    def action(model, permission, **options):
        template = f"writing/{shell}/action.html"
        return (desk_action if shell == "desk" else member_action)(model, permission, template=template, **options)

    parts = (_text_verbs, _adoption_verbs, _recommendation_verbs, _debate_verbs)
    return SimpleNamespace(**{name: verb for part in parts for name, verb in part(action, base).items()})


def _text_verbs(action, base):
    """The life of a text: written, commented, put into plain words."""

    @action(Text, "writing.write_text", form=RenameForm, title="Changer le titre", initial=_title)
    def rename(request, text, *, title):
        lifecycle.rename(text, title=title, by=request.user)
        return done(request, "Le titre est changé.", f"{base}detail", text.pk)

    @action(
        Text, "writing.run_text", form=OpenCommentsForm, title="Ouvrir les commentaires",
        button="Ouvrir les commentaires", effects=_comments_effects,
    )  # fmt: skip
    def open_comments(request, text, *, until):
        lifecycle.open_comments(text, until=until, by=request.user, recipients=members_of(text))
        return done(request, "Les commentaires sont ouverts. Les membres sont prévenus.", f"{base}detail", text.pk)

    @action(Text, "writing.run_text", title="Clore les commentaires", button="Clore les commentaires")
    def close_comments(request, text):
        lifecycle.close_comments(text, by=request.user)
        return done(request, "Les commentaires sont clos.", f"{base}detail", text.pk)

    @action(Text, "writing.run_text", form=ReasonForm, title="Reprendre l’écriture", button="Reprendre l’écriture")
    def return_to_drafting(request, text, *, reason):
        lifecycle.return_to_drafting(text, by=request.user, reason=reason)
        return done(request, "Le texte revient à l’écriture.", f"{base}detail", text.pk)

    @action(Text, "writing.write_plain_text", title="Écrire la version facile à lire", button="Ouvrir le texte")
    def plain(request, text):
        version = lifecycle.create_plain_version(text, by=request.user)
        return done(request, "La version facile à lire est ouverte : écrivez-la.", f"{base}write", version.pk)

    return {verb.__name__: verb for verb in (rename, open_comments, close_comments, return_to_drafting, plain)}


def _adoption_verbs(action, base):
    """How a text is adopted, in session, in writing or without a vote, and published."""

    @action(
        Text, "writing.adopt_text", form=PlainVoteForm, title="Enregistrer l’adoption", button="Adopter le texte",
        effects=_adoption_effects,
    )  # fmt: skip
    def adopt(request, text, *, override="", **figures):
        lifecycle.adopt(text, lifecycle.Vote(**figures), by=request.user, override=override)
        return done(request, "Le texte est adopté et arrêté sous son empreinte.", f"{base}detail", text.pk)

    @action(
        Text, "writing.adopt_text", title="Arrêter le texte sans vote", button="Arrêter le texte",
        effects=_adoption_effects,
    )  # fmt: skip
    def approve(request, text, *, override=""):
        lifecycle.approve(text, by=request.user, override=override)
        return done(request, "Le texte est arrêté sous son empreinte.", f"{base}detail", text.pk)

    @action(Text, "writing.vote_text", form=CastForm, title="Voter", button="Voter")
    def vote(request, text, *, choice):
        person = person_of(request.user, request.authority)
        lifecycle.vote_on(text, person=person, choice=choice, by=request.user)
        said = "Votre vote est enregistré. Vous pouvez le changer jusqu’à la clôture."
        return done(request, said, f"{base}detail", text.pk)

    @action(
        Text,
        "writing.adopt_text",
        form=PaperVoteForm,
        title="Saisir un vote reçu sur papier",
        button="Enregistrer le vote",
    )
    def paper_vote(request, text, *, person, choice):
        lifecycle.vote_on(text, person=person, choice=choice, by=request.user)
        return done(request, f"Le vote de {person} est enregistré.", f"{base}detail", text.pk)

    @action(Text, "writing.adopt_text", title="Publier le texte", button="Publier", effects=_publication_effects)
    def publish(request, text):
        lifecycle.publish(text, by=request.user)
        return done(request, "Le texte est publié.", f"{base}detail", text.pk)

    @action(Text, "writing.run_text", title="Produire le document", button="Produire", effects=_document_effects)
    def produce(request, text):
        tasks.produce(text, by=request.user)
        said = "Le document est prêt, en PDF accessible, Word et OpenDocument."
        return done(request, said, f"{base}synthesis", text.pk)

    return {verb.__name__: verb for verb in (adopt, approve, vote, paper_vote, publish, produce)}


def _recommendation_verbs(action, base):
    """The remarks it receives and the recommendations it makes."""

    @action(Comment, "writing.settle_comment", form=SettleForm, title="Donner suite", button="Enregistrer la suite")
    def settle(request, comment, *, outcome, reason):
        lifecycle.settle_comment(comment, outcome=outcome, reason=reason, by=request.user)
        return done(request, "La suite est enregistrée. Son auteur est prévenu.", f"{base}detail", comment.text_id)

    @action(
        Text, "writing.write_text", form=RecommendationForm, title="Ajouter une recommandation",
        button="Ajouter la recommandation",
    )  # fmt: skip
    def add_recommendation(request, text, **data):
        row = lifecycle.add_recommendation(text, by=request.user, **data)
        return done(request, f"Recommandation {row.code} ajoutée.", f"{base}recommendations", text.pk)

    @action(
        Recommendation, "writing.change_recommendation", form=RecommendationForm, title="Modifier", button="Enregistrer"
    )
    def change_recommendation(request, row, **data):
        lifecycle.revise_recommendation(row, by=request.user, **data)
        return done(request, f"Recommandation {row.code} modifiée.", f"{base}recommendations", row.text_id)

    @action(
        Recommendation, "writing.change_recommendation", title="Retirer la recommandation", button="Retirer",
        effects=lambda row: ["Les recommandations suivantes remontent d’un rang."],
    )  # fmt: skip
    def remove_recommendation(request, row):
        lifecycle.remove_recommendation(row, by=request.user)
        return done(request, "Recommandation retirée.", f"{base}recommendations", row.text_id)

    return {verb.__name__: verb for verb in (settle, add_recommendation, change_recommendation, remove_recommendation)}


def _debate_verbs(action, base):
    """What was said of it, and where people disagree."""

    @action(Text, "writing.note_text", form=DivergenceForm, title="Noter un désaccord", button="Noter le désaccord")
    def add_divergence(request, text, *, subject, positions):
        lifecycle.note_divergence(text, subject=subject, positions=positions, by=request.user)
        return done(request, "Le désaccord est noté.", f"{base}disagreements", text.pk)

    @action(
        Text, "writing.dissent_text", form=MinorityForm, title="Écrire une position minoritaire",
        button="Joindre la position",
        effects=lambda text: ["Elle sera jointe à l’avis, avec le même rang, et arrêtée avec lui."],
    )  # fmt: skip
    def add_minority(request, text, *, title, html, holders):
        me = person_of(request.user, request.authority)
        sits = request.user.grants.has_on_scheme((Persona.MEMBER, Persona.CHAIR), text.scheme_id)
        people = {*holders, *([me] if me and sits else [])}
        lifecycle.add_minority(text, title=title, html=html, holders=people, by=request.user)
        return done(request, "La position est jointe au texte.", f"{base}disagreements", text.pk)

    @action(
        MinorityPosition, "writing.change_minorityposition", form=MinorityForm, initial=_minority,
        title="Modifier la position", button="Enregistrer",
    )  # fmt: skip
    def change_minority(request, row, *, title, html, holders):
        lifecycle.revise_minority(row, title=title, html=html, by=request.user, holders=holders)
        return done(request, "La position est modifiée.", f"{base}disagreements", row.text_id)

    @action(Text, "writing.note_text", form=NoteForm, title="Ajouter une note de débat", button="Ajouter la note")
    def add_note(request, text, **data):
        lifecycle.note_debate(text.scheme, text=text, by=request.user, **data)
        return done(request, "La note est ajoutée.", f"{base}debate", text.pk)

    return {verb.__name__: verb for verb in (add_divergence, add_minority, change_minority, add_note)}


def _title(request, text):
    return {"title": text.title}


def _minority(request, row):
    return {"title": row.title, "html": row.html, "holders": list(row.holders.all())}


def _comments_effects(text):
    count = len(members_of(text))
    yield f"{french.plural(count, 'membre reçoit', 'membres reçoivent')} un message."
    yield f"La version {text.head} est celle qui se commente ; chaque paragraphe peut recevoir des remarques."


def _adoption_effects(text):
    yield f"La version {text.head} est arrêtée : plus personne ne peut la modifier."
    yield "Son empreinte est calculée et conservée."


def _document_effects(text):
    yield from (f"{kind.number} {kind.label}" for kind in documents.available(text))


def _publication_effects(text):
    yield "Tout le monde peut lire ce texte."

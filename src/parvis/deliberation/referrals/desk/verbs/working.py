"""The work on a question, on the desk: people, stages, hearings, contributions."""

from parvis.deliberation.referrals import forms, lifecycle
from parvis.deliberation.referrals.acts import BUREAU, OVERRULED, proposed_parts
from parvis.deliberation.referrals.lifecycle.hearing import hearing_recipients
from parvis.deliberation.referrals.lifecycle.telling import reached
from parvis.deliberation.referrals.models import AgendaLink, Hearing, Referral, WorkStep
from parvis.shells.actions import ReasonForm, desk_action

from .landing import RICH, go


@desk_action(
    Referral, "referrals.run_referral", form=forms.AssignForm, title="Changer les responsables", button="Enregistrer",
    initial=lambda request, r: proposed_parts(request, r) | {
        "lead_department": r.lead_department, "referring_councillor": r.referring_councillor,
        "plenary": r.plenary, "adoption_planned_on": r.adoption_planned_on,
    },
)  # fmt: skip
def assign(request, referral, **data):
    data.pop("override", None)
    if data.get("rapporteur") is None:
        data.pop("rapporteur", None)
    lifecycle.assign(referral, by=request.user, **data)
    return "Les responsables sont à jour."


@desk_action(Referral, "referrals.run_referral", title="Commencer l’examen", button="Commencer l’examen", **OVERRULED)
def start(request, referral, *, override=""):
    lifecycle.start(referral, by=request.user, override=override)
    return "L’examen est commencé."


@desk_action(Referral, "referrals.run_referral", form=forms.WorkStepForm, title="Ajouter une étape", button="Ajouter")
def add_work_step(request, referral, **data):
    lifecycle.add_work_step(referral, by=request.user, **data)
    return go(request, "L’étape est au plan de travail.", "work", referral.pk)


@desk_action(
    Referral, "referrals.run_referral", form=forms.AgendaForm, title="Inscrire à un ordre du jour", button="Inscrire",
    effects=lambda r: ["La fiche de la réunion mène à la saisine, et la saisine à la réunion."],
)  # fmt: skip
def put_on_agenda(request, referral, *, item):
    lifecycle.put_on_agenda(referral, item=item, by=request.user)
    return go(request, f"La saisine est inscrite : {item.meeting.title}, point {item.number}.", "work", referral.pk)


@desk_action(AgendaLink, "referrals.remove_agendalink", title="Retirer de l’ordre du jour", button="Retirer")
def take_off_agenda(request, link):
    lifecycle.take_off_agenda(link, by=request.user)
    return go(request, "La saisine n’est plus inscrite à ce point.", "work", link.referral_id)


@desk_action(WorkStep, "referrals.complete_workstep", title="Étape faite", button="Marquer comme faite")
def complete_work_step(request, step):
    lifecycle.complete_work_step(step, by=request.user)
    part = "work" if request.user.has_perm("referrals.work_referral", step.referral) else "detail"
    return go(request, f"Étape faite : {step.title}.", part, step.referral_id)


@desk_action(
    Referral, "referrals.run_referral", form=forms.HearingForm, title="Inviter à une audition",
    button="Envoyer l’invitation",
    effects=lambda r: [
        "Le service entendu, le contact et le rapporteur ou la rapporteure reçoivent l’invitation.",
        "Chaque personne entendue reçoit la sienne, avec une page privée, si vous donnez son adresse.",
    ],
)  # fmt: skip
def plan_hearing(request, referral, **data):
    hearing = lifecycle.plan_hearing(referral, by=request.user, **data)
    return go(request, _invited(hearing), "work", referral.pk)


def _invited(hearing):
    """Who was written to, and who was not: nobody believes invited a guest whom no message reached."""
    names = reached(hearing_recipients(hearing))
    sent = f"L’invitation est envoyée à : {', '.join(names)}." if names else "L’audition est prévue."
    if silent := [guest.name for guest in hearing.guests.all() if not guest.email]:
        return f"{sent} Rien n’est envoyé à {', '.join(silent)}, faute d’adresse : invitez-les vous-même."
    return sent if names else f"{sent} Aucun message n’est parti, faute d’adresse."


@desk_action(
    Hearing, "referrals.hold_hearing", form=forms.GuestForm, title="Inviter une autre personne",
    button="Envoyer l’invitation",
)  # fmt: skip
def invite_guest(request, hearing, *, name, email):
    guest = lifecycle.invite_guest(hearing, name=name, email=email, by=request.user)
    sent = f"L’invitation est envoyée à {guest.name}."
    return sent if guest.email else f"{guest.name} est sur la liste. Sans adresse, rien n’est envoyé : prévenez-la."


@desk_action(
    Hearing, "referrals.hold_hearing", form=forms.HearingReportForm, title="Rendre compte de l’audition",
    button="Enregistrer le compte rendu", template=RICH, override_permission="referrals.overrule_hearing",
    overriders=BUREAU,
)  # fmt: skip
def hold_hearing(request, hearing, *, report_html, override=""):
    lifecycle.hold_hearing(hearing, report_html=report_html, by=request.user, override=override)
    return "Le compte rendu de l’audition est enregistré."


@desk_action(
    Hearing, "referrals.hold_hearing", form=ReasonForm, title="Annuler l’audition", button="Annuler l’audition",
    effects=lambda h: ["Les personnes invitées par message le sont aussi de l’annulation, avec la raison."],
)  # fmt: skip
def cancel_hearing(request, hearing, *, reason):
    lifecycle.cancel_hearing(hearing, reason=reason, by=request.user)
    told = reached(hearing_recipients(hearing))
    return f"L’audition est annulée. Message envoyé à : {', '.join(told)}." if told else "L’audition est annulée."


@desk_action(
    Referral, "referrals.run_referral", form=forms.ContributionForm, title="Ajouter une contribution",
    button="Ajouter la contribution", template=RICH,
)  # fmt: skip
def add_contribution(request, referral, **data):
    lifecycle.add_contribution(referral, by=request.user, **data)
    return go(request, "La contribution est ajoutée.", "work", referral.pk)


@desk_action(
    Referral, "referrals.run_referral", form=ReasonForm, title="Revenir aux travaux", button="Revenir aux travaux"
)
def return_to_work(request, referral, *, reason):
    lifecycle.return_to_work(referral, reason=reason, by=request.user)
    return "Le dossier revient aux travaux. Le texte écrit est conservé."


@desk_action(
    Referral, "referrals.run_referral", form=ReasonForm, title="Constater la caducité", button="Constater la caducité",
    effects=lambda r: ["Aucun avis n’a été rendu à la date attendue : c’est écrit, et publié."],
)  # fmt: skip
def lapse(request, referral, *, reason):
    lifecycle.lapse(referral, reason=reason, by=request.user)
    return "La saisine est caduque."


@desk_action(
    Referral, "referrals.run_referral", form=forms.ResumeForm, title="Reprendre l’examen", button="Reprendre l’examen"
)
def resume(request, referral, *, reason, expected_on):
    lifecycle.resume(referral, expected_on=expected_on, reason=reason, by=request.user)
    return "L’examen reprend."

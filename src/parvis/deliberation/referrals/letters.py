"""Messages about referrals: to whom, why, and what they lead to."""

from parvis.ground.core.addresses import address
from parvis.ground.mailing.letters import Letter


class DeskLetter(Letter):
    """A message whose link leads to the record of the desk."""

    def path(self):
        return self.about.get_desk_url()


class AnswersLetter(Letter):
    """A message whose link leads to the page where the answer is prepared."""

    def path(self):
        return address("desk:referrals:answer", self.about.pk)


class MemberLetter(Letter):
    """A message whose link leads to the member space."""

    def path(self):
        return self.about.get_member_url()


class ReferralSubmitted(DeskLetter):
    key = "referrals.submitted"
    label = "Nouvelle saisine reçue"
    audience = "la mission participation et le bureau de l’instance"
    why = "Vous recevez les saisines de cette instance."
    subject = "Saisine reçue : {about.title}"
    template = "referrals/letters/submitted.txt"


class ReferralDeclined(Letter):
    key = "referrals.declined"
    label = "Saisine déclinée"
    audience = "la personne qui a demandé l’avis, ou les signataires de l’auto-saisine"
    why = "Vous avez demandé cet avis."
    subject = "Votre saisine {about.number} n’est pas retenue"
    template = "referrals/letters/declined.txt"


class ReferralWithdrawn(DeskLetter):
    key = "referrals.withdrawn"
    label = "Saisine retirée"
    audience = "la mission participation et le bureau de l’instance"
    why = "Vous suivez les saisines de cette instance."
    subject = "Saisine retirée : {about.title}"
    template = "referrals/letters/withdrawn.txt"


class ReferralAdmitted(MemberLetter):
    key = "referrals.admitted"
    label = "Saisine acceptée par le bureau"
    audience = "les membres de l’instance et le contact dans le service concerné"
    why = "Vous êtes membre de cette instance, ou le contact du service concerné."
    subject = "Une question vous est posée : {about.title}"
    template = "referrals/letters/admitted.txt"


class HearingInvitation(Letter):
    key = "referrals.hearing_invitation"
    label = "Invitation à une audition"
    audience = "le service entendu, le rapporteur ou la rapporteure, le contact dans le service"
    why = "Vous êtes invité ou invitée à une audition."
    subject = "Invitation à une audition : {hearing.subject}"
    template = "referrals/letters/hearing_invitation.txt"
    essential = True


class GuestInvitation(Letter):
    key = "referrals.guest_invitation"
    label = "Invitation d’une personne à une audition"
    audience = "chaque personne entendue, avec le lien de sa page privée"
    why = "Une instance souhaite vous entendre."
    subject = "Invitation à une audition : {hearing.subject}"
    template = "referrals/letters/guest_invitation.txt"
    essential = True

    def path(self):
        return self.context["guest"].get_absolute_url()


class HearingCancelled(Letter):
    key = "referrals.hearing_cancelled"
    label = "Audition annulée"
    audience = "le service ou les personnes invitées, le rapporteur ou la rapporteure"
    why = "Vous étiez invité ou invitée à cette audition."
    subject = "Audition annulée : {hearing.subject}"
    template = "referrals/letters/hearing_cancelled.txt"
    essential = True


class ReferralLapsed(DeskLetter):
    key = "referrals.lapsed"
    label = "Saisine caduque"
    audience = "la mission participation"
    why = "Vous suivez les saisines de cette instance."
    subject = "Saisine caduque : {about.number} {about.title}"
    template = "referrals/letters/lapsed.txt"


class WrittenVoteFailed(DeskLetter):
    key = "referrals.written_vote_failed"
    label = "Vote par écrit sans adoption"
    audience = "la mission participation"
    why = "Vous suivez les saisines de cette instance."
    subject = "L’avis n’est pas adopté : {about.title}"
    template = "referrals/letters/written_vote_failed.txt"


class OpinionTransmitted(Letter):
    key = "referrals.opinion_transmitted"
    label = "Avis transmis"
    audience = "la personne qui a demandé l’avis, les élus référents, le contact dans le service"
    why = "Vous avez demandé cet avis, ou vous y répondrez."
    subject = "Avis de l’instance : {about.title}"
    template = "referrals/letters/opinion_transmitted.txt"
    essential = True


class AnswerAsked(AnswersLetter):
    key = "referrals.answer_asked"
    label = "Réponse demandée aux services"
    audience = "les agents des services à qui des recommandations s’adressent et du service concerné, ou leur adresse"
    why = "Votre service prépare la réponse à cet avis."
    subject = "Réponse à préparer : {about.title}"
    template = "referrals/letters/answer_asked.txt"
    essential = True


class AnswerProposed(AnswersLetter):
    key = "referrals.answer_proposed"
    label = "Réponse proposée par un service"
    audience = "l’élu référent ou l’élue référente ; à défaut, les élus"
    why = "Vous signez la réponse à cet avis."
    subject = "Réponse proposée à {code} : {about.title}"
    template = "referrals/letters/answer_proposed.txt"


class OpinionPublished(Letter):
    key = "referrals.opinion_published"
    label = "Avis publié"
    audience = "les membres de l’instance"
    why = "Vous êtes membre de cette instance."
    subject = "Votre avis est publié : {about.title}"
    template = "referrals/letters/opinion_published.txt"


class AnswerPublished(Letter):
    key = "referrals.answer_published"
    label = "Réponse motivée publiée"
    audience = "les membres de l’instance, la personne qui a demandé l’avis, les élus référents"
    why = "Vous êtes membre de cette instance, ou vous avez demandé cet avis."
    subject = "Réponse à l’avis : {about.title}"
    template = "referrals/letters/answer_published.txt"


class ReviewPublished(Letter):
    key = "referrals.review_published"
    label = "Bilan de suivi publié"
    audience = "les membres de l’instance"
    why = "Vous êtes membre de cette instance."
    subject = "Ce qu’est devenu votre avis : {about.title}"
    template = "referrals/letters/review_published.txt"


class OpinionExpected(DeskLetter):
    key = "referrals.opinion_expected"
    label = "Rappel : avis attendu"
    audience = "la mission participation et le rapporteur ou la rapporteure"
    why = "Vous suivez cette saisine."
    subject = "Avis attendu le {due:%d/%m/%Y} : {about.title}"
    template = "referrals/letters/opinion_expected.txt"


class StepExpected(DeskLetter):
    key = "referrals.step_expected"
    label = "Rappel : étape d’une saisine"
    audience = "la mission participation et, selon l’étape, le bureau de l’instance, le responsable ou le rapporteur"
    why = "Vous suivez cette saisine, ou vous tenez cette étape."
    subject = "{what}, le {due:%d/%m/%Y} : {about.title}"
    template = "referrals/letters/step_expected.txt"


class PeriodCloses(MemberLetter):
    key = "referrals.period_closes"
    label = "Rappel : fin des remarques ou d’un vote par écrit"
    audience = "la mission participation, les membres de l’instance (pour un vote, ceux qui n’ont pas voté)"
    why = "Vous êtes membre de cette instance, ou vous suivez cette saisine."
    subject = "{what}, jusqu’au {due:%d/%m/%Y} : {about.title}"
    template = "referrals/letters/period_closes.txt"


class AnswerExpected(DeskLetter):
    key = "referrals.answer_expected"
    label = "Rappel : réponse attendue"
    audience = "la mission participation, l’élu référent ou l’élue référente, le contact dans le service"
    why = "Vous préparez la réponse à cet avis."
    subject = "Réponse attendue le {due:%d/%m/%Y} : {about.title}"
    template = "referrals/letters/answer_expected.txt"


class AnswerLate(DeskLetter):
    key = "referrals.answer_late"
    label = "Alerte : réponse en retard"
    audience = "la mission participation, chaque semaine ; la direction, chaque mois"
    why = "Vous suivez les réponses dues aux instances."
    subject = "Réponse en retard : {about.number} {about.title}"
    template = "referrals/letters/answer_late.txt"


class ReviewExpected(DeskLetter):
    key = "referrals.review_expected"
    label = "Rappel : bilan de suivi"
    audience = "la mission participation"
    why = "Vous tenez les bilans de suivi des avis."
    subject = "{review.label} à tenir le {due:%d/%m/%Y} : {about.title}"
    template = "referrals/letters/review_expected.txt"


LETTERS = (
    ReferralSubmitted, ReferralDeclined, ReferralWithdrawn, ReferralAdmitted, HearingInvitation,
    GuestInvitation, HearingCancelled,
    ReferralLapsed, WrittenVoteFailed, OpinionTransmitted, AnswerAsked, AnswerProposed, OpinionPublished,
    AnswerPublished, ReviewPublished, OpinionExpected, StepExpected, PeriodCloses,
    AnswerExpected, AnswerLate, ReviewExpected,
)  # fmt: skip

"""The messages that bodies send: to members, and to whoever runs the body."""

from parvis.commons.schemes.queries import group_of, officer_recipients
from parvis.ground.core import french
from parvis.ground.mailing.choices import Channel
from parvis.ground.mailing.letters import Letter

from .choices import EndReason

MEMBER_SPACE = "/espace-membre/"
AGREEMENTS = "/espace-membre/mes-informations/accords/"


def group(body):
    """The heading under which a daily digest gathers the messages of a body."""
    return group_of(body)


def officers(body):
    """Whoever runs the body, as letters reach them."""
    return officer_recipients(body)


class MemberLetter(Letter):
    """A message to somebody about their mandate; it leads to the member space."""

    essential = True

    def path(self):
        return MEMBER_SPACE

    def body_for(self, recipient):
        member = self.about
        self.context |= {
            "member": member,
            "body": member.body,
            "act": member.appointed_words,
            "space": member.authority.address_of(MEMBER_SPACE),
            "starts": french.plain_date(member.starts_on) if member.starts_on else "",
            "ends": french.plain_date(member.last_day) if member.last_day else "",
        }
        return super().body_for(recipient)


class Welcome(MemberLetter):
    key = "bodies.welcome"
    label = "Bienvenue à un nouveau membre"
    audience = "À la personne nommée, par courriel ou par courrier"
    why = "Vous venez d’être nommé ou nommée dans une instance de participation."
    subject = "Vous voici membre : {about.body}"
    template = "bodies/letters/welcome.txt"

    def body_for(self, recipient):
        """An account opens with an address; without one, the letter says whom to give it to. Paper carries the kit."""
        channel = recipient.usable_channel()
        self.context |= {
            "online": channel == Channel.EMAIL or recipient.user_id is not None,
            "enclosed": channel == Channel.POST,
            "contact": ways_to_reach(self.about.authority),
        }
        return super().body_for(recipient)


def ways_to_reach(authority):
    """« au 05 53 00 00 00 ou à participation@… », or where the person will meet somebody."""
    ways = [f"au {authority.phone}" if authority.phone else "", f"à {authority.email}" if authority.email else ""]
    return " ou ".join(filter(None, ways)) or "à la première réunion"


CAUSES = {
    EndReason.TERM: "",
    EndReason.RESIGNED: "à la suite de votre démission",
    EndReason.MOVED: "à la suite de votre départ du territoire",
    EndReason.REPLACED: "une autre personne prend votre siège",
    EndReason.DISSOLVED: "l’instance est dissoute",
    EndReason.LOST_QUALITY: "la qualité au titre de laquelle vous siégiez a pris fin",
}
"""Why the mandate ends, as one says it to the person."""


class MandateEnded(MemberLetter):
    key = "bodies.mandate_ended"
    label = "Fin de mandat et remerciements"
    audience = (
        "À la personne dont le mandat prend fin : terme, renouvellement, démission, dissolution… "
        "Ni à la suite d’un décès ou d’une exclusion, ni à qui garde un siège"
    )
    why = "Votre mandat dans une instance de participation prend fin."
    subject = "Fin de votre mandat : {about.body}"
    template = "bodies/letters/mandate_ended.txt"

    def body_for(self, recipient):
        """The certificate waits in the space of whoever has one; paper carries it; the others ask for it."""
        self.context |= {
            "cause": CAUSES.get(self.about.end_reason, ""),
            "online": recipient.user_id is not None,
            "enclosed": recipient.usable_channel() == Channel.POST,
            "agreements": self.about.authority.address_of(AGREEMENTS),
            "contact": ways_to_reach(self.about.authority),
        }
        return super().body_for(recipient)


class Suspended(MemberLetter):
    key = "bodies.suspended"
    label = "Suspension d’un mandat"
    audience = "À la personne suspendue"
    why = "Une décision a été prise sur votre mandat."
    subject = "Votre mandat est suspendu : {about.body}"
    template = "bodies/letters/suspended.txt"


class Disqualified(MemberLetter):
    key = "bodies.disqualified"
    label = "Exclusion d’un membre"
    audience = "À la personne exclue"
    why = "Une décision a été prise sur votre mandat."
    subject = "Fin de votre mandat : {about.body}"
    template = "bodies/letters/disqualified.txt"


class SeatTaken(MemberLetter):
    key = "bodies.seat_taken"
    label = "Appel d’une personne suppléante"
    audience = "À la personne qui prend un siège devenu vacant"
    why = "Vous prenez un siège dans une instance de participation."
    subject = "Vous prenez un siège : {about.body}"
    template = "bodies/letters/seat_taken.txt"

    def body_for(self, recipient):
        self.context |= {"online": recipient.user_id is not None}
        return super().body_for(recipient)


class RenewalDue(Letter):
    key = "bodies.renewal_due"
    label = "Renouvellement à ouvrir"
    audience = "Aux personnes qui animent l’instance, avant la fin des mandats, au délai réglé"
    why = "Vous animez cette instance."
    subject = "Renouvellement à préparer : {about.name}"
    template = "bodies/letters/renewal_due.txt"

    def path(self):
        return self.about.get_desk_url()

    def body_for(self, recipient):
        self.context |= {"ends": french.plain_date(self.context["ends_on"])}
        return super().body_for(recipient)


class Expected(Letter):
    key = "bodies.expected"
    label = "Échéance d’une instance ou de son renouvellement"
    audience = "Aux personnes qui animent l’instance, puis à la direction quand le retard dépasse un mois"
    why = "Vous suivez cette instance."
    subject = "{what}, le {due:%d/%m/%Y} : {body.name}"
    template = "bodies/letters/expected.txt"

    def path(self):
        return self.about.get_desk_url()


LETTERS = (Welcome, MandateEnded, Suspended, Disqualified, SeatTaken, RenewalDue, Expected)

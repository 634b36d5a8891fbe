"""What the desk itself sends."""

from parvis.ground.mailing.letters import Letter


class GlassBroken(Letter):
    key = "glass_broken"
    label = "Accès exceptionnel à des données personnelles"
    audience = "Délégué ou déléguée à la protection des données, auditeurs et auditrices de la collectivité."
    why = "Vous contrôlez les accès aux données personnelles de la collectivité."
    subject = "Accès exceptionnel à des données personnelles de {authority}"
    template = "desk/letters/glass_broken.txt"
    essential = True

    def path(self):
        return "/gestion/reglages/acces-exceptionnels/"

from parvis.ground.core.manifest import Block, Feature, MenuEntry

from .models import SchemeRole


def team_panel(scheme, user):
    """The team, on the desk only: accounts are not shown to the public."""
    if user is not None and user.has_perm("schemes.team_scheme", scheme):
        team = SchemeRole.objects.filter(scheme_id=scheme.pk).in_force().for_list()
        context = {"team": team, "team_url": scheme.get_team_url()}
        yield Block("Équipe", "schemes/desk/panel.html", context, order=90)


ACTS = {
    "grant_scheme_role": "Rôle accordé sur le dispositif",
    "end_scheme_role": "Fin du rôle sur le dispositif",
    "seat": "Rôle ouvert par un mandat",
    "unseat": "Rôle clos avec le mandat",
}

feature = Feature(
    slug="schemes",
    label="Dispositifs",
    path="dispositifs",
    desk_urls="parvis.commons.schemes.desk.urls",
    menu=(MenuEntry("Dispositifs", "schemes:list", order=80, permission="schemes.list_scheme"),),
    scheme_panels=team_panel,
    extra={"acts": ACTS},
)

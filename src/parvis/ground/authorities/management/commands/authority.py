"""`parvis authority create`: open an authority from the terminal of the server."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.text import slugify

from parvis.ground.authorities.choices import AuthorityKind
from parvis.ground.authorities.first_run import open_authority
from parvis.ground.core.errors import Refused


class Command(BaseCommand):
    help = "Authorities: « create » opens one with its host, its legal rules and its first officer."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["create"])
        parser.add_argument("--host", required=True, help="the name under which it is served: participation.ville.fr")
        parser.add_argument("--name", required=True, help="its full name")
        parser.add_argument("--kind", required=True, choices=AuthorityKind.values)
        parser.add_argument("--officer-email", required=True, help="address of the first officer, who signs in with it")
        parser.add_argument("--officer-name", default="", help="first and last name of the officer")
        parser.add_argument("--short-name", default="", help="name for narrow places; the full name when absent")
        parser.add_argument("--slug", default="", help="short address; made from the host when absent")

    def handle(self, *, action, host, name, kind, officer_email, officer_name, short_name, slug, **options):
        try:
            validate_email(officer_email)
            authority, officer = open_authority(
                host=host, name=name, kind=kind, officer_email=officer_email, officer_name=officer_name,
                short_name=short_name or name[:60], slug=slug or slugify(host.partition(".")[0]),
            )  # fmt: skip
        except (Refused, ValidationError) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from error
        self.stdout.write(
            f"{authority} is open at {authority.address_of('/')}\n"
            f"{officer.email} signs in at {authority.address_of('/compte/connexion/')} and grants the other roles."
        )

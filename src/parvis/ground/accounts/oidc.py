"""ProConnect (agents) and FranceConnect (residents): what is asked of them, and what must be true of their answer.

The checks are those of part C.6 of the domain: state and nonce of 32 characters at least, no parameter that the service
does not know, signed `userinfo`, level of assurance at least the one asked, employer known by its SIRET, `sub` that
means something only for one authority and, with ProConnect, for one identity provider.
"""

import ipaddress
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings

from .sealing import unseal

ALGORITHMS = ("RS256", "ES256", "HS256")
LEVELS = ("eidas1", "eidas2", "eidas3")
LEEWAY = 30  # seconds between two clocks


class Untrusted(OAuth2Error):
    """What came back cannot be trusted; the message is a French sentence for the person who tried to enter."""


BUTTON_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}


@dataclass(frozen=True)
class Kind:
    """One of the State's identity services: its words and the claims we need, never more."""

    code: str
    label: str
    scopes: tuple
    vouches_for_email: bool
    """Whether the e-mail is that of a professional account, which the employer answers for."""


KINDS = {
    kind.code: kind
    for kind in (
        Kind("proconnect", "ProConnect", ("openid", "given_name", "usual_name", "email", "siret", "idp_id"), True),
        Kind(
            "franceconnect", "FranceConnect",
            ("openid", "given_name", "family_name", "preferred_username", "email"), False,
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Service:
    """An identity service as one authority uses it: each authority has its own keys."""

    kind: Kind
    authority_id: int
    server_url: str
    client_id: str
    secret: str
    acr: str = ""
    employers: tuple = ()
    """SIREN or SIRET of the organisations whose agents may enter: the authority's own, then its partners'."""

    @property
    def label(self):
        return self.kind.label

    @property
    def button(self):
        """The file of the official button, which the service makes compulsory; None until somebody put it in place."""
        places = (settings.IDENTITY_BUTTONS / f"{self.kind.code}{suffix}" for suffix in BUTTON_TYPES)
        return next((place for place in places if place.is_file()), None)


def service_of(authority, code):
    """The service that this authority switched on, or None."""
    known = getattr(authority, code, None) if code in KINDS else None
    if not known or not known.get("on"):
        return None
    own = [number for number in (authority.siren, authority.siret) if number]
    return Service(
        kind=KINDS[code], authority_id=authority.pk, server_url=known["server_url"], client_id=known["client_id"],
        secret=unseal(known["secret"]), acr=known.get("acr", ""),
        employers=(*own, *known.get("partners", ())),
    )  # fmt: skip


def services_of(authority):
    """Every service that this authority switched on."""
    return [service for code in KINDS if (service := service_of(authority, code))]


def fresh():
    """A state or a nonce that nobody guesses: 43 characters."""
    return secrets.token_urlsafe(32)


def check_server(url):
    """`Untrusted` unless the address is that of a service that the installation knows (PARVIS_IDENTITY_HOSTS).

    Accounts are shared by the authorities of an installation: an administrator who could name any server could be
    anybody. Test services accept invented identities, so production does not know them unless told.
    """
    parts = urlsplit(url)
    known = any(_is_within(parts.hostname or "", name) for name in settings.IDENTITY_HOSTS)
    if not known:
        raise Untrusted("L’adresse du service d’identité n’est pas de celles que l’installation reconnaît.")
    if parts.scheme != "https" and (settings.PRODUCTION or not _is_loopback(parts.hostname)):
        raise Untrusted("L’adresse du service d’identité doit commencer par « https:// ».")


def authorisation_parameters(service, *, nonce):
    """What is added to the standard parameters, and nothing else: ProConnect answers Y000400 to any other."""
    return {"nonce": nonce, **({"acr_values": service.acr} if service.acr else {})}


def read_id_token(token, service, config, keys, *, nonce):
    """The claims of the identity token, once its signature, origin, audience, dates and nonce are verified."""
    claims = read_signed(token, service, config, keys, require=("exp", "iat"))
    if not nonce or not secrets.compare_digest(str(claims.get("nonce", "")), nonce):
        raise Untrusted(f"La réponse de {service.label} ne correspond pas à votre demande. Recommencez.")
    return claims


def read_userinfo(content_type, body, service, config, keys, *, sub):
    """The claims about the person, which must come signed and be about the one of the identity token."""
    if content_type.partition(";")[0].strip().lower() != "application/jwt":
        raise Untrusted(f"{service.label} n’a pas signé sa réponse.")
    claims = read_signed(body.strip(), service, config, keys)
    if claims["sub"] != sub:
        raise Untrusted(f"{service.label} a répondu pour une autre personne.")
    return claims


def read_signed(token, service, config, keys, *, require=()):
    """The claims of a token signed by the service for us. `keys` gives its public keys (JWKS)."""
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in ALGORITHMS:
            raise Untrusted(f"{service.label} a signé sa réponse d’une manière qui n’est pas admise.")
        return jwt.decode(
            token, _key(header, service, keys), algorithms=[header["alg"]], issuer=config["issuer"],
            audience=service.client_id, leeway=LEEWAY, options={"require": ["iss", "aud", "sub", *require]},
        )  # fmt: skip
    except (jwt.PyJWTError, KeyError, ValueError) as error:
        raise Untrusted(f"La réponse de {service.label} n’est pas valable. Recommencez.") from error


def check_level(service, returned):
    """`Untrusted` when the identity was proved less well than asked: FranceConnect may answer below."""
    if not service.acr:
        return
    if returned not in LEVELS or LEVELS.index(returned) < LEVELS.index(service.acr):
        raise Untrusted(f"{service.label} a vérifié votre identité à un niveau inférieur à celui qui est demandé ici.")


def check_employer(service, siret):
    """`Untrusted` unless the agent's employer is the authority or one of its partners."""
    if not any(siret.startswith(number) for number in service.employers if siret):
        employer = f"SIRET {siret}" if siret else "aucun SIRET transmis"
        raise Untrusted(
            f"Votre employeur ({employer}) n’est ni cette collectivité, ni l’un de ses partenaires. "
            "Demandez à l’administration de la collectivité d’ajouter ce SIRET."
        )


def uid(service, claims):
    """What names the person for ever: their `sub`, for this authority and this identity provider only."""
    return f"{service.authority_id}:{claims.get('idp_id', '')}:{claims['sub']}"


def name_of(claims):
    """The name under which the person is known: given name, then name of use."""
    family = claims.get("preferred_username") or claims.get("usual_name") or claims.get("family_name") or ""
    return f"{claims.get('given_name', '')} {family}".strip()[:120]


def logout_address(config, *, id_token, back):
    """Where the browser goes to close the session held by the service."""
    parameters = {"id_token_hint": id_token, "state": fresh(), "post_logout_redirect_uri": back}
    return f"{config['end_session_endpoint']}?{urlencode(parameters)}"


def _key(header, service, keys):
    """The key that must have signed: the shared secret, or the public key of that number."""
    if header["alg"] == "HS256":
        return service.secret
    for key in keys()["keys"]:
        if key.get("kid") == header["kid"]:
            return jwt.PyJWK.from_dict(key, algorithm=header["alg"]).key
    raise Untrusted(f"{service.label} a signé sa réponse avec une clé qu’il ne publie pas.")


def _is_within(host, name):
    return host == name.lstrip(".") or (name.startswith(".") and host.endswith(name))


def _is_loopback(host):
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return host == "localhost"

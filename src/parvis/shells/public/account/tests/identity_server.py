"""A small OpenID Connect service on the loopback: it answers as ProConnect and FranceConnect do, or wrongly on demand.

A test sets `person` (claims) and `faults` (what to get wrong), and reads `asked` (the last authorisation request).
"""

import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT_ID, CLIENT_SECRET = "parvis-orzenne", "un secret partagé, long de trente-deux octets au moins"
GOODBYE = '<!doctype html><link rel="icon" href="data:,"><title>Session fermée</title>'
KNOWN_PARAMETERS = {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "acr_values"}


class IdentityServer:
    def __init__(self):
        self.rsa_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.other_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.ec_key = ec.generate_private_key(ec.SECP256R1())
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.service = self
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        self.reset()

    def reset(self):
        self.person, self.faults, self.asked = {"sub": "1f5b"}, {}, {}
        self.alg, self.acr = "RS256", "eidas1"
        self.codes, self.tokens = {}, {}

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.http.shutdown()
        self.http.server_close()

    # --- What the person's browser does ---

    def authorise(self, address):
        """The person agrees: where the browser is sent back, or the error by its name."""
        asked = dict(parse_qsl(urlsplit(address).query, strict_parsing=True))
        self.asked = asked
        if set(asked) - KNOWN_PARAMETERS:
            return "Y000400"
        if len(asked.get("state", "")) < 32 or len(asked.get("nonce", "")) < 32:
            return "Y000400"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    # --- What our server asks ---

    def configuration(self):
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "end_session_endpoint": f"{self.url}/session/end",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self):
        pairs = (("RS256", self.rsa_key), ("ES256", self.ec_key))
        return {
            "keys": [
                {**jwt.get_algorithm_by_name(alg).to_jwk(key.public_key(), as_dict=True), "kid": alg, "use": "sig"}
                for alg, key in pairs
            ]
        }

    def exchange(self, form):
        """A code against tokens, once, for the client that asked."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return None
        token = secrets.token_urlsafe(16)
        self.tokens[token] = asked
        claims = {"sub": self.person["sub"], "nonce": asked["nonce"], "acr": self.acr, "exp": time.time() + 60}
        return {"access_token": token, "token_type": "Bearer", "id_token": self.sign(claims, "id_token")}

    def userinfo(self, authorisation):
        if authorisation.removeprefix("Bearer ") not in self.tokens:
            return None
        claims = {**self.person, **self.faults.get("userinfo", {})}
        if "unsigned" in self.faults:
            return "application/json", json.dumps(claims)
        return "application/jwt", self.sign(claims, "userinfo_token")

    def sign(self, claims, what):
        now = int(time.time())
        full = {"iss": self.url, "aud": CLIENT_ID, "iat": now, **claims, **self.faults.get(what, {})}
        key = {"RS256": self.rsa_key, "ES256": self.ec_key, "HS256": CLIENT_SECRET, "none": None}[self.alg]
        if "key" in self.faults:
            key = self.other_key
        kid = self.faults.get("kid", self.alg)
        return jwt.encode({k: v for k, v in full.items() if v is not None}, key, self.alg, headers={"kid": kid})


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        service = self.server.service
        path = urlsplit(self.path).path
        if path == "/.well-known/openid-configuration":
            return self.answer(json.dumps(service.configuration()))
        if path == "/jwks":
            return self.answer(json.dumps(service.keys()))
        if path == "/authorize":
            return self.send_back(service.authorise(self.path))
        if path == "/session/end":
            return self.answer(GOODBYE, "text/html; charset=utf-8")
        told = service.userinfo(self.headers.get("Authorization", "")) if path == "/userinfo" else None
        return self.answer(told[1], told[0]) if told else self.answer("{}", status=404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        tokens = self.server.service.exchange({k: v[0] for k, v in parse_qs(body).items()})
        return self.answer(json.dumps(tokens or {"error": "invalid_grant"}), status=200 if tokens else 400)

    def send_back(self, address):
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def answer(self, body, content_type="application/json", status=200):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args):
        """Quiet."""

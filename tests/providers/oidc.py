"""A provider of log-ins on loopback: OpenID Connect and GitHub's OAuth, and everything that may go wrong.

It also has Google's contacts (`tests.providers.people`).

By hand: `python -m tests.providers.oidc 9000`, and start Convite with
`CONVITE_OIDC_TEST_ISSUER=http://127.0.0.1:9000 CONVITE_OIDC_TEST_CLIENT_ID=convite
CONVITE_OIDC_TEST_CLIENT_SECRET=secret`. Its page asks who logs in and what goes wrong.
"""

import base64
import hashlib
import json
import secrets
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.providers import people

CLIENT_ID, CLIENT_SECRET = "convite", "secret"
Fault = Literal[
    "", "wrong-nonce", "no-nonce", "wrong-issuer", "wrong-audience", "expired", "unsigned",
    "foreign-key", "denied", "error", "slow", "huge", "other-metadata", "no-scope",
    "people-401", "people-403", "people-429", "people-503", "people-page", "people-cut",
    "people-endless", "people-huge",
]  # fmt: skip
PAGE = """<!doctype html><title>Test provider</title><form>{hidden}
<p><label>Subject <input name=sub value=1></label>
<p><label>E-mail <input name=email value=jo@example.com></label>
<p><label><input type=checkbox name=email_verified checked> verified</label>
<p><label>Name <input name=name value="Jo Smith"></label>
<p><label>Fault <select name=fault>{faults}</select></label>
<p><button>Log in</button></form>"""


@dataclass
class Grant:
    """What a code stands for."""

    person: dict[str, Any]
    nonce: str
    challenge: str
    redirect_uri: str
    scope: str
    is_used: bool = False


@dataclass
class Provider:
    """A running provider. Whoever comes is `person` at once, unless `asks` shows a form."""

    port: int = 0
    asks: bool = False
    person: dict[str, Any] = field(default_factory=dict)
    fault: Fault = ""
    #: How long it thinks when it is slow, in seconds.
    thinks: float = 30.0
    #: Google's contacts, by pages.
    contacts: list[list[dict[str, Any]]] = field(default_factory=lambda: people.EXAMPLE)
    grants: dict[str, Grant] = field(default_factory=dict)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)
    scopes: dict[str, str] = field(default_factory=dict)
    #: The paths that were asked for, in order.
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rotate()
        self.done = threading.Event()
        handler = type("Bound", (Handler,), {"provider": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_port

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def rotate(self) -> None:
        """Signs with a new key from now on."""
        self.key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4)})

    def __enter__(self) -> "Provider":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.server.shutdown()
        self.server.server_close()

    def settings(self, name: str = "TEST") -> dict[str, str]:
        """The settings by which Convite knows it."""
        return {
            f"CONVITE_OIDC_{name}_ISSUER": self.issuer,
            f"CONVITE_OIDC_{name}_CLIENT_ID": CLIENT_ID,
            f"CONVITE_OIDC_{name}_CLIENT_SECRET": CLIENT_SECRET,
        }

    def metadata(self) -> dict[str, Any]:
        """Its addresses."""
        issuer = "http://127.0.0.1:1" if self.fault == "other-metadata" else self.issuer
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        back = {"state": query["state"]}
        if self.fault == "denied":
            back["error"] = "access_denied"
        else:
            back["code"] = secrets.token_urlsafe(16)
            self.grants[back["code"]] = Grant(
                person=dict(self.person),
                nonce=query.get("nonce", ""),
                challenge=query["code_challenge"],
                redirect_uri=query["redirect_uri"],
                scope=query["scope"],
            )
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def exchange(self, form: dict[str, str], basic: str) -> tuple[int, dict[str, Any]]:
        """The answer to a code: once, and only to who began."""
        if basic:
            sent = base64.b64decode(basic.removeprefix("Basic ")).decode().split(":")
            named = tuple(unquote_plus(part) for part in sent)
        else:
            named = (form.get("client_id", ""), form.get("client_secret", ""))
        if named != (CLIENT_ID, CLIENT_SECRET):
            return 401, {"error": "invalid_client"}
        grant = self.grants.get(form.get("code", ""))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        good = grant is not None and not grant.is_used and grant.challenge == challenge
        if grant is None or not good or grant.redirect_uri != form.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        if self.fault == "error":
            return 500, {"error": "server_error"}
        grant.is_used = True
        token = secrets.token_urlsafe(16)
        self.tokens[token] = grant.person
        scope = "openid" if self.fault == "no-scope" else grant.scope
        self.scopes[token] = scope
        answer = {"access_token": token, "token_type": "Bearer", "scope": scope}
        if "openid" in grant.scope.split():
            answer["id_token"] = self.id_token(grant)
        return 200, answer

    def id_token(self, grant: Grant) -> str:
        """Who logged in, signed; or not quite."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": grant.nonce,
            **grant.person,
        }
        wrong: dict[str, dict[str, Any]] = {
            "wrong-nonce": {"nonce": "another"},
            "wrong-issuer": {"iss": "https://accounts.example"},
            "wrong-audience": {"aud": "another program"},
            "expired": {"iat": now - 900, "exp": now - 600},
        }
        claims.update(wrong.get(self.fault, {}))
        if self.fault == "no-nonce":
            del claims["nonce"]
        if self.fault == "unsigned":
            head = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
            body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
            return f"{head}.{body}."
        key = self.key
        if self.fault == "foreign-key":
            key = RSAKey.generate_key(2048, {"kid": self.key.kid})
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, key)


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    provider: Provider

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.answer()

    def answer(self) -> None:
        """Any request."""
        provider, parts = self.provider, urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        provider.asked.append(parts.path)
        if provider.fault == "slow":
            provider.done.wait(provider.thinks)
        bearer = self.headers.get("authorization", "").removeprefix("Bearer ")
        person = provider.tokens.get(bearer)
        if parts.path in {"/authorize", "/login/oauth/authorize"}:
            self.authorize(query)
        elif parts.path in {"/token", "/login/oauth/access_token"}:
            text = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {name: values[0] for name, values in parse_qs(text).items()}
            status, told = provider.exchange(form, self.headers.get("authorization", ""))
            self.say(status, told)
        elif parts.path == "/.well-known/openid-configuration":
            self.say(200, provider.metadata())
        elif parts.path == "/keys":
            self.say(200, {"keys": [provider.key.as_dict(private=False)]})
        elif person is None:
            self.say(401, {"error": "invalid_token"})
        elif parts.path == people.PATH:
            scope = provider.scopes[bearer]
            self.say(*people.answer(provider.contacts, scope, query, provider.fault))
        else:
            self.tell_of(person, parts.path)

    def tell_of(self, person: dict[str, Any], path: str) -> None:
        """Whom a token stands for."""
        if path == "/userinfo":
            self.say(200, person)
        elif path == "/api/v3/user":
            self.say(200, {"id": int(person["sub"]), "login": "jo", "name": person.get("name")})
        elif path == "/api/v3/user/emails":
            verified = person.get("email_verified", False)
            primary = {"email": person["email"], "primary": True, "verified": verified}
            other = {"email": "other@example.com", "primary": False, "verified": True}
            self.say(200, [other, primary])

    def authorize(self, query: dict[str, str]) -> None:
        """The page that logs in, or at once the way back."""
        provider = self.provider
        if provider.asks and "sub" not in query:
            hidden = "".join(
                f'<input type=hidden name="{name}" value="{value}">'
                for name, value in query.items()
            )
            faults = "".join(f"<option>{one}" for one in Fault.__args__)  # type: ignore[attr-defined]
            self.say(200, PAGE.format(hidden=hidden, faults=faults))
            return
        if provider.asks:
            provider.fault = query.get("fault", "")  # type: ignore[assignment]
            provider.person = {name: query.get(name, "") for name in ("sub", "email", "name")}
            provider.person["email_verified"] = "email_verified" in query
        self.send_response(302)
        self.send_header("location", provider.authorize(query))
        self.end_headers()

    def say(self, status: int, told: Any) -> None:
        """An answer: JSON, or a page."""
        text = told if isinstance(told, str) else json.dumps(told)
        if self.provider.fault == "huge":
            text += " " * (1 << 20)
        kind = "text/html" if isinstance(told, str) else "application/json"
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())


if __name__ == "__main__":
    with Provider(port=int(sys.argv[1]), asks=True) as provider:
        print(f"{provider.issuer}: client {CLIENT_ID}, secret {CLIENT_SECRET}")
        threading.Event().wait()

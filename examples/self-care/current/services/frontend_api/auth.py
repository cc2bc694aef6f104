"""Who is asking: the bearer token of the app, the session cookie of the web, the key of a partner."""

import hmac
import os
from dataclasses import dataclass

from fastapi import Cookie, Header, HTTPException

PARTNER_KEYS = {"P-100": "k3-7f1e", "P-214": "k3-90aa"}


@dataclass(frozen=True)
class Caller:
    """The subject of a request and the channel that it came in by."""

    subject: str
    channel: str


def require_caller(
    authorization: str = Header(default=""),
    session: str = Cookie(default=""),
    x_partner: str = Header(default=""),
    x_partner_key: str = Header(default=""),
    x_channel: str = Header(default="web"),
) -> Caller:
    """The caller, or 401. Tokens are `subject.signature`, signed by the login service."""
    if x_partner:
        if hmac.compare_digest(PARTNER_KEYS.get(x_partner, ""), x_partner_key) and x_partner_key:
            return Caller(x_partner, "partner")
        raise HTTPException(status_code=401, detail="unknown partner")
    token = authorization.removeprefix("Bearer ") or session
    subject, _, signature = token.partition(".")
    secret = os.environ.get("TOKEN_SECRET", "changeme").encode()
    if subject and hmac.compare_digest(hmac.new(secret, subject.encode(), "sha256").hexdigest(), signature):
        return Caller(subject, x_channel)
    raise HTTPException(status_code=401, detail="log in first")

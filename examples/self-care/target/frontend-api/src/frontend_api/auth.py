"""Who is asking: a signed token in, a Caller out."""

import os
from dataclasses import dataclass
from typing import Literal

import jwt
from fastapi import Header, HTTPException

Group = Literal["customer", "partner", "agent"]


@dataclass(frozen=True)
class Caller:
    """The subject of a request. Channels do not matter here; user groups do."""

    subject: str
    group: Group
    partner: str = ""


def require_caller(authorization: str = Header(default="")) -> Caller:
    """The caller, or 401."""
    try:
        claims = jwt.decode(
            authorization.removeprefix("Bearer "),
            os.environ["TOKEN_PUBLIC_KEY"],
            algorithms=["RS256"],
            audience="self-care",
        )
    except jwt.InvalidTokenError as error:
        raise HTTPException(status_code=401, detail="log in first") from error
    group: Group = claims.get("group", "customer")
    if group == "partner" and not claims.get("partner"):
        raise HTTPException(status_code=401, detail="a partner's token names the partner")
    return Caller(claims["sub"], group, claims.get("partner", ""))

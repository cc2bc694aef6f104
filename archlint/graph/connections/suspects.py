"""Which files may give something away: the bytes of one in, whether it is worth a look out. Light enough for every file."""

import re

_WORDS = (
    b"passw",
    b"pwd",
    b"secret",
    b"token",
    b"apikey",
    b"api_key",
    b"accesskey",
    b"access_key",
    b"private_key",
    b"cors_",
    b"default_permission_classes",
    b"credential",
)
_WRITTEN = re.compile(
    rb"(?:passw|pwd|secret|token|api_?key|access_?key|private_?key|credential|cors_)[\w.\-\]\"'` ]{0,40}[=:(,][^\n]{0,60}[\"'`]"
    rb"|default_permission_classes|(?:passw|pwd|secret|token|key|cors_)\w{0,20}\s*=\s*true|://[^\s/\"'`@:]{1,60}:[^\s/\"'`@]{1,100}@",
)


def may_give_away(content: bytes) -> bool:
    """Whether a file's bytes are worth a look: something with such a name gets a value, or an address has a password."""
    low = content.lower()
    return (any(word in low for word in _WORDS) or b"@" in low) and _WRITTEN.search(low) is not None

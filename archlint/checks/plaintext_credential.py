"""plaintext-credential: a password, token or key that stands in code or configuration."""

from collections.abc import Iterator

from msgspec import Struct

from archlint.checks.check import Check
from archlint.checks.exposed import about_exposure
from archlint.graph.system import System
from archlint.model.exposures import Exposure
from archlint.model.finding import Finding
from archlint.model.patterns import PatternSet

NAME = "plaintext-credential"

PAGE = """\
## What it finds
A literal value that is given to something with the name of a credential (password, secret, token, API key): a variable, an
argument, an entry of an object, a default of a setting, a line of a configuration or deployment file; and an address with a
password in it. What the value is, is never shown.

## Why it matters
Everybody who can read the repository has it, and every copy of it, and its history for ever. It is the same in every
environment, and changing it means a release: OWASP A07:2021, CWE-798.

## Example
```yaml
# application.yml
spring.datasource.password: s3rv1ce     # plaintext-credential
```

## Instead
Take it from the environment or a vault (`${DB_PASSWORD}`), without a default, and change the one that was there: it is
known. What only serves a developer's machine belongs in a file that is not committed, or in `local`.

## Options
- `local` (default none): files whose credentials open nothing but a developer's own machine: `local = ["docker-compose.yml"]`.

## Known limits
Names decide, and values only exclude: placeholders (`changeme`, `<token>`, `your-key`), references (`${…}`, `{{ … }}`), names
of fields and pages, messages, examples, samples and tests are left out by the words in `rules/standards/owasp.toml`. A
credential under another name is not found, nor is one in a file format that archlint does not read. Judged only where
connections are followed.
"""


class CredentialOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """Which files open nothing that matters."""

    local: tuple[str, ...] = ()


def judge(system: System, options: CredentialOptions) -> Iterator[Finding]:
    is_local = PatternSet(options.local).matches
    told: dict[tuple[str, str], Exposure] = {}
    more: dict[tuple[str, str], int] = {}
    places: set[tuple[str, int]] = set()
    for one in system.exposures:
        key = (one.file, one.name)
        if one.kind == "credential" and not is_local(one.file) and (one.file, one.line) not in places:
            places.add((one.file, one.line))  # a value that two names lead to is told once
            if key in told and one.line != told[key].line:
                more[key] = more.get(key, 0) + 1
            told.setdefault(key, one)
    for key, one in told.items():
        yield _finding(one, more.get(key, 0))


def _finding(one: Exposure, more: int) -> Finding:
    again = f" (and {more:,} more time{'s' if more > 1 else ''} in this file)" if more else ""
    what = "an address with a password in it" if one.where == "address" else "its value written out"
    return about_exposure(
        NAME,
        one,
        message=f"{one.name} has {what}{again}",
        instead="take it from the environment or a vault, and change it: it is known",
    )


CHECK = Check(
    name=NAME,
    group="connections",
    summary="a password, token or key that stands in code or configuration",
    page=PAGE,
    judge=judge,
    options=CredentialOptions,
)

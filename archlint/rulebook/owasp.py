"""What of OWASP's lists archlint knows: rules/standards/owasp.toml in, ExposureKnowledge out."""

from functools import cache

import msgspec

from archlint.model.exposures import ExposureKnowledge
from archlint.model.rulebook import DeclarationError
from archlint.rulebook.packs import rules_folder
from archlint.rulebook.sources import parse, read

_LABEL = "rules/standards/owasp.toml"


@cache
def load_exposure_knowledge() -> ExposureKnowledge:
    """The shipped table. Raises DeclarationError where it is broken."""
    table = parse(_LABEL, read(rules_folder() / "standards" / "owasp.toml", _LABEL), shipped=True)
    try:
        return msgspec.convert(table, ExposureKnowledge)
    except msgspec.ValidationError as error:
        raise DeclarationError(f"{_LABEL}: {error}", _LABEL) from None

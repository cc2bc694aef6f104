"""What the checks on exposures say the same way: an Exposure in, a Finding at its line out."""

from archlint.model.exposures import Exposure
from archlint.model.finding import End, Finding, Place


def about_exposure(check: str, one: Exposure, *, message: str, instead: str) -> Finding:
    return Finding(
        check=check,
        severity="warning",
        message=message,
        importer=End(one.file, one.layer, one.part, Place(one.file, one.line)),
        because=one.because,
        instead=instead,
        text=one.name,
    )

"""What the tests of this room share: files as texts in, a Deployment out."""

from textwrap import dedent

from archlint.manifests.catalogue import read_deployment
from archlint.model.deployment import Deployment


def read(files: dict[str, str | bytes], folders: tuple[str, ...] = ()) -> Deployment:
    return read_deployment(
        {path: dedent(text).lstrip("\n").encode() if isinstance(text, str) else text for path, text in files.items()},
        folders,
    )

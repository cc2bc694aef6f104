"""The facts of a project, or of a shard of it, as one file: a folder in, a pack for `archlint check --facts` out."""

import os
from pathlib import Path
from typing import NamedTuple

import msgspec

from archlint.model.rulebook import Rulebook
from archlint.pipeline.discover import discover
from archlint.pipeline.extract import extract
from archlint.pipeline.fact_packs import Shard, packed, shard_of
from archlint.pipeline.readers import readers
from archlint.pipeline.request import Request, cache_folder
from archlint.pipeline.shared import shared_facts
from archlint.pipeline.workers import Staff
from archlint.rulebook.load import load_rulebook


class Collected(NamedTuple):
    """The pack, how many files are in it of how many of the project, and what there is to say."""

    pack: bytes
    files: int
    of: int
    notes: tuple[str, ...]


def collect_facts(root: Path, request: Request, shard: Shard, workers: int) -> Collected:
    """Raises DeclarationError where the declaration cannot be used."""
    project = (load_rulebook(root, request.config) or Rulebook()).project
    tree = discover(root, project.exclude)
    mine = tree._replace(files=shard_of(tree.files, shard))
    with Staff() as staff:
        extracted = extract(
            root,
            mine,
            project,
            cache=cache_folder(root, request),
            workers=workers,
            progress=request.progress,
            run=readers(request.scheduler, staff),
            shared=shared_facts(request.store, os.environ),
        )
    keyed = {
        key: msgspec.msgpack.encode(extracted.facts[path])
        for path, key in sorted(extracted.keys.items())
        if key and path in extracted.facts
    }
    return Collected(packed(keyed), len(keyed), len(tree.files), extracted.notes)

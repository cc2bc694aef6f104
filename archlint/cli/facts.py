"""`archlint facts`: read a project, or a shard of it, and write its facts to a file for `archlint check --facts`."""

import argparse
import os
import re
from pathlib import Path

from archlint.cli.arguments import add_analysis, add_path, with_progress
from archlint.cli.door import Door
from archlint.cli.output_file import check_writable, write_output

DESCRIPTION = """Read the source files of PATH, or one shard of them, and write their facts to a file. Several machines do a
shard each, and 'archlint check --facts FILE' on one of them judges what all have read: the answer is the same to the byte.
Exit code: 0 written, 2 cannot."""


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    parser.add_argument("--output", type=Path, metavar="FILE", required=True, help="where to write the facts")
    parser.add_argument("--shard", type=_shard, metavar="I/N", help="only the I-th of N pieces (1/4 to 4/4)")
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    from archlint.pipeline.collect_facts import collect_facts
    from archlint.pipeline.fact_packs import Shard
    from archlint.pipeline.request import Request

    check_writable(arguments.output)
    shard = Shard(*arguments.shard) if arguments.shard else Shard(1, 1)
    workers = arguments.workers or os.cpu_count() or 1
    collected = with_progress(
        arguments, door, Request(), lambda root, request: collect_facts(root, request, shard, workers)
    )
    for note in collected.notes:
        door.note(note)
    write_output(arguments.output, collected.pack)
    piece = f" (shard {shard.number} of {shard.of})" if shard.of > 1 else ""
    door.note(f"facts of {collected.files:,} of {collected.of:,} files{piece} written to {arguments.output}")
    return 0


def _shard(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text, re.ASCII)
    number, count = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= number <= count:
        raise argparse.ArgumentTypeError(f"'{text}' is no shard; write 1/4 for the first of four")
    return number, count

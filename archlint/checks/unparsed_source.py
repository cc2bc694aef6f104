"""unparsed-source: files that could not be read whole, so that dependencies in them may be missing."""

from collections.abc import Iterator

from archlint.checks.check import Check
from archlint.checks.evidence import place
from archlint.graph.system import System
from archlint.model.finding import End, Finding

NAME = "unparsed-source"

PAGE = """\
## What it finds
A source file that archlint could not read whole: a syntax error, an unknown encoding, larger than `max_file_size`, slower
than `time_limit`. What could be read counts; the rest may hide dependencies. So may the template of an Angular component
in another file, unless that file is read: `bill.html` is where `bill.ts` or `bill.component.ts` lies beside it.

## Why it matters
A gate that passes over what it could not read is green for the wrong reason.

## Example
```
error unparsed-source: channels/web/src/App.tsx:12:1 syntax error: …
```

## Instead
Correct the file; raise the limit under `[project]`; or leave the file out with `[project] exclude` when it is no source
(a template, a fixture).

## Options
None.

## Known limits
A minified bundle that is larger than `max_file_size` is counted in the last line and no finding.
Parsers recover from errors: one mistake is reported per file, the first.
"""

_INSTEAD = {
    "too-large": "raise [project] max_file_size, or exclude the file",
    "timeout": "raise [project] time_limit, or exclude the file",
    "encoding": "declare the file's encoding, store it as UTF-8, or exclude it",
    "template": "name the template like the file of its component, beside it, or declare an exception where it asks nothing",
    "binary": "exclude it: it is no source",
    "unreadable": "make the file readable, or exclude it",
    "crash": "exclude the file, and please report it with the file attached",
}


def judge(system: System, _options: object) -> Iterator[Finding]:
    told: set[str] = set()
    for problem in system.graph.problems:
        if problem.kind in ("generated", "minified") or problem.file in told:
            continue
        told.add(problem.file)
        module = system.modules.get(problem.file)
        yield Finding(
            check=NAME,
            message=f"{problem.file} was not read whole: {problem.message}",
            importer=End(
                problem.file,
                module.layer if module else "",
                module.part if module else "",
                place(problem.file, problem.span),
            ),
            because="What was not read may hide dependencies.",
            instead=_INSTEAD.get(problem.kind, "correct it, or exclude the file if it is a template or a fixture"),
            text=problem.kind,
        )


CHECK = Check(
    name=NAME,
    group="housekeeping",
    summary="a file that could not be read whole",
    page=PAGE,
    judge=judge,
)

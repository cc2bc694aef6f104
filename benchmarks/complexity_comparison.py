"""One measure of many functions by two tools: numbers in, a report of what agrees and which rule decides the rest out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from complexity_rules import Count

from archlint.languages.catalogue import SUFFIXES
from archlint.model.facts import FileFacts
from archlint.pipeline.discover import discover

SECONDS = 60.0


@dataclass
class Comparison:
    """One measure of many functions, ours and theirs."""

    title: str
    agree: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    explained: int = 0

    def add(self, place: str, ours: int, theirs: int, count: Count) -> None:
        shown = f"{place}: {ours} here, {theirs} there"
        if ours == theirs:
            self.agree += 1
        elif ours == count.score and ours - theirs == sum(count.missing.values()):
            self.explain(shown, *[rule for rule, amount in count.missing.items() if amount])
        else:
            self.open.append(f"{shown}, {count.score} by the second count" if count.score else shown)

    def explain(self, shown: str, *rules: str) -> None:
        self.explained += 1
        for rule in rules:
            self.reasons[rule] += 1
            self.examples.setdefault(rule, shown)

    def report(self, aim: float, details: bool = True) -> int:
        total = self.agree + self.explained + len(self.open)
        share = self.agree / total if total else 0.0
        with_reasons = (self.agree + self.explained) / total if total else 0.0
        print(f"{self.title}: {self.agree:,} of {total:,} functions agree ({share:.2%})")
        if self.explained:
            print(f"  {self.explained:,} more differ by a rule, together {with_reasons:.2%}; functions by rule:")
        for rule, number in sorted(self.reasons.items(), key=lambda item: (-item[1], item[0])):
            print(f"  {number:6,} × {rule}\n           {self.examples[rule]}")
        if details:
            print(f"  {len(self.open):6,} × NOT EXPLAINED")
            for place in self.open[:20]:
                print(f"           {place}")
        for reason, number in sorted(self.left_out.items()):
            print(f"  {number:6,} not compared: {reason}")
        return int(share < aim)


def files(root: Path, language: str) -> Iterator[tuple[Path, bytes, FileFacts]]:
    """The files of a language with their facts."""
    for entry in discover(root).files:
        path = root / entry.path
        known = SUFFIXES.get(path.suffix)
        if known is not None and known[0].name == language:
            content = path.read_bytes()
            yield path, content, known[0].extract()(content, known[1], SECONDS)

"""What a plan knows besides the code: a project's folder in, tests by what they test and how often files changed out."""

import datetime
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from archlint.pipeline.discover import Tree
from archlint.pipeline.git import RevisionError, churn
from archlint.pipeline.plan import Knowledge

_YEAR = datetime.timedelta(days=365)
_MARKS = re.compile(r"^test_|_test$|(?:Tests?|IT)$|[.-](?:test|spec|stories)$")


def knowledge_of(root: Path, tree: Tree, is_test: Callable[[str], bool], today: datetime.date) -> Knowledge:
    """Test files stand under the name that is left without what marks them as tests (`test_totals.py` under `totals`). Where
    git does not answer, nothing is known about changes.
    """
    names: Counter[str] = Counter()
    for file in tree.files:
        if is_test(file.path):
            names[_MARKS.sub("", file.path.rpartition("/")[2].rpartition(".")[0]).lower()] += 1
    try:
        changed: dict[str, int] | None = churn(root, (today - _YEAR).isoformat(), "churn")
    except RevisionError:
        changed = None
    return Knowledge(names, changed)

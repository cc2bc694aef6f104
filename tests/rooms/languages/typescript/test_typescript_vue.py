"""Vue single-file components: their scripts are read where they stand."""

from archlint.languages.typescript.extract import extract
from archlint.model.facts import Flag

COMPONENT = """<!-- a page -->
<template>
  <div v-if="a > b" @click="go('x')">{{ import("no") }} été</div>
</template>

<script lang="ts">
import { a } from "./a";
export default { name: "Page" };
</script>

<script setup lang="ts">
import type { B } from "./b";
const props = defineProps<{ b: B }>();
</script>

<style scoped>
@import "./no.css";
</style>
"""


def test_both_scripts_are_one_module() -> None:
    facts = extract(COMPONENT.encode(), "vue", 10)
    assert facts.problems == ()
    assert [(found.target, found.names, found.flags, found.span.line) for found in facts.references] == [
        ("./a", ("a",), 0, 7),
        ("./b", ("B",), Flag.TYPE_ONLY, 12),
    ]
    assert facts.lines == COMPONENT.count("\n")


def test_spans_are_those_of_the_file() -> None:
    content = COMPONENT.encode()
    for found in extract(content, "vue", 10).references:
        assert content[found.span.start : found.span.end].startswith(b"import")


def test_plain_script_and_external_script() -> None:
    facts = extract(b"<script>\nconst a = require('./a')\n</script>", "vue", 10)
    assert [found.target for found in facts.references] == ["./a"]
    facts = extract(b"<template/>\n<script src='./page.ts' lang=\"ts\"></script>\n", "vue", 10)
    assert [(found.target, found.span.line) for found in facts.references] == [("./page.ts", 2)]
    facts = extract(b'<script src="./page.ts" lang="ts"/>\n<template><a/></template>', "vue", 10)
    assert [found.target for found in facts.references] == ["./page.ts"]


def test_tsx_and_generic_attributes() -> None:
    source = (
        '<script setup lang="tsx" generic="T extends Array<X>">\nimport A from "./a"; const a = <A b="c" />\n</script>'
    )
    facts = extract(source.encode(), "vue", 10)
    assert facts.problems == ()
    assert [call.callee for call in facts.body.calls] == ["./a"]


def test_without_a_script() -> None:
    facts = extract(b"<template><div>const x = (</div></template>", "vue", 10)
    assert facts.references == ()
    assert facts.problems == ()


def test_a_script_in_a_comment_does_not_count() -> None:
    facts = extract(b"<!-- <script>import './no'</script> -->\n<script>import './yes'</script>", "vue", 10)
    assert [found.target for found in facts.references] == ["./yes"]


def test_suppression_in_markup() -> None:
    source = b"<!-- archlint: allow[layer-skip] old page -->\n<script src='./x.ts'></script>\n<template/>\n"
    (found,) = extract(source, "vue", 10).suppressions
    assert (found.checks, found.reason, found.first, found.last) == (("layer-skip",), "old page", 2, 2)

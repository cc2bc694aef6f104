"""What a declaration can get wrong: each mistake with its line, its key, the nearest valid word and the allowed ones."""

from pathlib import Path

import pytest
from declared_project import Project

LAYERS = """\
[[layers]]
name = "ui"
paths = ["web/**"]

[[layers]]
name = "backend"
paths = ["bss/**"]
parts = { billing = "bss/billing/**", crm = "bss/crm/**" }
"""
AFTER = LAYERS.count("\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'extend = ["layers/spring"]',
            [
                "archlint.toml:1: extend: unknown key; did you mean 'extends'? Allowed: answers, balance, checks, "
                "connections, contracts, drivers, exceptions, extends, journeys, layers, maturity, project, standards, "
                "technologies, transition"
            ],
        ),
        (
            '[project]\nexclud = "x/**"',
            [
                "archlint.toml:2: project.exclud: unknown key; did you mean 'exclude'? Allowed: baseline, "
                "connections, exclude, generated, include, "
                "include_tests, max_file_size, max_unresolved, name, roots, tests, time_limit, without_contracts"
            ],
        ),
        (
            "[project]\nqqqq = 1\nqqqqq = 2",
            [
                "archlint.toml:2: project.qqqq: unknown key. Allowed: baseline, connections, exclude, generated, include, "
                "include_tests, max_file_size, max_unresolved, name, roots, tests, time_limit, without_contracts",
                "archlint.toml:3: project.qqqqq: unknown key. Allowed: baseline, connections, exclude, generated, include, "
                "include_tests, max_file_size, max_unresolved, name, roots, tests, time_limit, without_contracts",
            ],
        ),
        (
            LAYERS + "opne = true",
            [
                f"archlint.toml:{AFTER + 1}: layers.backend.opne: unknown key; did you mean 'open'? Allowed: because, "
                "forbidden_technologies, independent, name, open, parts, paths, public, tier"
            ],
        ),
        (
            LAYERS + '[checks.layer-skip]\nlimt = 3\nlimit = "x"',
            [
                f"archlint.toml:{AFTER + 2}: checks.layer-skip.limt: unknown key; did you mean 'limit'? "
                "Allowed: limit, names, severity",
                f"archlint.toml:{AFTER + 3}: checks.layer-skip.limit: expected a whole number, got a string",
            ],
        ),
    ],
    ids=["top", "project", "two", "layer", "check"],
)
def test_unknown_keys(project: Project, text: str, told: list[str]) -> None:
    assert project.mistakes(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("layers = 3", "archlint.toml:1: layers: expected tables [[layers]], got a whole number"),
        ("[layers]\nui = 1", "archlint.toml:1: layers: expected tables [[layers]], got a table"),
        ("layers = [1]", "archlint.toml:1: layers #1: expected a table, got a whole number"),
        ("project = 3", "archlint.toml:1: project: expected a table, got a whole number"),
        (
            '[project]\ninclude_tests = "yes"',
            "archlint.toml:2: project.include_tests: expected true or false, got a string",
        ),
        ("[project]\nname = true", "archlint.toml:2: project.name: expected a string, got true or false"),
        ("[project]\nmax_unresolved = 2", "archlint.toml:2: project.max_unresolved: must be a number <= 1.0, not 2"),
        ("[project]\nmax_file_size = 0", "archlint.toml:2: project.max_file_size: must be a number >= 1, not 0"),
        (
            "[project]\nmax_file_size = 1.5",
            "archlint.toml:2: project.max_file_size: expected a whole number, got a number",
        ),
        (
            '[project]\nexclude = [\n  "a/**",\n  3,\n]',
            "archlint.toml:4: project.exclude #2: expected a string, got a whole number",
        ),
        (
            LAYERS + "open = 1",
            f"archlint.toml:{AFTER + 1}: layers.backend.open: expected true or false, got a whole number",
        ),
        ('[[layers]]\npaths = "x"', "archlint.toml:1: layers #1: missing key: name"),
        ('[[layers]]\nname = ""\npaths = "x"', "archlint.toml:2: layers #1.name: must not be empty"),
        (
            '[[layers]]\nname = "ui"\npaths = "x"\nparts = { app = 3 }',
            "archlint.toml:4: layers.ui.parts.app: expected a list, got a whole number",
        ),
        (
            '[[journeys]]\nname = "pay"\nentries = []',
            "archlint.toml:3: journeys.pay.entries: must name at least one",
        ),
        (
            '[[journeys]]\nname = "pay"\nentries = "x"\n[[journeys]]\nname = "pay"\nentries = "y"',
            "archlint.toml:5: journeys: there is a journey 'pay' already (archlint.toml:1)",
        ),
        ("checks = 3", "archlint.toml:1: checks: expected tables [checks.NAME], got a whole number"),
        (
            "[checks]\nlayer-skip = 3",
            "archlint.toml:2: checks.layer-skip: expected a table [checks.NAME], got a whole number",
        ),
        (
            '[checks.layer-skip]\nseverity = "eror"',
            "archlint.toml:2: checks.layer-skip.severity: unknown value 'eror'; did you mean 'error'? "
            "Allowed: error, off, warning",
        ),
        (
            '[[technologies]]\nname = "x"\nrole = "cache"\nlanguage = "perl"\nmodules = "x"',
            "archlint.toml:4: technologies.x.language: unknown value 'perl'. Allowed: java, python, typescript",
        ),
        (
            '[[technologies]]\nname = "x"\nrole = "cache"\nlanguage = "java"\nmodules = []',
            "archlint.toml:5: technologies.x.modules: must name at least one",
        ),
    ],
)
def test_wrong_types_and_values(project: Project, text: str, told: str) -> None:
    assert project.mistakes(text) == [told]


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("/etc/**", "pattern '/etc/**' must be relative, with forward slashes and without '..'"),
        ("../x/**", "pattern '../x/**' must be relative, with forward slashes and without '..'"),
        ("a\\b", "pattern 'a\\\\b' must be relative, with forward slashes and without '..'"),
        ("", "an empty pattern matches nothing"),
        (
            "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}",
            "pattern '{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}' has more than 64 alternatives",
        ),
        ("!web/**", "'!' takes files out of the patterns before it, and there are none"),
    ],
)
def test_bad_globs(project: Project, pattern: str, told: str) -> None:
    text = f"[[layers]]\nname = 'ui'\npaths = ['{pattern}']"
    assert project.mistakes(text) == [f"archlint.toml:3: layers.ui.paths #1: {told}"]


def test_a_bad_glob_is_found_wherever_globs_stand(project: Project) -> None:
    text = (
        "[project]\nexclude = '/a'\nroots = '/b'\n[[layers]]\nname = 'ui'\npaths = 'x'\npublic = '/c'\n"
        "parts = { app = ['ok', '/d'] }\n[[contracts]]\nkind = 'forbidden'\nimporters = 'ui'\nimported = '/e/**'\n"
        "[[exceptions]]\ncheck = 'layer-skip'\nbecause = 'b'\nimporter = '/f/**'\n[transition]\ncurrent = '/g'\n"
    )
    places = [line.partition(": pattern")[0] for line in project.mistakes(text)]
    assert places == [
        "archlint.toml:2: project.exclude #1",
        "archlint.toml:3: project.roots #1",
        "archlint.toml:7: layers.ui.public #1",
        "archlint.toml:8: layers.ui.parts.app #2",
        "archlint.toml:12: contracts #1.imported #1",
        "archlint.toml:16: exceptions #1.importer #1",
        "archlint.toml:18: transition.current #1",
    ]


def test_layers_are_told_apart(project: Project) -> None:
    assert project.mistakes(LAYERS + '[[layers]]\nname = "ui"\npaths = "x"') == [
        f"archlint.toml:{AFTER + 2}: layers.ui.name: there is a layer 'ui' already, at line 1"
    ]
    assert project.mistakes('[[layers]]\nname = "ui"') == [
        "archlint.toml:1: layers.ui: has neither paths nor parts, so no module can be in it"
    ]


@pytest.mark.parametrize(
    "name", ["a.b", "a/b", "*", "ui ", " ui", "-ui", "!ui", "external:x", "a\\u001b[31mb", "a\\nb"]
)
def test_a_name_cannot_be_taken_for_a_selector(project: Project, name: str) -> None:
    (told,) = project.mistakes(f'[[layers]]\nname = "{name}"\npaths = "x"')
    assert "the name of a layer may hold letters, digits, '_', '-' and single spaces inside" in told
    assert told.isprintable()


@pytest.mark.parametrize("name", ["ui", "Web-App", "data layer", "Prüfung", "検査", "tier_2"])
def test_names_in_any_script(project: Project, name: str) -> None:
    assert project.rulebook(f'[[layers]]\nname = "{name}"\npaths = "x"').layers[0].name == name


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            'kind = "forbiden"\nimporters = "ui"\nimported = "ui"',
            "10: contracts #1.kind: unknown value 'forbiden'; did you mean 'forbidden'? Allowed: acyclic, "
            "allowed-only, forbidden, independent, protected, required",
        ),
        (
            'importers = "ui"\nimported = "ui"',
            "9: contracts #1: missing key: kind",
        ),
        (
            'kind = "forbidden"\nimporters = "uis"\nimported = "backend"',
            "11: contracts #1.importers: unknown layer 'uis'; did you mean 'ui'? Allowed: backend, ui; a "
            "path needs a slash or a wildcard",
        ),
        (
            'name = "no skips"\nkind = "forbidden"\nimporters = "ui"\nimported = ["backend.crm", "backend.biling"]',
            "13: contracts.no skips.imported: layer 'backend' has no part 'biling'; did you mean 'billing'? "
            "Allowed: billing, crm",
        ),
        (
            'kind = "forbidden"\nimporters = "ui"\nimported = "technology:persistance"',
            "12: contracts #1.imported: unknown role 'persistance'; did you mean 'persistence'? Allowed: auth, broker,",
        ),
        (
            'kind = "forbidden"\nimporters = "ui"\nimported = "external:"',
            "12: contracts #1.imported: names no library; write external:NAME",
        ),
        (
            'kind = "forbidden"\nimporters = "ui"',
            "9: contracts #1: kind 'forbidden' needs 'imported'",
        ),
        (
            'kind = "forbidden"\nimporters = "ui"\nimported = []',
            "12: contracts #1.imported: kind 'forbidden' needs 'imported'",
        ),
        (
            'kind = "allowed-only"\nimporters = "ui"',
            "9: contracts #1: kind 'allowed-only' needs 'imported'; write imported = [] to allow nothing",
        ),
        (
            'kind = "protected"\nimported = "backend"',
            "9: contracts #1: kind 'protected' needs 'importers'; write importers = [] to allow nothing",
        ),
        (
            'kind = "independent"',
            "9: contracts #1: kind 'independent' needs 'modules'",
        ),
        (
            'kind = "acyclic"\nlevel = "layer"',
            "9: contracts #1: kind 'acyclic' needs 'modules'",
        ),
        (
            'kind = "required"\nimporters = "ui"',
            "9: contracts #1: kind 'required' needs 'imported'",
        ),
        (
            'kind = "acyclic"\nmodules = "ui"\nchains = true',
            "12: contracts #1.chains: has no effect on kind 'acyclic'. Allowed: because, except_dependencies, except_imported, "
            "except_importers, include_type_only, kind, kinds, level, modules, name, severity",
        ),
        (
            'kind = "forbidden"\nimporters = "ui"\nimported = "backend"\nmodules = "ui"',
            "13: contracts #1.modules: has no effect on kind 'forbidden'. Allowed:",
        ),
        (
            'kind = "forbidden"\nimporters = "ui"\nimported = "backend"\nkinds = ["htp"]',
            "13: contracts #1.kinds #1: unknown value 'htp'; did you mean 'http'? Allowed: call, data, "
            "event, http, import",
        ),
    ],
)
def test_contracts(project: Project, body: str, told: str) -> None:
    (mistake,) = project.mistakes(f"{LAYERS}[[contracts]]\n{body}\n")
    assert mistake.startswith(f"archlint.toml:{told}")


def test_two_contracts_of_one_name(project: Project) -> None:
    contract = '[[contracts]]\nkind = "independent"\nname = "same"\nmodules = "backend"\n'
    assert project.mistakes(LAYERS + contract + contract) == [
        "archlint.toml:13: contracts: there is a contract 'same' already (archlint.toml:9)"
    ]


def test_exceptions(project: Project) -> None:
    text = (
        '[[exceptions]]\ncheck = "layer-skipp"\nbecause = "old"\n'
        '[[exceptions]]\ncheck = "layer-skip"\nbecause = " "\nimporter = "uis"\n'
        '[[exceptions]]\ncheck = "layer-skip"\nuntil = "soon"\n'
        '[[exceptions]]\ncheck = "layer-skip"\nbecause = "old"\nuntil = 2027-02-03T10:00:00\n'
    )
    assert project.mistakes(LAYERS + text) == [
        "archlint.toml:10: exceptions #1.check: unknown check 'layer-skipp'; did you mean 'layer-skip'? "
        "Allowed: empty-layer, layer-skip, upward-dependency",
        "archlint.toml:14: exceptions #2.because: must say why",
        "archlint.toml:15: exceptions #2.importer: unknown layer 'uis'; did you mean 'ui'? Allowed: backend, ui; "
        "a path needs a slash or a wildcard",
        "archlint.toml:16: exceptions #3: missing key: because",
        "archlint.toml:18: exceptions #3.until: 'soon' is no date; write it as 2027-03-31",
        "archlint.toml:22: exceptions #4.until: expected a date such as 2027-03-31, got a date with a time",
    ]


def test_unknown_checks_and_roles(project: Project) -> None:
    text = LAYERS.replace('name = "ui"', 'name = "ui"\nforbidden_technologies = ["cache", "databse"]')
    told = project.mistakes(text + '[checks.layer-skips]\nseverity = "off"')
    assert told[0].startswith("archlint.toml:3: layers.ui.forbidden_technologies: unknown role 'databse'")
    assert told[1] == (
        "archlint.toml:10: checks.layer-skips: unknown check 'layer-skips'; did you mean 'layer-skip'? "
        "Allowed: empty-layer, layer-skip, upward-dependency"
    )


def test_a_role_of_an_own_technology_is_known(project: Project) -> None:
    text = LAYERS.replace('name = "ui"', 'name = "ui"\nforbidden_technologies = "mainframe"')
    own = '[[technologies]]\nname = "CICS"\nrole = "mainframe"\nlanguage = "java"\nmodules = "com.ibm.cics"\n'
    assert project.rulebook(text + own).layers[0].forbidden_technologies == ("mainframe",)


def test_bands(project: Project) -> None:
    assert project.mistakes(LAYERS + "[balance]\nui = [0.5, 0.2]\nbakend = [0.1, 0.2]") == [
        "archlint.toml:10: balance.ui: a band goes from low to high: [0.2, 0.5]?",
        "archlint.toml:11: balance.bakend: unknown layer 'bakend'; did you mean 'backend'? Allowed: backend, ui",
    ]
    (told,) = project.mistakes(LAYERS + "[balance]\nui = [0.5]")
    assert told.startswith("archlint.toml:10: balance.ui: ")


def test_bands_that_no_system_can_be_in(project: Project) -> None:
    assert project.mistakes(LAYERS + "[balance]\nui = [0.7, 0.9]\nbackend = [0.5, 0.6]") == [
        "archlint.toml:10: balance: no system is in these bands: their lows add up to 120 % (ui 70 %, backend 50 %); "
        "lows may add up to 100 % at most"
    ]
    assert project.mistakes(LAYERS + "[balance]\nui = [0.1, 0.3]\nbackend = [0.2, 0.4]") == [
        "archlint.toml:10: balance: no system is in these bands: their highs add up to 70 % (ui 30 %, backend 40 %); "
        "highs must add up to 100 % at least, or one layer goes without a band"
    ]
    assert project.rulebook(LAYERS + "[balance]\nui = [0.3, 0.3]\nbackend = [0.7, 0.7]").balance
    assert project.rulebook(LAYERS + "[balance]\nui = [0.1, 0.3]").balance, "the rest may be in the other layer"


def test_measures(project: Project) -> None:
    assert project.rulebook(LAYERS).measure == "decisions"
    rulebook = project.rulebook(LAYERS + '[balance]\nmeasure = "statements"\nui = [0.1, 0.2]')
    assert (rulebook.measure, rulebook.balance) == ("statements", {"ui": (0.1, 0.2)})
    assert project.mistakes(LAYERS + '[balance]\nmeasure = "decision"\nui = [0.1, 0.2]') == [
        "archlint.toml:10: balance.measure: unknown value 'decision'; did you mean 'decisions'? "
        "Allowed: cognitive, decisions, statements"
    ]
    (told,) = project.mistakes(LAYERS + "[balance]\nmeasure = [0.1, 0.3]")
    assert told.startswith(
        "archlint.toml:10: balance.measure: expected a string, got a list. Allowed: decisions, cognit"
    )


def test_all_mistakes_are_told_at_once_by_line(project: Project) -> None:
    told = project.mistakes('x = 1\n[[layers]]\nname = "ui"\npaths = "/a"\nopen = 3\n[checks.nope]\n')
    assert [line.split(":")[1] for line in told] == ["1", "4", "5", "6"]


def test_endless_mistakes_are_cut(project: Project) -> None:
    told = project.mistakes("".join(f"key{number} = 1\n" for number in range(5000)))
    assert len(told) == 201
    assert told[-1] == "only the first 200 mistakes are told"


def test_hostile_names_are_shown_escaped(project: Project) -> None:
    told = project.mistakes(
        '"\\u001b[2J" = 1\n[[layers]]\nname = "ui"\npaths = ["/\\u202eevil"]\n[checks."<script>\\n"]\n'
    )
    assert len(told) == 3
    assert all(line.isprintable() for line in told)


def test_an_error_knows_its_first_place(project: Project) -> None:
    error = project.error("a = 1\n[[layers]]\nname = 3\n")
    assert (error.file, error.line) == ("archlint.toml", 1)


def test_mistakes_in_a_file_that_is_named_elsewhere(project: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "conf" / "layers.toml"
    project.write({"conf/layers.toml": "lay = 1"})
    error = project.error(config=elsewhere)
    assert str(error).startswith("conf/layers.toml:1: lay: unknown key; did you mean 'layers'?")

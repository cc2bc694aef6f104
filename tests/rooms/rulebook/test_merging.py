"""Packs and included files: what a project gets from them, what it may change, and what they may not say."""

from pathlib import Path

import pytest
from declared_project import Project

from archlint.model.rulebook import Origin

PACK = """\
[pack]
summary = "two layers"

[[layers]]
name = "ui"
paths = ["web/**"]
because = "Screens change often."

[[layers]]
name = "backend"
paths = ["bss/**"]
independent = true
parts = { billing = "bss/billing/**", crm = "bss/crm/**" }
forbidden_technologies = ["ui-toolkit"]

[balance]
ui = [0.1, 0.3]

[checks.layer-skip]
severity = "warning"
limit = 7

[[contracts]]
kind = "forbidden"
name = "no stores"
importers = ["ui"]
imported = ["technology:persistence"]
"""


@pytest.fixture
def house(project: Project) -> Project:
    project.write({"house/pack.toml": PACK})
    return project


def test_a_pack_brings_everything(house: Project) -> None:
    rulebook = house.rulebook('extends = "./house"')
    assert [layer.name for layer in rulebook.layers] == ["ui", "backend"]
    assert rulebook.balance == {"ui": (0.1, 0.3)}
    assert rulebook.checks["layer-skip"].severity == "warning"
    assert rulebook.checks["layer-skip"].options.limit == 7
    assert [contract.name for contract in rulebook.contracts] == ["no stores"]
    assert rulebook.packs == ("house/pack.toml",)
    assert rulebook.origin("layers.ui.because") == Origin("house/pack.toml", 7)
    assert rulebook.origin("contracts.0.imported") == Origin("house/pack.toml", 27)


def test_own_layers_replace_the_list_and_inherit_what_they_leave_out(house: Project) -> None:
    rulebook = house.rulebook(
        'extends = "./house"\n[[layers]]\nname = "backend"\npaths = "systems/**"\n[[layers]]\nname = "ui"\n'
        '[[layers]]\nname = "data"\npaths = "data/**"\n'
    )
    backend, ui, data = rulebook.layers
    assert (backend.name, backend.paths, backend.independent) == ("backend", ("systems/**",), True)
    assert (ui.name, ui.paths, ui.because) == ("ui", ("web/**",), "Screens change often.")
    assert (data.name, data.independent, data.because) == ("data", False, "")
    assert rulebook.origin("layers.backend.paths") == Origin("archlint.toml", 4)
    assert rulebook.origin("layers.backend.parts.crm") == Origin("house/pack.toml", 13)
    assert rulebook.origin("layers.ui.paths.0").file == "house/pack.toml"


def test_the_measure_of_a_pack_holds_until_the_project_names_one(house: Project) -> None:
    pack = house.root / "house" / "pack.toml"
    pack.write_text(pack.read_text().replace("[balance]\n", '[balance]\nmeasure = "cognitive"\n'))
    assert house.rulebook('extends = "./house"\n').measure == "cognitive"
    own = house.rulebook('extends = "./house"\n[balance]\nui = [0.2, 0.4]\n')
    assert (own.measure, own.balance) == ("cognitive", {"ui": (0.2, 0.4)})
    assert house.rulebook('extends = "./house"\n[balance]\nmeasure = "statements"\n').measure == "statements"


def test_own_settings_win_key_by_key(house: Project) -> None:
    rulebook = house.rulebook('extends = "./house"\n[checks.layer-skip]\nlimit = 1\n[balance]\nui = [0.2, 0.4]\n')
    assert rulebook.checks["layer-skip"].severity == "warning"
    assert rulebook.checks["layer-skip"].options.limit == 1
    assert rulebook.balance == {"ui": (0.2, 0.4)}
    assert rulebook.origin("balance") == Origin("archlint.toml", 5)


def test_a_check_without_a_severity_keeps_its_own(project: Project) -> None:
    assert project.rulebook("[checks.layer-skip]\nlimit = 1\n").checks["layer-skip"].severity is None


def test_a_contract_of_a_pack_is_replaced_or_left_out_by_name(house: Project) -> None:
    own = '[[contracts]]\nkind = "forbidden"\nname = "no stores"\nimporters = "ui"\nimported = "external:pg"\n'
    rulebook = house.rulebook(f'extends = "./house"\n{own}')
    assert [contract.imported for contract in rulebook.contracts] == [("external:pg",)]
    assert rulebook.origin("contracts.0").file == "archlint.toml"
    assert house.rulebook('extends = "./house"\n[project]\nwithout_contracts = ["no stores"]').contracts == ()
    assert house.mistakes('extends = "./house"\n[project]\nwithout_contracts = ["no store"]') == [
        "archlint.toml:3: project.without_contracts #1: no pack has a contract 'no store'; did you mean 'no stores'? "
        "Allowed: no stores"
    ]


def test_a_contract_of_a_pack_about_a_layer_that_is_gone(house: Project) -> None:
    told = house.mistakes('extends = "./house"\n[balance]\n[[layers]]\nname = "screens"\npaths = "web/**"\n')
    assert told == [
        "house/pack.toml:26: contracts.no stores.importers: unknown layer 'ui'. Allowed: screens; a path needs a slash or "
        "a wildcard. It comes with a pack: declare what it speaks about, or leave it out: [project] without_contracts = "
        '["no stores"]'
    ]


def test_a_band_of_a_pack_about_a_layer_that_is_gone(house: Project) -> None:
    told = house.mistakes(
        'extends = "./house"\n[project]\nwithout_contracts = "no stores"\n[[layers]]\nname = "web"\npaths = "web/**"\n'
    )
    assert told == [
        "house/pack.toml:17: balance.ui: unknown layer 'ui'. Allowed: web. archlint.toml extends this pack: declare the "
        "layer, or [balance] with bands for the layers that there are"
    ]


def test_packs_on_packs(project: Project) -> None:
    project.write(
        {
            "ground/pack.toml": (
                '[[layers]]\nname = "a"\npaths = "a/**"\nbecause = "ground"\n[[layers]]\nname = "b"\npaths = "b"\n'
            ),
            "left/pack.toml": 'extends = "./ground"\n[[layers]]\nname = "a"\nbecause = "left"\n[[layers]]\nname = "b"\n',
            "right/pack.toml": 'extends = "./ground"\n[checks.layer-skip]\nlimit = 9\n',
        }
    )
    rulebook = project.rulebook('extends = ["./left", "./right/"]')
    assert [(layer.name, layer.paths, layer.because) for layer in rulebook.layers] == [
        ("a", ("a/**",), "left"),
        ("b", ("b",), ""),
    ]
    assert rulebook.checks["layer-skip"].options.limit == 9
    assert rulebook.packs == ("ground/pack.toml", "left/pack.toml", "right/pack.toml")


def test_packs_in_a_circle(project: Project) -> None:
    project.write({"a/pack.toml": 'extends = "./b"\n', "b/pack.toml": '\nextends = ["./a"]\n'})
    assert project.mistakes('extends = "./a"') == [
        "b/pack.toml:2: extends #1: packs extend each other in a circle: archlint.toml → ./a → ./b → ./a"
    ]
    project.write({"a/pack.toml": 'extends = "./a"\n'})
    assert "archlint.toml → ./a → ./a" in project.mistakes('extends = "./a"')[0]


def test_a_tower_of_packs(project: Project) -> None:
    project.write({f"p{number}/pack.toml": f'extends = "./p{number + 1}"\n' for number in range(40)})
    assert "packs extend packs more than 16 deep" in project.mistakes('extends = "./p0"')[0]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "layers/three-teir",
            "there is no pack 'layers/three-teir'; did you mean 'layers/three-tier'? Allowed: layers/",
        ),
        ("three-tier", "there is no pack 'three-tier'; did you mean 'layers/three-tier'?"),
        ("./gone", "there is no pack './gone'"),
        ("../outside", "there is no pack '../outside'"),
        ("./../outside", "'./../outside' lies outside of the project"),
        ("./inside/../../outside", "'./inside/../../outside' lies outside of the project"),
        ("./link", "'./link' lies outside of the project"),
        ("/etc", "there is no pack '/etc'"),
        ("layers/../technologies", "there is no pack 'layers/../technologies'"),
        ("https://example.org/pack", "there is no pack 'https://example.org/pack'"),
        ("./\\u0000", "'./\\x00' lies outside of the project"),
        ("./" + "x" * 5000, "there is no pack './xxx"),
        ("", "there is no pack ''"),
    ],
)
def test_packs_that_are_not_there(project: Project, tmp_path: Path, name: str, told: str) -> None:
    root = tmp_path / "project"
    inner = Project(root)
    inner.write({"archlint.toml": ""})
    Project(tmp_path).write({"outside/pack.toml": ""})
    (root / "link").symlink_to(tmp_path / "outside")
    (message,) = inner.mistakes(f'extends = ["{name}"]')
    assert message.startswith(f"archlint.toml:1: extends #1: {told}")
    assert message.isprintable()


def test_a_pack_from_the_future(project: Project) -> None:
    project.write({"house/pack.toml": '[pack]\nsummary = "x"\nrequires_archlint = ">=99.1"\nnew_key = 1\n'})
    (told,) = project.mistakes('extends = "./house"')
    assert told.startswith("house/pack.toml:3: pack.requires_archlint: the pack needs archlint >=99.1, this is ")
    assert told.endswith("(archlint.toml → ./house); upgrade archlint")


def test_what_a_pack_may_not_say(project: Project) -> None:
    project.write(
        {
            "house/pack.toml": '[pack]\nrequires_archlint = "99"\n[project]\nexclude = "x"\n[[exceptions]]\n'
            'check = "layer-skip"\nbecause = "x"\n[[contracts]]\nkind = "independent"\nmodules = "a/*"\n[pck]\n'
        }
    )
    told = project.mistakes('extends = "./house"')
    assert told == [
        r"house/pack.toml:2: pack.requires_archlint: Expected `str` matching regex '^>=(\\d+(?:\\.\\d+){0,2})$'",
        "house/pack.toml:3: project: a pack cannot set this: it belongs into the project's archlint.toml. Allowed: balance, "
        "checks, connections, contracts, extends, layers, pack, technologies",
        "house/pack.toml:5: exceptions: a pack cannot set this: it belongs into the project's archlint.toml. Allowed: "
        "balance, checks, connections, contracts, extends, layers, pack, technologies",
        "house/pack.toml:8: contracts: a pack's contract needs a name",
        "house/pack.toml:11: pck: unknown key; did you mean 'pack'? Allowed: balance, checks, connections, "
        "contracts, extends, layers, "
        "pack, technologies",
    ]


def test_a_project_has_no_pack_table(project: Project) -> None:
    assert project.mistakes('[pack]\nsummary = "x"')[0].startswith(
        "archlint.toml:1: pack: unknown key. Allowed: answers, balance"
    )


TEAMS = """\
[project]
include = ["services/*/archlint.toml"]

[[layers]]
name = "ui"
paths = ["web/**"]

[[layers]]
name = "enablement"
paths = ["shared/**"]
"""


def test_a_team_speaks_about_its_folder(project: Project) -> None:
    project.write(
        {
            "services/usage/archlint.toml": (
                '[[layers]]\nname = "enablement"\npaths = ["src/**", "!src/gen/**"]\nparts = { usage = "src/**" }\n'
                'public = "src/api.py"\n'
                '[[contracts]]\nkind = "protected"\nname = "tariffs"\nimporters = ["src/tariffs/**"]\n'
                'imported = ["src/db/**"]\n'
                '[[exceptions]]\ncheck = "layer-skip"\nbecause = "until the move"\n'
                '[[journeys]]\nname = "usage"\nentries = ["pages/**"]\n'
            ),
            "services/bill[1]/archlint.toml": '[[layers]]\nname = "enablement"\npaths = "**"\n',
        }
    )
    rulebook = project.rulebook(TEAMS)
    layer = rulebook.layers[1]
    assert layer.paths == ("shared/**", "services/bill[[]1]/**", "services/usage/src/**", "!services/usage/src/gen/**")
    assert layer.parts == {"usage": ("services/usage/src/**",)}
    assert layer.public == ("**", "!services/usage/**", "services/usage/src/api.py")
    assert rulebook.contracts[0].imported == ("services/usage/src/db/**",)
    assert rulebook.exceptions[0].importer == ("services/usage/**",)
    assert rulebook.journeys[0].entries == ("services/usage/pages/**",)
    assert rulebook.origin("layers.enablement.paths.2") == Origin("services/usage/archlint.toml", 3)
    assert rulebook.origin("layers.enablement.parts.usage") == Origin("services/usage/archlint.toml", 4)
    assert rulebook.origin("contracts.0.imported") == Origin("services/usage/archlint.toml", 10)


def test_what_a_team_may_not_say(project: Project) -> None:
    project.write(
        {
            "services/usage/archlint.toml": (
                '[[layers]]\nname = "enablement"\nopen = true\n'
                '[[layers]]\nname = "enablment"\npaths = "x"\n'
                '[[contracts]]\nkind = "forbidden"\nimporters = "ui"\nimported = "external:pg"\n'
                '[balance]\nui = [0, 1]\n[[exceptions]]\ncheck = "layer-skip"\nbecause = "b"\nimporter = "ui"\n'
            )
        }
    )
    told = project.mistakes(TEAMS)
    assert [line.partition(": ")[0] for line in told] == [
        f"services/usage/archlint.toml:{line}" for line in (3, 5, 7, 11, 13)
    ]
    assert "an included file speaks about its own folder only" in told[0]
    assert "unknown layer 'enablment'; did you mean 'enablement'? Allowed: enablement, ui" in told[1]
    assert "one of importers, imported, modules must be a glob" in told[2]
    assert "belongs into the file that includes it" in told[3]
    assert "one of importer, imported must be a glob" in told[4]


def test_two_teams_name_one_part(project: Project) -> None:
    project.write(
        {
            f"services/{team}/archlint.toml": '[[layers]]\nname = "enablement"\nparts = { usage = "src/**" }\n'
            for team in ("a", "b")
        }
    )
    assert project.mistakes(TEAMS) == [
        "services/b/archlint.toml:3: layers.enablement.parts.usage: layer 'enablement' has a part of this name already "
        "(services/a/archlint.toml:3)"
    ]


def test_mistakes_of_all_teams_are_told_together(project: Project) -> None:
    project.write(
        {f"services/{team}/archlint.toml": "x = 1\n" for team in "cab"} | {"services/d/archlint.toml": "broken ["}
    )
    told = project.mistakes(TEAMS)
    assert [line.partition(":")[0] for line in told] == [f"services/{team}/archlint.toml" for team in "dabc"]
    assert "not valid TOML" in told[0]


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("teams/*.toml", "'teams/*.toml' matches no file"),
        ("**/archlint.toml", "must not use '**': say how deep the files lie"),
        ("../x.toml", "must be a relative glob of .toml files"),
        ("/etc/x.toml", "must be a relative glob of .toml files"),
        ("services/x.yaml", "must be a relative glob of .toml files"),
        ("archlint.toml", "does not lie in a folder of the project below its root"),
        ("link/x.toml", "does not lie in a folder of the project below its root"),
        ("nul\\u0000/x.toml", "matches no file"),
        ("x" * 5000 + "/x.toml", "matches no file"),
    ],
)
def test_includes_that_name_nothing_of_the_project(tmp_path: Path, pattern: str, told: str) -> None:
    inner = Project(tmp_path / "project")
    inner.write({"services/x.yaml": ""})
    Project(tmp_path).write({"outside/x.toml": "", "x.toml": ""})
    (tmp_path / "project" / "link").symlink_to(tmp_path / "outside")
    (message,) = inner.mistakes(f'[project]\ninclude = ["{pattern}"]')
    assert message.startswith("archlint.toml:2: project.include #1: ")
    assert told in message
    assert message.isprintable()


def test_hidden_folders_are_not_included_by_a_wildcard(project: Project) -> None:
    project.write({"services/.old/archlint.toml": "broken [", "services/new/archlint.toml": ""})
    assert project.rulebook(TEAMS).layers[1].paths == ("shared/**",)

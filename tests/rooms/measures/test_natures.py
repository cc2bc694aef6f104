"""What classes are at home with: their own marks and bases, and over files those of the classes that they extend."""

import pytest
from small_projects import system_of

from archlint.measures.natures import Natures, first

PYTHON = {
    "shop/__init__.py": "",
    "shop/storage/__init__.py": "from shop.storage.records import Record\n",
    "shop/storage/records.py": "from django.db import models\n\n\nclass Record(models.Model):\n    pass\n",
    "shop/invoice.py": "from shop.storage import Record\n\n\nclass Invoice(Record):\n    pass\n\n\nclass Note:\n    pass\n",
}
TYPESCRIPT = {
    "src/base.ts": 'import { Component } from "@angular/core";\n\n@Component({})\nexport class Screen {}\n',
    "src/index.ts": 'export * from "./base";\n',
    "src/bills.ts": 'import { Screen } from "./index";\n\nexport class Bills extends Screen {}\n',
}
JAVA = {
    "src/main/java/org/acme/Bills.java": "package org.acme;\n\n"
    "import org.springframework.data.jpa.repository.JpaRepository;\n\n"
    "public interface Bills extends JpaRepository<Bill, Long> {}\n",
    "src/main/java/org/acme/Old.java": "package org.acme;\n\npublic interface Old extends Bills {}\n",
}


@pytest.mark.parametrize(
    ("files", "module", "name", "role"),
    [
        (PYTHON, "shop/invoice.py", "Invoice", "persistence"),
        (TYPESCRIPT, "src/bills.ts", "Bills", "ui-toolkit"),
        (JAVA, "src/main/java/org/acme/Old.java", "Old", "persistence"),
    ],
    ids=["python", "typescript", "java"],
)
def test_a_class_is_what_the_class_it_extends_is(files: dict[str, str], module: str, name: str, role: str) -> None:
    natures = system_of(files).view(Natures)
    assert role in natures.named(module, name)
    assert natures.ancestry(module, name)[0] == (module, name)
    assert len(natures.ancestry(module, name)) == 2


def test_a_class_without_marks_and_bases_is_at_home_nowhere() -> None:
    natures = system_of(PYTHON).view(Natures)
    assert natures.named("shop/invoice.py", "Note") == {}
    assert natures.named("shop/invoice.py", "Nobody") == {}
    assert set(natures.of("shop/invoice.py")) == {1, 2}


def test_a_name_is_followed_through_files_that_only_hand_it_on() -> None:
    assert system_of(PYTHON).view(Natures).homes("shop/invoice.py") == {"Record": "shop/storage/records.py"}
    assert system_of(TYPESCRIPT).view(Natures).homes("src/bills.ts")["Screen"] == "src/base.ts"


def test_a_name_that_nobody_defines_stays_where_it_was_taken_from() -> None:
    files = PYTHON | {"shop/app.py": "from shop.storage import Ghost\n"}
    assert system_of(files).view(Natures).homes("shop/app.py") == {"Ghost": "shop/storage/__init__.py"}


def test_the_classes_that_implement_an_interface_are_found_where_it_is_used() -> None:
    files = {
        "src/main/java/org/acme/Rates.java": "package org.acme;\n\npublic interface Rates { int rate(); }\n",
        "src/main/java/org/acme/Fixed.java": "package org.acme;\n\nclass Fixed implements Rates {}\n",
        "src/main/java/org/other/Rates.java": "package org.other;\n\npublic interface Rates { int rate(); }\n",
        "src/main/java/org/other/Other.java": "package org.other;\n\nclass Other implements Rates {}\n",
    }
    found = system_of(files).view(Natures).implementations("src/main/java/org/acme/Rates.java", "Rates")
    assert found == [("src/main/java/org/acme/Fixed.java", "Fixed")]


def test_classes_that_extend_each_other_in_a_ring_come_to_an_end() -> None:
    files = {
        "ring/__init__.py": "",
        "ring/a.py": "from ring.b import B\n\n\nclass A(B):\n    pass\n",
        "ring/b.py": "from ring.a import A\nfrom django.db import models\n\n\nclass B(A, models.Model):\n    pass\n",
    }
    natures = system_of(files).view(Natures)
    assert natures.ancestry("ring/a.py", "A") == [("ring/a.py", "A"), ("ring/b.py", "B")]
    assert "persistence" in natures.named("ring/a.py", "A")


def test_a_long_line_of_ancestors_is_followed_for_a_while() -> None:
    classes = "\n\n".join(f"class C{index}(C{index + 1}):\n    pass" for index in range(400))
    assert 10 < len(system_of({"long.py": classes}).view(Natures).ancestry("long.py", "C0")) < 100


@pytest.mark.parametrize(
    ("name", "told"),
    [("new Client<T>", "Client"), ("Client.get", "Client"), ("Client[int]", "Client"), ("Client", "Client"), ("", "")],
)
def test_the_name_that_something_starts_with(name: str, told: str) -> None:
    assert first(name) == told

"""What Java's names mean: small projects as people lay them out, one question each."""

from collections.abc import Mapping

from archlint.languages.java.extract import extract
from archlint.languages.java.resolver import JavaResolver
from archlint.model.facts import FileFacts
from archlint.model.layout import Layout, Resolved

SHOP = "shop/src/main/java/com/acme/shop"
BILLING = "billing/src/main/java/com/acme/billing"


class Project:
    """Sources by path; `manifests` and `assets` are names only."""

    def __init__(self, sources: Mapping[str, str], manifests: str = "", assets: str = "") -> None:
        self.facts: dict[str, FileFacts] = {
            path: extract(source.encode(), "java", 10.0) for path, source in sources.items()
        }
        layout = Layout(self.facts, dict.fromkeys(manifests.split(), b""), frozenset(assets.split()))
        self.resolver = JavaResolver(layout)

    def answers(self, path: str) -> list[Resolved]:
        return list(self.resolver.resolve(path, self.facts[path]))

    def modules(self, path: str) -> set[str]:
        return {answer.target for answer in self.answers(path) if answer.status == "module"}

    def status(self, path: str, target: str) -> set[tuple[str, str]]:
        """The answers to the references to `target`, as (status, what it was taken to mean)."""
        references = self.facts[path].references
        return {
            (answer.status, answer.target)
            for answer in self.answers(path)
            if references[answer.reference].target == target
        }


def test_single_imports_over_maven_modules() -> None:
    project = Project(
        {
            f"{SHOP}/Cart.java": "package com.acme.shop; import com.acme.billing.Invoice; class Cart { Invoice last; }",
            f"{BILLING}/Invoice.java": "package com.acme.billing; public class Invoice {}",
        },
        "pom.xml shop/pom.xml billing/pom.xml",
    )
    assert project.modules(f"{SHOP}/Cart.java") == {f"{BILLING}/Invoice.java"}
    assert len(project.answers(f"{SHOP}/Cart.java")) == 1


def test_a_nested_type_is_in_the_file_of_the_type_around_it() -> None:
    project = Project(
        {
            f"{SHOP}/Cart.java": "package com.acme.shop; import com.acme.billing.Invoice.Line; class Cart { Line line; }",
            f"{BILLING}/Invoice.java": "package com.acme.billing; public class Invoice { public static class Line {} }",
        }
    )
    (answer,) = project.answers(f"{SHOP}/Cart.java")
    assert (answer.status, answer.target, answer.name) == ("module", f"{BILLING}/Invoice.java", "Invoice.Line")


def test_a_nested_type_that_a_tool_generates_leads_to_the_type_around_it() -> None:
    project = Project(
        {
            f"{SHOP}/Cart.java": "package com.acme.shop; import com.acme.billing.Invoice.InvoiceBuilder; class Cart {}",
            f"{BILLING}/Invoice.java": "package com.acme.billing; @Builder public class Invoice {}",
        }
    )
    assert project.modules(f"{SHOP}/Cart.java") == {f"{BILLING}/Invoice.java"}


def test_several_types_in_one_file() -> None:
    project = Project(
        {
            f"{SHOP}/Cart.java": "package com.acme.shop; class Cart { Helper helper; }",
            f"{SHOP}/Basket.java": "package com.acme.shop; public class Basket {} class Helper {}",
        }
    )
    assert project.modules(f"{SHOP}/Cart.java") == {f"{SHOP}/Basket.java"}


def test_the_same_package_needs_no_import_even_in_another_module() -> None:
    project = Project(
        {
            f"{SHOP}/Cart.java": "package com.acme.shop; class Cart { Item item; Price price() { return Price.of(1); } }",
            f"{SHOP}/Item.java": "package com.acme.shop; class Item {}",
            "prices/src/main/java/com/acme/shop/Price.java": "package com.acme.shop; class Price {}",
        },
        "shop/pom.xml prices/pom.xml",
    )
    expected = {f"{SHOP}/Item.java", "prices/src/main/java/com/acme/shop/Price.java"}
    assert project.modules(f"{SHOP}/Cart.java") == expected


def test_the_unnamed_package() -> None:
    project = Project({"Main.java": "class Main { Other other; }", "Other.java": "class Other {}"})
    assert project.modules("Main.java") == {"Other.java"}


def test_a_wildcard_depends_on_what_is_used_of_the_package() -> None:
    project = Project(
        {
            f"{SHOP}/Cart.java": "package com.acme.shop; import com.acme.billing.*; class Cart { Invoice last; }",
            f"{BILLING}/Invoice.java": "package com.acme.billing; public class Invoice {}",
            f"{BILLING}/Ledger.java": "package com.acme.billing; public class Ledger {}",
        }
    )
    assert project.modules(f"{SHOP}/Cart.java") == {f"{BILLING}/Invoice.java"}


def test_the_own_package_comes_before_wildcards() -> None:
    project = Project(
        {
            f"{SHOP}/Cart.java": "package com.acme.shop; import com.acme.billing.*; class Cart { Invoice last; }",
            f"{SHOP}/Invoice.java": "package com.acme.shop; class Invoice {}",
            f"{BILLING}/Invoice.java": "package com.acme.billing; public class Invoice {}",
        }
    )
    assert project.modules(f"{SHOP}/Cart.java") == {f"{SHOP}/Invoice.java"}


def test_a_wildcard_over_the_nested_types_of_a_type() -> None:
    project = Project(
        {
            f"{SHOP}/Cart.java": "package com.acme.shop; import com.acme.billing.Invoice.*; class Cart { Line line; }",
            f"{BILLING}/Invoice.java": "package com.acme.billing; public class Invoice { public static class Line {} }",
        }
    )
    assert project.modules(f"{SHOP}/Cart.java") == {f"{BILLING}/Invoice.java"}


def test_static_imports_depend_on_the_class() -> None:
    project = Project(
        {
            f"{SHOP}/Cart.java": "package com.acme.shop; import static com.acme.billing.Rates.VAT; class Cart {}",
            f"{SHOP}/Item.java": "package com.acme.shop; import static com.acme.billing.Rates.*; class Item {}",
            f"{BILLING}/Rates.java": "package com.acme.billing; public class Rates { public static int VAT = 20; }",
        }
    )
    assert project.answers(f"{SHOP}/Cart.java") == [Resolved(0, "module", f"{BILLING}/Rates.java", "Rates.VAT")]
    assert project.modules(f"{SHOP}/Item.java") == {f"{BILLING}/Rates.java"}


def test_a_qualified_name_in_the_code_is_a_dependency() -> None:
    project = Project(
        {
            f"{SHOP}/Cart.java": "package com.acme.shop; class Cart { com.acme.billing.Invoice last; }",
            f"{BILLING}/Invoice.java": "package com.acme.billing; public class Invoice {}",
        }
    )
    assert project.modules(f"{SHOP}/Cart.java") == {f"{BILLING}/Invoice.java"}


def test_the_platform_and_libraries() -> None:
    path = f"{SHOP}/Cart.java"
    project = Project(
        {
            path: "package com.acme.shop; import java.util.List; import java.sql.*; import javax.persistence.Entity;"
            "import org.slf4j.Logger; import org.springframework.web.bind.annotation.*; import static org.junit.Assert.fail;"
            "class Cart { String name; }"
        }
    )
    assert project.status(path, "java.util.List") == {("standard", "java.util.List")}
    assert project.status(path, "java.sql") == {("standard", "java.sql")}
    assert project.status(path, "javax.persistence.Entity") == {("third-party", "javax.persistence.Entity")}
    assert project.status(path, "org.slf4j.Logger") == {("third-party", "org.slf4j.Logger")}
    spring = "org.springframework.web.bind.annotation"
    assert project.status(path, spring) == {("third-party", spring)}
    assert project.status(path, "org.junit.Assert") == {("third-party", "org.junit.Assert")}
    assert project.status(path, "String") <= {("standard", "java.lang.String")}


def test_a_simple_name_is_of_the_only_wildcard_that_can_hold_it() -> None:
    path = f"{SHOP}/Cart.java"
    project = Project(
        {path: "package com.acme.shop; import org.springframework.stereotype.*; @Service class Cart { }"},
    )
    service = "org.springframework.stereotype.Service"
    assert project.status(path, "Service") == {("third-party", service)}


def test_between_two_foreign_wildcards_nothing_is_guessed() -> None:
    path = f"{SHOP}/Cart.java"
    project = Project({path: "package com.acme.shop; import org.a.*; import org.b.*; class Cart { Thing thing; }"})
    assert project.status(path, "Thing") == set()
    assert project.status(path, "org.a") == {("third-party", "org.a")}


def test_a_type_that_a_package_of_the_project_lacks_is_unresolved() -> None:
    path = f"{SHOP}/Cart.java"
    project = Project(
        {
            path: "package com.acme.shop; import com.acme.billing.InvoiceMapperImpl; import com.acme.shop.api.Generated;"
            "class Cart { Missing missing; }",
            f"{BILLING}/Invoice.java": "package com.acme.billing; public class Invoice {}",
        }
    )
    unresolved = [answer for answer in project.answers(path) if answer.status == "unresolved"]
    assert [answer.target for answer in unresolved] == [
        "com.acme.billing.InvoiceMapperImpl",
        "com.acme.shop.api.Generated",
        "Missing",
    ]
    assert "no file declares InvoiceMapperImpl in com.acme.billing" in unresolved[0].why
    assert "no file declares api in com.acme.shop" in unresolved[1].why
    assert "com.acme.shop declares no Missing" in unresolved[2].why


def test_a_library_of_the_same_company_is_a_library() -> None:
    path = f"{SHOP}/Cart.java"
    project = Project({path: "package com.acme.shop; import com.acme.security.Token; class Cart {}"})
    assert project.status(path, "com.acme.security.Token") == {("third-party", "com.acme.security.Token")}


def test_a_nested_type_inherited_from_a_supertype_is_not_called_missing() -> None:
    path = f"{SHOP}/Cart.java"
    project = Project(
        {
            path: "package com.acme.shop; class Cart extends Basket { Line line; }",
            f"{SHOP}/Basket.java": "package com.acme.shop; class Basket { static class Line {} }",
        }
    )
    assert [answer.target for answer in project.answers(path)] == [f"{SHOP}/Basket.java"]


def test_kotlin_beside_java_is_an_asset() -> None:
    path = f"{SHOP}/Cart.java"
    kotlin = "shop/src/main/kotlin/com/acme/shop/Money.kt"
    project = Project(
        {path: "package com.acme.shop; import com.acme.shop.Money; class Cart { Money total; }"}, assets=kotlin
    )
    assert project.status(path, "com.acme.shop.Money") == {("asset", kotlin)}


COPIES = {
    f"{service}/src/main/java/com/acme/ApiError.java": "package com.acme; public class ApiError {}"
    for service in ("orders", "stock")
}


def test_copies_of_a_type_serve_their_own_module() -> None:
    users = {
        f"{service}/src/main/java/com/acme/{service}/Api.java": f"package com.acme.{service}; import com.acme.ApiError;"
        "class Api { ApiError last; }"
        for service in ("orders", "stock")
    }
    tests = {"stock/src/test/java/com/acme/ApiTest.java": "package com.acme; class ApiTest { ApiError error; }"}
    project = Project(COPIES | users | tests, "orders/build.gradle stock/build.gradle.kts")
    for service in ("orders", "stock"):
        importer = f"{service}/src/main/java/com/acme/{service}/Api.java"
        assert project.modules(importer) == {f"{service}/src/main/java/com/acme/ApiError.java"}
    assert project.modules(next(iter(tests))) == {"stock/src/main/java/com/acme/ApiError.java"}
    assert project.resolver.notes == ()


def test_a_choice_between_copies_elsewhere_is_told() -> None:
    importer = "gateway/src/main/java/com/acme/gateway/Api.java"
    source = "package com.acme.gateway; import com.acme.ApiError; class Api {}"
    project = Project(COPIES | {importer: source}, "orders/pom.xml stock/pom.xml gateway/pom.xml")
    assert project.modules(importer) == {"orders/src/main/java/com/acme/ApiError.java"}
    (note,) = project.resolver.notes
    assert note.startswith("com.acme.ApiError is declared in orders/")
    assert "stock/" in note

"""Every form of import of a moved module, rewritten: the file before, the file after, byte for byte."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.model.move import Rename
from archlint.refactor.imports import rewrite

PRICES = Rename("shop/cart/prices", "shop/pricing/lists")
"""shop.cart.prices becomes shop.pricing.lists."""


def after(source: str, path: str = "app/main.py", rename: Rename = PRICES) -> str:
    found = rewrite(path, textwrap.dedent(source).encode(), rename)
    assert found.why == ""
    return found.content.decode()


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("from shop.cart.prices import net  # why\n", "from shop.pricing.lists import net  # why\n"),
        ("from shop.cart.prices import (net, gross as g,)\n", "from shop.pricing.lists import (net, gross as g,)\n"),
        ("from shop.cart.prices import *\n", "from shop.pricing.lists import *\n"),
        ("from shop.cart import prices\n", "from shop.pricing import lists as prices\n"),
        ("from shop.cart import prices as p\n", "from shop.pricing import lists as p\n"),
        ("import shop.cart.prices as p\n", "import shop.pricing.lists as p\n"),
        ("import os, shop.cart.prices as p, sys\n", "import os, shop.pricing.lists as p, sys\n"),
        ("if x: from shop.cart.prices import net; y()\n", "if x: from shop.pricing.lists import net; y()\n"),
        (
            "if x: from shop.cart import prices, totals; y()\n",
            "if x: from shop.cart import totals; y(); from shop.pricing import lists as prices\n",
        ),
        ("from shop.cart import totals\n", "from shop.cart import totals\n"),
        ("from shop.cart.pricesx import net\nprices = 1\n", "from shop.cart.pricesx import net\nprices = 1\n"),
        ("from other.cart import prices\n", "from other.cart import prices\n"),
        ("from shop . cart . prices import net\n", "from shop.pricing.lists import net\n"),
        ("from shop.cart.prices import net\r\nx = 1\r\n", "from shop.pricing.lists import net\r\nx = 1\r\n"),
        ("\ufeffimport shop.cart.prices as p", "\ufeffimport shop.pricing.lists as p"),
    ],
)
def test_absolute_imports(before: str, wanted: str) -> None:
    assert after(before) == wanted


def test_a_name_beside_others_gets_a_line_of_its_own_and_keeps_its_comment() -> None:
    before = """\
        def f():
            from shop.cart import (
                # about prices
                prices,  # what things cost
                # about totals
                totals,  # sums
            )
    """
    wanted = """\
        def f():
            from shop.cart import (
                # about prices
                # about totals
                totals,  # sums
            )
            from shop.pricing import lists as prices  # what things cost
    """
    assert after(before) == textwrap.dedent(wanted)


def test_the_last_name_goes_and_its_comma_with_it() -> None:
    assert after("from shop.cart import totals, prices\n") == (
        "from shop.cart import totals\nfrom shop.pricing import lists as prices\n"
    )


def test_uses_by_the_dotted_name_follow() -> None:
    before = """\
        import shop.cart.prices

        def f(shop_):
            return (shop.cart.prices.net
                    (1)) + g(shop=2).shop.cart.prices
    """
    wanted = """\
        import shop.pricing.lists

        def f(shop_):
            return (shop.pricing.lists.net
                    (1)) + g(shop=2).shop.cart.prices
    """
    assert after(before) == textwrap.dedent(wanted)


def test_a_local_of_the_same_name_is_left_alone() -> None:
    before = "import shop.cart.prices\n\ndef f(shop):\n    return shop.cart.prices.net\n"
    assert after(before) == before.replace("import shop.cart.prices", "import shop.pricing.lists")


def test_what_else_the_import_made_known_stays_known() -> None:
    assert after("import shop.cart.prices\nshop.cart.totals.total()\n") == (
        "import shop.cart, shop.pricing.lists\nshop.cart.totals.total()\n"
    )
    assert after("import shop.cart.prices\nimport shop.cart.totals\nshop.cart.totals.total()\n").startswith(
        "import shop.pricing.lists\n"
    )


def test_a_name_in_the_way_is_said_and_nothing_is_rewritten() -> None:
    source = b"import shop.cart.prices\n\ndef f(billing):\n    return shop.cart.prices.net + billing\n"
    found = rewrite("app/main.py", source, Rename("shop/cart/prices", "billing/prices"))
    assert "'billing' for something else" in found.why


@pytest.mark.parametrize(
    ("path", "before", "wanted"),
    [
        ("shop/cart/totals.py", "from .prices import net\n", "from ..pricing.lists import net\n"),
        ("shop/cart/totals.py", "from . import prices\n", "from ..pricing import lists as prices\n"),
        ("shop/cart/totals.py", "from .import prices\n", "from ..pricing import lists as prices\n"),
        (
            "shop/cart/totals.py",
            "from . import prices, x\n",
            "from . import x\nfrom ..pricing import lists as prices\n",
        ),
        ("shop/main.py", "from .cart.prices import net\n", "from .pricing.lists import net\n"),
        ("shop/main.py", "from .cart import prices\n", "from .pricing import lists as prices\n"),
        ("shop/pricing/__init__.py", "from ..cart.prices import net\n", "from .lists import net\n"),
        ("shop/cart/__init__.py", "from .prices import net as net\n", "from ..pricing.lists import net as net\n"),
        ("shop/web/a/b.py", "from ...cart.prices import net\n", "from ...pricing.lists import net\n"),
        ("shop/a.py", "from ....cart.prices import net\n", "from ....cart.prices import net\n"),
    ],
)
def test_relative_imports_stay_relative(path: str, before: str, wanted: str) -> None:
    assert after(before, path) == wanted


def test_another_topmost_package_is_named_absolutely() -> None:
    away = Rename("shop/cart/prices", "billing/lists")
    assert after("from .prices import net\n", "shop/cart/totals.py", away) == "from billing.lists import net\n"


def test_the_module_itself_names_its_neighbours_from_its_new_place() -> None:
    before = """\
        from . import totals
        from .totals import total
        from ..web import page
        from .prices import net
        from . import prices, totals as t
        import shop.cart.prices
    """
    wanted = """\
        from ..cart import totals
        from ..cart.totals import total
        from ..web import page
        from .lists import net
        from ..cart import totals as t
        from . import lists as prices
        import shop.pricing.lists
    """
    assert after(before, "shop/cart/prices.py") == textwrap.dedent(wanted)


def test_a_module_at_the_top_of_its_root() -> None:
    down = Rename("prices", "shop/prices")
    assert after("import prices\nprices.net()\n", "main.py", down) == "import shop.prices as prices\nprices.net()\n"
    assert after("from prices import net\n", "main.py", down) == "from shop.prices import net\n"
    up = Rename("shop/prices", "prices")
    assert after("from shop import prices, x\n", "main.py", up) == "from shop import x\nimport prices\n"
    assert after("import shop.prices\nshop.prices.net()\n", "main.py", up) == "import prices\nprices.net()\n"


def test_only_those_who_see_its_folder_name_a_module_without_package() -> None:
    sibling = Rename("tools/prices", "tools/lists", "tools")
    assert after("import prices\n", "tools/main.py", sibling) == "import lists as prices\n"
    assert after("import prices\n", "web/main.py", sibling) == "import prices\n"


def test_a_source_root_and_the_folders_above_it() -> None:
    rename = Rename("src/shop/prices", "src/shop/lists", "src", ("",))
    assert after("import shop.prices as p\nimport src.shop.prices as q\n", "tests/a.py", rename) == (
        "import shop.lists as p\nimport src.shop.lists as q\n"
    )


def test_a_package_that_gives_the_name_to_something_else_is_not_taken_for_the_module() -> None:
    hidden = Rename("shop/cart/prices", "shop/pricing/lists", hidden=True)
    assert after("from shop.cart import prices\n", rename=hidden) == "from shop.cart import prices\n"
    assert after("from .prices import prices\n", "shop/cart/__init__.py", hidden) == (
        "from ..pricing.lists import prices\n"
    )


@pytest.mark.parametrize(
    "source", [b"from shop.cart.prices import (\n", b"# coding: no-such\nimport shop.cart.prices\n"]
)
def test_what_cannot_be_parsed_is_said(source: bytes) -> None:
    found = rewrite("app/main.py", source, PRICES)
    assert found.why
    assert found.content == b""


def test_encodings_and_what_is_no_utf8_come_back_as_they_were() -> None:
    source = "# coding: latin-1\nfrom shop.cart.prices import net  # café\n".encode("latin-1")
    found = rewrite("app/main.py", source, PRICES)
    assert found.content == source.replace(b"shop.cart.prices", b"shop.pricing.lists")


NOISE = st.lists(
    st.sampled_from(
        [
            "import os\n",
            "\n",
            "# prices\n",
            "x = {'a': 1,\n     # c\n     'b': [2 ,3]}\n",
            "class A :\n\tpass\n",
            "def f( a,b = 2 ) : return a  # shop.cart.prices\n",
            "from shop.cart import totals as prices\n",
            "s = 'shop.cart.prices'\n",
            "from shop.cart.prices import net\n",
            "import shop.cart.prices as p ; q = p\n",
            "if 1 :\n      from shop.cart import prices\n",
        ]
    )
)


@given(NOISE)
def test_what_is_not_the_name_keeps_every_byte(pieces: list[str]) -> None:
    source = "".join(pieces)
    wanted = source
    for old, new in (
        ("from shop.cart.prices", "from shop.pricing.lists"),
        ("import shop.cart.prices", "import shop.pricing.lists"),
        ("from shop.cart import prices\n", "from shop.pricing import lists as prices\n"),
    ):
        wanted = wanted.replace(old, new)
    assert after(source) == wanted
    back = Rename(PRICES.new, PRICES.old)
    assert after(after(source), rename=back) == source.replace("import prices\n", "import prices as prices\n")

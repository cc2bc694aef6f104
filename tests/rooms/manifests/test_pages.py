"""Requests that pages make by themselves."""

import pytest
from deployment_files import read


def rows(text: str, name: str = "templates/page.html") -> list[tuple[str, str, int]]:
    return [(one.method, one.address, one.line) for one in read({name: text}).pages]


def test_forms_and_their_buttons() -> None:
    text = """
        <!-- <form action="/old"> -->
        <form action="/orders/{{ order.id }}"
              method=post>
          <button formaction='/orders/cancel'>Cancel</button>
          <button formaction="/orders/find" formmethod="get">Find</button>
        </form>
        <button formaction="/outside">x</button>
        <form><input name="a"></form>
        """
    assert rows(text) == [
        ("POST", "/orders/{}", 2),
        ("POST", "/orders/cancel", 4),
        ("GET", "/orders/find", 5),
        ("GET", "/outside", 7),
    ]


def test_a_form_that_a_script_reads_is_sent_nowhere() -> None:
    for written in ('action="##"', 'action="javascript:void(0)"', 'action="/orders" onsubmit="return false;"'):
        assert rows(f"<form {written}></form>") == []
    assert rows('<form action="/orders" onsubmit="return checked()"></form>') == [("GET", "/orders", 1)]


def test_attributes_that_ask() -> None:
    text = '<div\n  hx-get="/items?page={{ 1 }}" hx-trigger="load">\n<a data-hx-delete=/items/1 disabled>x</a>\n'
    assert rows(text) == [("GET", "/items?page={}", 2), ("DELETE", "/items/1", 3)]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("{{ url_for('orders.create') }}", "route:orders.create"),
        ("{% url 'orders:create' order.id %}", "route:orders:create"),
        ("@{/owners/{id}/edit(id=${owner.id})}", "/owners/{id}/edit"),
        ("@{/owners}", "/owners"),
        ("<%= path %>/items", "{}/items"),
        ("${base}/items", "{}/items"),
        ("{{ url_for('admin.users:list') }}", "route:admin.users:list"),
        ("{{ tenant.url_path_for(request, 'auth:login') }}", "route:auth:login"),
        ("<#if request??>${request.contextPath!}</#if>/oauth2/form", "{}/oauth2/form"),
        ("<c:url value='/bills'/>", "/bills"),
        ("<#-- <form action='/x'> -->/bills", "/bills"),
    ],
)
def test_addresses_of_templates(written: str, address: str) -> None:
    assert rows(f'<form th:action="{written}" method="post">') == [("POST", address, 1)]


def test_comments_and_expressions_keep_lines() -> None:
    text = (
        "{% comment %}\n<form action='/a'>\n{% endcomment %}\n{#\n#}\n{% if\n x %}<form action=/b>\n{{ never closed\n"
    )
    assert rows(text) == [("GET", "/b", 7)]

"""Configuration of the Apache web server."""

from archlint.manifests.httpd import is_httpd, read_httpd


def rows(text: str) -> list[tuple[str, str, int, int, str]]:
    found = read_httpd("site.conf", text.encode())
    return [(one.path, one.target, one.line, one.strip, one.prefix) for one in found]


def test_what_is_passed_on() -> None:
    text = "ProxyPreserveHost On\nProxyPass /order http://order:8080/\nProxyPassReverse /order http://order:8080/\n"
    assert is_httpd(text.encode())
    assert rows(text) == [("/order/**", "http://order:8080", 2, 1, "")]


def test_definitions_and_quotes() -> None:
    text = 'Define WAY "/cart"\nProxyPass "${WAY}" "http://localhost:11082/v1"\nProxyPass /static !\n'
    assert rows(text) == [("/cart/**", "http://localhost:11082", 2, 1, "/v1")]


def test_places_and_balancers() -> None:
    text = (
        "<Proxy balancer://shop>\nBalancerMember http://a:1\nBalancerMember http://b:2\n</Proxy>\n"
        "<Location /shop>\nProxyPass balancer://shop/\n</Location>\n"
    )
    assert rows(text) == [("/shop/**", "http://a:1", 6, 1, ""), ("/shop/**", "http://b:2", 6, 1, "")]


def test_rewriting() -> None:
    assert rows("RewriteRule ^/api/(.*)$ http://api:8080/v2/$1 [P,L]\n") == [
        ("/api/**", "http://api:8080", 1, 1, "/v2")
    ]

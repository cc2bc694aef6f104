"""nginx configuration."""

import pytest
from deployment_files import read


def rows(text: str, name: str = "web/nginx.conf") -> list[tuple[str, str, int, int, str, tuple[str, ...]]]:
    return [(one.path, one.target, one.line, one.strip, one.prefix, one.rewrite) for one in read({name: text}).proxies]


def test_a_path_after_the_address_takes_the_place_of_what_was_matched() -> None:
    text = """
        upstream backend {
            least_conn;
            server api-1:8080 weight=5;
            server api-2:8080;
        }
        server {
            listen 80;   # the only one
            location / { root /usr/share/nginx/html; }
            location /api/ {
                proxy_set_header Host "$host; not a statement {";
                proxy_pass http://backend/v1/;
            }
            location /files { proxy_pass http://files:9000; }
            location /static/ { proxy_pass http://cdn:80/; }
            location = /login { proxy_pass http://auth:80/session; }
        }
        """
    assert rows(text) == [
        ("/api/**", "http://api-1:8080", 9, 1, "/v1", ()),
        ("/files/**", "http://files:9000", 13, 0, "", ()),
        ("/static/**", "http://cdn:80", 14, 1, "", ()),
        ("/login", "http://auth:80", 15, 1, "/session", ()),
    ]


def test_rewrites_that_stay_inside() -> None:
    text = """
        location /shop/ {
            rewrite ^/old/(.*)$ /new/$1 permanent;
            rewrite ^/shop/(.*)$ /$1 break;
            proxy_pass http://shop:80;
        }
        """
    assert rows(text) == [("/shop/**", "http://shop:80", 1, 0, "", ("^/shop/(.*)$", "/$1"))]


@pytest.mark.parametrize(
    ("location", "paths"),
    [
        ("~ ^/api/v[12]/", ["/api/**"]),
        ("~* ^/(orders|carts)/", ["/orders/**", "/carts/**"]),
        ("~ ^/graphql$", ["/graphql/**"]),
        ("~^/glued(/|$)", ["/glued/**"]),
        ("^~ /img/", ["/img/**"]),
        ("~ ^/(.*)$", ["/**"]),
    ],
)
def test_regular_expressions_by_their_beginning(location: str, paths: list[str]) -> None:
    assert [row[0] for row in rows(f"location {location} {{ proxy_pass http://a; }}\n")] == paths


def test_a_regular_expression_without_a_path_is_a_problem() -> None:
    found = read({"nginx.conf": "server {\n  location ~ \\.php$ {\n    fastcgi_pass php:9000;\n  }\n}\n"})
    assert found.proxies == ()
    assert found.problems == (
        "nginx.conf:2: a location by a regular expression without a path at its beginning is not read",
    )


def test_variables_and_names() -> None:
    text = """
        location /a/ {
            set $where http://inner:80;
            proxy_pass $where/x;
        }
        location /b/ { proxy_pass http://${API_HOST}:8080/b2/; }
        location /c/ { proxy_pass http://c:80$request_uri; }
        location /d { try_files $uri @application; }
        location @application { uwsgi_pass app:3031; }
        location ~ ^/e/(.*)$ { proxy_pass http://e:80/inner/$1; }
        location /f/ { proxy_pass $unknown; }
        """
    assert rows(text, "web/default.conf.template") == [
        ("/a/**", "http://inner:80", 1, 1, "/x", ()),
        ("/b/**", "http://${API_HOST}:8080", 5, 1, "/b2", ()),
        ("/c/**", "http://c:80", 6, 0, "", ()),
        ("/d/**", "http://app:3031", 8, 0, "", ()),
        ("/e/**", "http://e:80", 9, 0, "", ("^/e/(.*)$", "/inner/$1")),
        ("/f/**", "$unknown", 10, 0, "", ()),
    ]


def test_what_is_not_closed_does_not_raise() -> None:
    assert read({"nginx.conf": 'server { location / { proxy_pass "http://a'}).proxies == ()
    assert "nested deeper" in read({"nginx.conf": "proxy_pass" + " a {" * 100}).problems[0]


def test_origins_that_headers_let_in() -> None:
    text = """
        server {
            add_header 'Access-Control-Allow-Origin' '*' always;
            add_header X-Frame-Options DENY;
            location / { more_set_headers "Access-Control-Allow-Origin: $http_origin"; }
        }
    """
    found = [(one.key, one.value, one.line) for one in read({"web/nginx.conf": text}).settings]
    assert found == [("Access-Control-Allow-Origin", "*", 2), ("Access-Control-Allow-Origin", "$http_origin", 4)]

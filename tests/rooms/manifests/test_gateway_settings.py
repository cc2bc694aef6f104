"""Gateways that are declared in settings: Spring Cloud Gateway and Zuul."""

from deployment_files import read

from archlint.model.deployment import Proxy

FILE = "gateway/src/main/resources/application.yml"


def proxies(text: str, file: str = FILE) -> list[Proxy]:
    return list(read({file: text}).proxies)


def test_routes_stand_where_their_identifier_is_written() -> None:
    text = """
        spring:
          cloud:
            gateway:
              routes:
                - id: vets
                  uri: lb://vets-service
                  predicates:
                    - Path=/api/vet/**
                  filters:
                    - StripPrefix=2
                - uri: http://billing:8080/ignored
                  id: bills
                  predicates:
                    - Path=/bills/{id},/invoices/{year:\\d{2,4}}/*
                    - Method=GET,post
        """
    assert proxies(text) == [
        Proxy("/api/vet/**", "lb://vets-service", FILE, 5, strip=2),
        Proxy("/bills/{}", "http://billing:8080", FILE, 11, ("GET", "POST")),
        Proxy("/invoices/{}/{}", "http://billing:8080", FILE, 11, ("GET", "POST")),
    ]


def test_predicates_and_filters_as_tables() -> None:
    text = """
        spring.cloud.gateway.server.webflux:
          routes:
            - id: orders
              uri: lb://orders
              predicates:
                - name: Path
                  args:
                    patterns: [/shop/orders/**]
                    matchTrailingSlash: true
                - name: Method
                  args: {methods: PUT}
              filters:
                - name: RewritePath
                  args:
                    regexp: /shop/orders/(?<rest>.*)
                    replacement: /v2/$\\{rest}
                - name: PrefixPath
                  args: {_genkey_0: /app}
        """
    assert proxies(text) == [
        Proxy(
            "/shop/orders/**", "lb://orders", FILE, 3, ("PUT",), 0, "/app", ("/shop/orders/(?<rest>.*)", "/v2/${rest}")
        )
    ]


def test_filters_apply_in_their_order() -> None:
    text = """
        spring:
          cloud:
            gateway:
              default-filters:
                - StripPrefix=1
                - AddRequestHeader=X-A, b
              routes:
                - id: a
                  uri: lb://a
                  predicates: [Path=/api/a/**]
                  filters: [PrefixPath=/v1, StripPrefix=2]
                - id: b
                  uri: lb://b
                  predicates: ["Path=/api/b/{id}"]
                  filters: ["SetPath=/items/{id}"]
                - id: c
                  uri: lb://c
                  predicates: [Path=/api/c]
                  filters: ["SetPath=/health"]
        """
    assert [(one.path, one.strip, one.prefix, one.rewrite) for one in proxies(text)] == [
        ("/api/a/**", 2, "", ()),
        ("/api/b/{}", 2, "/items", ()),
        ("/api/c", 0, "", ("(.*)", "/health")),
    ]


def test_routes_as_properties() -> None:
    text = """
        spring.cloud.gateway.routes[0].id=users
        spring.cloud.gateway.routes[0].uri=${USERS_URI:http://localhost:9000}
        spring.cloud.gateway.routes[0].predicates[0]=Path=/users/**
        spring.cloud.gateway.routes[1].uri=http://all
        spring.cloud.gateway.routes[1].predicates[0]=Host=**.example.org
        """
    found = proxies(text, "gw/src/main/resources/application.properties")
    assert [(one.path, one.target, one.line) for one in found] == [
        ("/users/**", "${USERS_URI:http://localhost:9000}", 1),
        ("/**", "http://all", 4),
    ]


def test_a_route_without_a_uri_is_a_problem() -> None:
    text = "spring.cloud.gateway.routes:\n  - id: a\n    predicates: [Path=/a]\n"
    found = read({FILE: text})
    assert found.proxies == ()
    assert found.problems == (f"{FILE}:2: this route has no uri; give it one, or take it out",)


def test_profiles_have_routes_of_their_own() -> None:
    text = """
        spring.cloud.gateway.routes:
          - {id: a, uri: http://a, predicates: [Path=/a]}
        ---
        spring.config.activate.on-profile: docker
        spring.cloud.gateway.routes:
          - {id: a, uri: http://a-docker, predicates: [Path=/a]}
        """
    assert [(one.target, one.line) for one in proxies(text)] == [("http://a", 2), ("http://a-docker", 6)]


def test_zuul_takes_off_what_it_matched() -> None:
    text = """
        zuul:
          prefix: /api
          routes:
            users: /users/**
            orders:
              path: /order/**
              serviceId: order-service
            files:
              path: /files/**
              url: http://files:8080/v1
              stripPrefix: false
            accounts:
              service-id: account-service
        """
    assert [(one.path, one.target, one.line, one.strip, one.prefix) for one in proxies(text)] == [
        ("/api/users/**", "lb://users", 4, 2, ""),
        ("/api/order/**", "lb://order-service", 6, 2, ""),
        ("/api/files/**", "http://files:8080/v1", 9, 1, ""),
        ("/api/accounts/**", "lb://account-service", 13, 2, ""),
    ]


def test_zuul_may_keep_its_prefix() -> None:
    text = "zuul:\n  prefix: /api\n  strip-prefix: false\n  routes:\n    users: /users/**\n"
    assert [(one.path, one.strip, one.prefix) for one in proxies(text)] == [("/api/users/**", 2, "/api")]


def test_a_gateway_whose_settings_a_configuration_server_hands_out() -> None:
    routes = "zuul:\n  routes:\n    orders: /orders/**\n"
    files = {
        "config/src/main/resources/application.yml": "spring.cloud.config.server.native: {}\n",
        "config/src/main/resources/shared/gateway.yml": routes,
        "edge/gateway/pom.xml": "<project><artifactId>shop-gateway</artifactId></project>",
        "orders/pom.xml": "<project><artifactId>orders</artifactId></project>",
        "orders/src/main/resources/application.yml": routes,
    }
    assert [one.folder for one in read(files).proxies] == ["edge/gateway", ""]

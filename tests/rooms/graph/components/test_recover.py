"""Which components a system has and who talks to whom, as its files say."""

from rooms.graph.components.conftest import Recovered, service

from archlint.model.architecture import Architecture

EUREKA_SERVER = "org.springframework.cloud.netflix.eureka.server.EnableEurekaServer"
CONFIG_SERVER = "org.springframework.cloud.config.server.EnableConfigServer"
EUREKA_CLIENT = "org.springframework.cloud:spring-cloud-starter-netflix-eureka-client"
CONFIG_CLIENT = "org.springframework.cloud:spring-cloud-starter-config"
ZUUL = "org.springframework.cloud.netflix.zuul.EnableZuulProxy"


def kinds(found: Architecture) -> dict[str, str]:
    return {one.name: one.kind for one in found.components}


def pairs(found: Architecture) -> set[tuple[str, str]]:
    return {(flow.source, flow.target) for flow in found.flows}


def test_services_find_the_registry_by_their_libraries(recovered: Recovered) -> None:
    found = recovered(
        service("phone-book", name="registry", marks=EUREKA_SERVER)
        | service("orders", EUREKA_CLIENT, name="order-service")
    )
    assert kinds(found) == {"registry": "registry", "order-service": "service"}
    assert pairs(found) == {("order-service", "registry")}
    assert found.flows[0].kind == "discovery"
    assert found.flows[0].evidence[0][0] == "orders/pom.xml"


def test_settings_that_a_configuration_server_keeps_are_those_of_the_service(recovered: Recovered) -> None:
    found = recovered(
        service("config", name="config", marks=CONFIG_SERVER, settings="spring.profiles.active=native\n")
        | service("stock", CONFIG_CLIENT, name="stock-service")
        | {
            "config/src/main/resources/shared/stock-service.yml": "spring:\n  rabbitmq:\n    host: rabbit\n",
            "docker-compose.yml": "services:\n  rabbit:\n    image: rabbitmq:3-management\n",
        }
    )
    assert pairs(found) == {("stock-service", "config"), ("stock-service", "rabbit")}
    assert kinds(found)["rabbit"] == "broker"


def test_a_configuration_server_reads_its_repository_unless_its_files_are_its_own(recovered: Recovered) -> None:
    remote = "spring.cloud.config.server.git.uri=https://code.example/settings\n"
    found = recovered(service("config", name="config", marks=CONFIG_SERVER, settings=remote))
    assert pairs(found) == {("config", "github-repository")}
    assert next(one for one in found.components if one.kind == "repository").is_outside


def test_own_files_need_no_repository(recovered: Recovered) -> None:
    remote = "spring.cloud.config.server.git.uri=https://code.example/settings\nspring.profiles.active=native\n"
    assert pairs(recovered(service("config", name="config", marks=CONFIG_SERVER, settings=remote))) == set()


def test_users_come_in_by_the_foremost_entrance(recovered: Recovered) -> None:
    found = recovered(
        service(
            "gate",
            name="gate",
            marks=ZUUL,
            settings="zuul.routes.orders.path=/orders/**\nzuul.routes.orders.serviceId=order-service\n",
        )
        | service("orders", name="order-service")
        | {
            "front/nginx.conf": "server { location / { proxy_pass http://gate:8080; } }",
            "front/Dockerfile": "FROM nginx:1.25\n",
            "docker-compose.yml": "services:\n  front:\n    build: front\n  gate:\n    build: gate\n",
        }
    )
    assert pairs(found) == {("user", "front"), ("front", "gate"), ("gate", "order-service")}
    assert kinds(found)["front"] == "web-server"


def test_nobody_comes_in_where_there_is_no_entrance(recovered: Recovered) -> None:
    assert "user" not in kinds(recovered(service("orders", name="order-service")))


def test_a_web_server_of_which_only_the_configuration_is_there_is_a_component(recovered: Recovered) -> None:
    found = recovered(
        service("cart", settings="server.port=11082\n")
        | {"server/httpd-shop.conf": 'Define WAY "/cart"\nProxyPass "${WAY}" "http://localhost:11082"\n'}
    )
    assert kinds(found) == {"apache-server": "web-server", "cart": "service", "user": "user"}
    assert pairs(found) == {("apache-server", "cart"), ("user", "apache-server")}


def test_a_database_that_nobody_starts_is_outside(recovered: Recovered) -> None:
    found = recovered(
        service("orders", name="orders", settings="spring.datasource.url=jdbc:mysql://10.0.0.7:3306/shop\n")
    )
    assert pairs(found) == {("orders", "database-orders")}
    assert next(one for one in found.components if one.kind == "store").is_outside


def test_a_database_in_memory_is_none(recovered: Recovered) -> None:
    found = recovered(service("orders", name="orders", settings="spring.datasource.url=jdbc:h2:mem:shop\n"))
    assert [one.name for one in found.components] == ["orders"]


def test_of_the_addresses_of_several_stages_those_by_name_count(recovered: Recovered) -> None:
    found = recovered(
        service("orders", name="orders", settings="spring.datasource.url=jdbc:mysql://localhost:3306/shop\n")
        | {
            "docker-compose.yml": (
                "services:\n"
                "  order-db:\n    image: postgres:16\n"
                "  other-db:\n    image: mysql:8\n"
                "  orders:\n    build: orders\n    environment:\n"
                "      SPRING_DATASOURCE_URL: jdbc:postgresql://order-db:5432/shop\n"
            )
        }
    )
    assert pairs(found) == {("orders", "order-db")}


def test_logs_and_metrics_are_collected_from_where_agents_say(recovered: Recovered) -> None:
    found = recovered(
        service("orders", name="orders")
        | {
            "orders/src/main/resources/filebeat.yml": "output:\n  logstash:\n    hosts: [elk:5044]\n",
            "watch/prometheus.yml": "scrape_configs:\n- job_name: a\n  static_configs:\n  - targets: ['orders:8080']\n",
            "docker-compose.yml": "services:\n  metrics:\n    image: prom/prometheus\n  orders:\n    build: orders\n",
        }
    )
    assert pairs(found) == {("metrics", "orders"), ("orders", "logstash")}


def test_what_watches_every_container_has_a_flow_to_each(recovered: Recovered) -> None:
    found = recovered(
        {
            "compose.yaml": (
                "services:\n  scope:\n    image: weaveworks/scope:1\n  a:\n    image: redis\n  b:\n    image: mongo\n"
            )
        }
    )
    assert pairs(found) == {("scope", "a"), ("scope", "b")}


def test_a_service_that_is_called_like_the_user_has_another_name(recovered: Recovered) -> None:
    found = recovered(service("user-service", name="user") | service("gate", name="gate", marks=ZUUL))
    assert kinds(found) == {"user-service": "service", "gate": "gateway", "user": "user"}


def test_a_module_that_nobody_starts_is_a_library_and_what_it_uses_its_users_use(recovered: Recovered) -> None:
    shared = {
        "events/pom.xml": (
            "<project><groupId>shop</groupId><artifactId>events</artifactId><dependencies><dependency>"
            "<groupId>org.springframework.kafka</groupId><artifactId>spring-kafka</artifactId></dependency>"
            "</dependencies></project>"
        ),
        "events/src/main/java/events/Event.java": "package events;\npublic class Event {}\n",
        "docker-compose.yml": "services:\n  kafka:\n    image: wurstmeister/kafka\n",
    }
    found = recovered(service("orders", "shop:events", name="orders") | service("mail", name="mail") | shared)
    assert kinds(found)["events"] == "library"
    assert pairs(found) == {("orders", "kafka")}


def test_containers_for_tests_are_none_of_the_system_and_traefik_finds_whom_to_ask_by_labels(
    recovered: Recovered,
) -> None:
    compose = (
        "services:\n"
        "  proxy:\n    image: traefik:3.6\n"
        "  api:\n    build: api\n    labels: [traefik.enable=true, 'traefik.http.routers.api.rule=Host(`api.example.com`)']\n"
        "  worker:\n    build: worker\n    labels: {traefik.enable: false}\n"
        "  checks:\n    build: {context: web, dockerfile: Dockerfile.tests}\n    depends_on: [api]\n"
    )
    files = {
        "compose.yml": compose,
        "web/Dockerfile.tests": "FROM mcr.microsoft.com/playwright:v1.62.1-noble\n",
        "web/package.json": '{"name": "web", "dependencies": {"react-dom": "19"}}',
        "web/src/index.tsx": "export const page = 1;\n",
    }
    found = recovered(files)
    assert set(kinds(found)) == {"proxy", "api", "worker", "web", "user"}
    assert pairs(found) == {("user", "web"), ("web", "proxy"), ("proxy", "api")}


def test_processes_of_one_folder_send_what_the_modules_they_start_reach(recovered: Recovered) -> None:
    services = {
        "api": ("uvicorn orders.api:app", "orders/api.py", "from orders.client import ask\n"),
        "worker": ("python -m bills.worker", "bills/worker.py", "from kafka import KafkaConsumer\n"),
        "nightly": ("python jobs/nightly.py", "jobs/nightly.py", "from orders.client import ask\n"),
    }
    build = "build: {context: ., dockerfile: Dockerfile}"
    started = "".join(f"  {name}:\n    {build}\n    command: {command}\n" for name, (command, _, _) in services.items())
    files = {
        "docker-compose.yml": f"services:\n{started}  kafka:\n    image: apache/kafka\n  rating:\n    image: acme/rating\n",
        "pyproject.toml": '[project]\nname = "shop"\ndependencies = ["kafka-python", "requests"]\n',
        "orders/__init__.py": "", "bills/__init__.py": "", "jobs/__init__.py": "",
        "orders/client.py": 'import requests\n\ndef ask():\n    return requests.get("http://rating/prices")\n',
        **{file: text for _, file, text in services.values()},
    }  # fmt: skip
    found = pairs(recovered(files))
    assert {("api", "rating"), ("nightly", "rating"), ("worker", "kafka")} <= found
    assert not {("worker", "rating"), ("api", "kafka"), ("nightly", "kafka")} & found


def test_code_says_what_store_it_connects_to(recovered: Recovered) -> None:
    """Of several stores of one kind a library alone does not say which."""
    stores = "".join(f"  {name}:\n    image: {image}\n" for name, image in (
        ("bills-db", "postgres:16"), ("orders-db", "postgres:16"), ("prices-db", "postgres:16"), ("notes-db", "mongo:7"),
        ("tags-db", "mongo:7"),
    ))  # fmt: skip
    files = {
        "docker-compose.yml": f"services:\n{stores}",
        "bills/requirements.txt": "sqlalchemy\n",
        "bills/store.py": (
            "import os\nfrom sqlalchemy import create_engine\n\n"
            'engine = create_engine(os.environ.get("BILLS", "postgresql+psycopg://me:pw@bills-db:5432/bills"))\n'
        ),
        "notes/requirements.txt": "pymongo\n",
        "notes/store.py": 'import pymongo\n\nclient = pymongo.MongoClient(host="notes-db", port=27017)\n',
        "orders/package.json": '{"name": "orders", "dependencies": {"pg": "8"}}',
        "orders/store.ts": (
            'import { Pool } from "pg";\n\nexport const pool = new Pool({ host: "orders-db", database: "orders" });\n'
        ),
        "tags/package.json": '{"name": "tags", "dependencies": {"mongoose": "8"}}',
        "tags/store.ts": (
            'import mongoose from "mongoose";\n\n'
            'export const open = () => mongoose.connect(process.env.TAGS || "mongodb://tags-db:27017/tags");\n'
        ),
        "prices/pom.xml": "<project><groupId>shop</groupId><artifactId>prices</artifactId></project>",
        "prices/src/main/java/shop/Store.java": (
            "package shop;\nimport java.sql.Connection;\nimport java.sql.DriverManager;\n"
            "public class Store {\n  Connection open() throws Exception {\n"
            '    return DriverManager.getConnection("jdbc:postgresql://prices-db/prices", "me", System.getenv("PW"));\n  }\n}\n'
        ),
    }
    assert pairs(recovered(files)) == {(name, f"{name}-db") for name in ("bills", "notes", "orders", "tags", "prices")}


def test_an_application_around_its_parts_is_a_component(recovered: Recovered) -> None:
    files = {
        "package.json": '{"name": "portal", "dependencies": {"react-dom": "19"}}',
        "src/index.tsx": "export const page = 1;\n",
        "server/package.json": '{"name": "server", "scripts": {"start": "node index.js"}}',
        "server/index.js": "module.exports = 1;\n",
    }
    assert set(kinds(recovered(files))) == {"portal", "server", "user"}
    tools = {**files, "package.json": '{"name": "tools", "devDependencies": {"prettier": "3"}}'}
    assert set(kinds(recovered(tools))) == {"server"}


def test_a_package_that_others_import_is_a_library_and_an_application_is_none(recovered: Recovered) -> None:
    front = {
        "web/package.json": '{"name": "web", "dependencies": {"react-dom": "18"}}',
        "web/src/price.ts": "export const price = 1;\n",
        "app/package.json": '{"name": "app", "dependencies": {"react-native": "0.76"}}',
        "app/src/App.tsx": 'import { price } from "../../web/src/price";\nimport { pdf } from "../../pdf/src/pdf";\n',
        "pdf/package.json": '{"name": "pdf"}',
        "pdf/src/pdf.ts": 'export const pdf = () => fetch("http://printer/print");\n',
        "docker-compose.yml": "services:\n  printer:\n    build: printer\n",
        "printer/package.json": '{"name": "printer"}',
        "printer/src/index.js": 'const { pdf } = require("../../pdf/src/pdf");\n',
    }
    found = recovered(front)
    assert kinds(found) == {
        "app": "mobile-application", "pdf": "library", "printer": "service", "web": "web-application", "user": "user",
    }  # fmt: skip
    assert ("app", "printer") in pairs(found)
    assert ("pdf", "printer") not in pairs(found)


def test_people_open_each_application_whoever_asks_it_as_well(recovered: Recovered) -> None:
    found = recovered(
        {
            "web/package.json": '{"name": "web", "dependencies": {"react-dom": "18", "next": "14"}}',
            "web/pages/index.tsx": "export default () => <p />;\n",
            "web/pages/api/bills.ts": "export default function bills() {}\n",
            "app/package.json": '{"name": "app", "dependencies": {"react-native": "0.76"}}',
            "app/src/App.tsx": 'export const bills = () => fetch("http://web/api/bills");\n',
        }
    )
    assert pairs(found) == {("app", "web"), ("user", "app"), ("user", "web")}


def test_requests_in_the_source_lead_to_services_and_to_websites(recovered: Recovered) -> None:
    asking = (
        "package films;\nimport org.springframework.web.client.RestTemplate;\n"
        "public class Films {\n  private final RestTemplate rest = new RestTemplate();\n"
        '  public String rating() { return rest.getForObject("http://rating-service/ratings", String.class); }\n'
        '  public String film() { return rest.getForObject("https://api.films.net/3/film", String.class); }\n}\n'
    )
    found = recovered(
        service("films", name="film-service")
        | service("ratings", name="rating-service")
        | {"films/src/main/java/films/Films.java": asking}
    )
    assert pairs(found) == {("film-service", "rating-service"), ("film-service", "external-website")}
    assert kinds(found)["external-website"] == "website"


def test_a_website_is_no_service_that_is_called_like_its_first_name(recovered: Recovered) -> None:
    asking = (
        "package films;\nimport org.springframework.web.client.RestTemplate;\n"
        "public class Films {\n  private final RestTemplate rest = new RestTemplate();\n"
        '  public String old() { return rest.getForObject("https://web.archive.org/save", String.class); }\n'
        '  public String own() { return rest.getForObject("http://ratings.shop.svc.cluster.local/all", String.class); }\n}\n'
    )
    found = recovered(
        service("films", name="films")
        | service("web", name="web")
        | service("ratings", name="ratings")
        | {"films/src/main/java/films/Films.java": asking}
    )
    assert pairs(found) == {("films", "ratings"), ("films", "external-website")}


def test_variants_of_a_compose_file_in_other_folders_are_left_out(recovered: Recovered) -> None:
    found = recovered(
        {
            "docker-compose.yml": "services:\n  cache:\n    image: redis\n",
            "old/infra-compose.yml": "services:\n  elk:\n    image: sebp/elk\n",
        }
    )
    assert [one.name for one in found.components] == ["cache"]


def test_two_containers_of_one_module_are_two_components(recovered: Recovered) -> None:
    found = recovered(
        service("phone-book", marks=EUREKA_SERVER)
        | {
            "docker-compose.yml": (
                "services:\n"
                "  first:\n    build: phone-book\n    environment:\n      EUREKA_CLIENT_SERVICEURL_DEFAULTZONE: http://second:8761/eureka\n"
                "  second:\n    build: phone-book\n"
            )
        }
    )
    assert kinds(found) == {"first": "registry", "second": "registry"}
    assert pairs(found) == {("first", "second")}


def test_names_cut_short_are_the_same_names(recovered: Recovered) -> None:
    found = recovered(
        service("eurekasvr", marks=EUREKA_SERVER)
        | {"docker-compose.yml": "services:\n  eurekaserver:\n    image: shop/eureka-server:1\n"}
    )
    assert kinds(found) == {"eurekaserver": "registry"}


def test_who_watches_the_services_begins(recovered: Recovered) -> None:
    found = recovered(
        service("watch", name="admin", marks="de.codecentric.boot.admin.server.config.EnableAdminServer")
        | service("orders", name="orders", settings="spring.boot.admin.client.url=http://admin:8026\n")
    )
    assert pairs(found) == {("admin", "orders")}


def test_the_answer_does_not_depend_on_the_order_of_files(recovered: Recovered) -> None:
    files = service("phone-book", name="registry", marks=EUREKA_SERVER) | service(
        "orders", EUREKA_CLIENT, name="orders"
    )
    assert recovered(files) == recovered(dict(reversed(files.items())))


def test_a_broker_that_is_called_like_the_end_of_a_build_file_runs_no_code_of_it(recovered: Recovered) -> None:
    found = recovered(
        {
            "docker-compose.yml": (
                "services:\n"
                "  bus: { image: 'apache/kafka:3.8.0' }\n"
                "  service-bus: { build: backend_api, command: 'uvicorn service_bus.main:app' }\n"
            ),
            "backend_api/pyproject.toml": '[project]\nname = "shop-service-bus"\ndependencies = ["fastapi"]\n',
            "backend_api/service_bus/main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n",
        }
    )
    assert {(one.name, one.kind, one.folder) for one in found.components} == {
        ("bus", "broker", ""),
        ("service-bus", "service", "backend_api"),
    }


def test_an_app_of_a_telephone_is_what_users_come_in_by(recovered: Recovered) -> None:
    package = '{"name": "app", "dependencies": {"react": "18", "react-native": "0.75"}}'
    found = recovered({"app/package.json": package, "app/src/index.ts": "export const start = 1;\n"})
    assert [(one.name, one.kind) for one in found.components] == [("app", "mobile-application"), ("user", "user")]
    assert [(one.source, one.target) for one in found.flows] == [("user", "app")]


def test_what_runs_has_its_name_before_the_library_that_is_called_so_too(recovered: Recovered) -> None:
    library = {
        "orders/pom.xml": "<project><groupId>shop</groupId><artifactId>orders</artifactId></project>",
        "orders/src/main/java/orders/Order.java": "package orders;\npublic class Order {}\n",
    }
    found = recovered(service("orders-service", "shop:orders", name="orders") | service("mail", name="mail") | library)
    assert kinds(found) == {"orders": "service", "orders-library": "library", "mail": "service"}
    assert {one.name: one.folder for one in found.components}["orders"] == "orders-service"


def test_a_workload_is_not_called_a_deployment_and_is_still_found_by_its_whole_name(recovered: Recovered) -> None:
    def workload(name: str, image: str, environment: str = "") -> str:
        return (
            "apiVersion: apps/v1\nkind: Deployment\n"
            f"metadata: {{name: {name}-deployment}}\nspec:\n  template:\n    metadata: {{labels: {{app: {name}}}}}\n"
            f"    spec:\n      containers:\n      - {{name: main, image: '{image}', env: [{environment}]}}\n"
        )

    found = recovered(
        {
            "k8s/cart.yml": workload("cart", "acme/cart", "{name: CACHE, value: 'redis://cache-deployment:6379'}"),
            "k8s/cache.yml": workload("cache", "redis:7"),
        }
    )
    assert kinds(found) == {"cart": "service", "cache": "store"}
    assert pairs(found) == {("cart", "cache")}


def test_a_driver_speaks_for_a_store_outside_unless_one_in_memory_is_built_in(recovered: Recovered) -> None:
    driver, memory, redis = "org.postgresql:postgresql", "com.h2database:h2", "redis.clients:jedis"
    found = recovered(service("orders", driver, name="orders") | service("bills", driver, memory, redis, name="bills"))
    assert pairs(found) == {("orders", "database-orders"), ("bills", "redis")}
    assert {one.name for one in found.components if one.is_outside} == {"database-orders", "redis"}


def test_a_driver_speaks_for_the_only_store_of_its_kind(recovered: Recovered) -> None:
    compose = "services:\n  shop-db:\n    image: postgres:16\n  cache:\n    image: redis:7\n"
    found = recovered(service("orders", "org.postgresql:postgresql", name="orders") | {"compose.yml": compose})
    assert pairs(found) == {("orders", "shop-db")}


def test_a_driver_adds_nothing_to_a_store_that_is_told_of(recovered: Recovered) -> None:
    """The image of the store is somebody's own, so that nothing says what it is."""
    url = "spring.datasource.url=jdbc:postgresql://shop-db:5432/shop\n"
    found = recovered(
        service("orders", "org.postgresql:postgresql", name="orders", settings=url)
        | {"compose.yml": "services:\n  shop-db:\n    image: acme/filled-db\n"}
    )
    assert pairs(found) == {("orders", "shop-db")}


def test_tokens_are_checked_by_the_authorization_server_unless_the_service_reads_them_itself(
    recovered: Recovered,
) -> None:
    server = "org.springframework.security.oauth2.config.annotation.web.configuration.EnableAuthorizationServer"
    resource = "org.springframework.security.oauth2.config.annotation.web.configuration.EnableResourceServer"
    reading = "org.springframework.security.oauth2.provider.token.store.JwtAccessTokenConverter"
    found = recovered(
        service("login", name="login", marks=server)
        | service("orders", name="orders", marks=resource)
        | service("bills", name="bills", marks=f"{resource} {reading}")
    )
    assert pairs(found) == {("orders", "login")}


def test_an_authorization_server_that_nobody_starts_is_outside(recovered: Recovered) -> None:
    issuer = "spring.security.oauth2.resourceserver.jwt.issuer-uri="
    found = recovered(
        service("orders", name="orders", settings=f"{issuer}http://localhost:8180/realms/shop\n")
        | service("bills", name="bills", settings=f"{issuer}https://login.acme.example/oauth2\n")
    )
    assert pairs(found) == {("orders", "keycloak"), ("bills", "authorization-server")}


def test_a_request_goes_to_whom_the_variable_with_its_address_is_named_after(recovered: Recovered) -> None:
    found = recovered(
        {
            "shop/package.json": '{"name": "shop", "dependencies": {"react-dom": "19", "axios": "1"}}',
            "shop/src/cart.ts": (
                'import axios from "axios";\n\n'
                "export const cart = () => axios.get(process.env.REACT_APP_CART_URL_BASE + 'items');\n"
                "export const trace = () => axios.post(process.env.ZIPKIN_URL);\n"
                "export const other = () => axios.get(process.env.REACT_APP_CART + 'items');\n"
            ),
            "cart-service/package.json": '{"name": "cart", "dependencies": {"express": "4"}}',
            "cart-service/index.js": "module.exports = 1;\n",
        }
    )
    assert pairs(found) == {("user", "shop"), ("shop", "cart"), ("shop", "zipkin")}
    cart = next(flow for flow in found.flows if flow.target == "cart")
    assert cart.evidence == (("shop/src/cart.ts", 3),)


def test_people_come_in_by_the_services_with_pages_where_there_is_no_entrance(recovered: Recovered) -> None:
    page = {"votes/templates/index.html": '<form method="post" action="/vote"><button>vote</button></form>'}
    votes = {"votes/requirements.txt": "flask\n", "votes/app.py": "import flask\n"} | page
    views = service("results", "org.springframework.boot:spring-boot-starter-thymeleaf", name="results")
    found = recovered(votes | views | service("counter", name="counter"))
    assert pairs(found) == {("user", "votes"), ("user", "results")}
    gate = service("gate", name="gate", marks=ZUUL, settings="zuul.routes.votes.url=http://votes:80\n")
    assert pairs(recovered(votes | gate)) == {("user", "gate"), ("gate", "votes")}


def test_of_the_settings_for_everybody_only_those_count_that_one_has_a_use_for(recovered: Recovered) -> None:
    everybody = (
        "spring.rabbitmq.host=rabbit\nspring.zipkin.base-url=http://traces:9411\n"
        "eureka.client.service-url.defaultZone=http://registry:8761/eureka\n"
    )
    found = recovered(
        service("config", name="config", marks=CONFIG_SERVER, settings="spring.profiles.active=native\n")
        | {"config/src/main/resources/shared/application.properties": everybody}
        | service("registry", name="registry", marks=EUREKA_SERVER)
        | service("orders", CONFIG_CLIENT, "org.springframework.boot:spring-boot-starter-amqp", name="orders")
        | service("bills", CONFIG_CLIENT, EUREKA_CLIENT, name="bills")
        | service("pages", "org.springframework.boot:spring-boot-starter-amqp", EUREKA_CLIENT, name="pages")
        | {"compose.yml": "services:\n  rabbit:\n    image: rabbitmq:3\n  traces:\n    image: openzipkin/zipkin\n"}
    )
    assert pairs(found) == {
        ("orders", "config"), ("orders", "rabbit"), ("bills", "config"), ("bills", "registry"),
        ("pages", "rabbit"), ("pages", "registry"),
    }  # fmt: skip


def test_a_container_that_only_fills_another_is_none(recovered: Recovered) -> None:
    compose = (
        "services:\n  vault:\n    image: vault:1.4\n"
        "  setup-vault:\n    image: vault:1.4\n    command: /config/fill.sh\n    depends_on: [vault]\n"
        "  init-orders:\n    build: orders\n"
    )
    found = recovered({"compose.yml": compose} | service("orders"))
    assert kinds(found) == {"vault": "configuration-server", "init-orders": "service"}


def test_a_host_has_its_port_beside_it_or_is_known_by_the_key(recovered: Recovered) -> None:
    settings = (
        "reports.host=localhost\nreports.port=5488\n"
        "clients.rating-service.url=http://localhost:7001\n"
        "mailer.sender=http://localhost:7002\n"
    )
    found = recovered(
        service("orders", name="orders", settings=settings)
        | service("rating", name="rating-service")
        | service("mailer", name="mailer")
        | {"compose.yml": "services:\n  printer:\n    image: acme/printer\n    ports: ['5488:80']\n"}
    )
    assert pairs(found) == {("orders", "printer"), ("orders", "rating-service")}


def test_a_front_page_is_shown_to_people(recovered: Recovered) -> None:
    page = "<html><body><script src='app.js'></script></body></html>"
    found = recovered(
        service("desk", name="desk")
        | service("orders", name="orders")
        | {"desk/src/main/resources/static/index.html": page, "orders/docs/notes.html": page}
    )
    assert pairs(found) == {("user", "desk")}


def test_a_client_that_takes_its_methods_over_still_names_whom_it_asks(recovered: Recovered) -> None:
    def client(name: str, mark: str) -> str:
        return (
            "package gate;\nimport shop.api.Operations;\nimport org.springframework.cloud.openfeign.FeignClient;\n"
            f"@FeignClient({mark})\npublic interface {name} extends Operations {{\n}}\n"
        )

    found = recovered(
        service("gate", name="gate", settings="bills.url=http://bill-service:80\n")
        | service("orders", name="order-service")
        | service("bills", name="bill-service")
        | {
            "gate/src/main/java/gate/Orders.java": client("Orders", '"order-service"'),
            "gate/src/main/java/gate/Bills.java": client("Bills", 'name = "somebody", url = "http://bill-service/all"'),
        }
    )
    assert pairs(found) == {("gate", "order-service"), ("gate", "bill-service")}
    assert ("gate/src/main/java/gate/Orders.java", 4) in {at for flow in found.flows for at in flow.evidence}


def test_what_comes_with_another_part_of_the_project_says_nothing_of_stores(recovered: Recovered) -> None:
    kit = service("kit", "org.postgresql:postgresql", "org.springframework.kafka:spring-kafka")
    del kit["kit/src/main/java/kit/Main.java"]
    kit["kit/src/main/java/kit/Tool.java"] = "package kit;\npublic class Tool {}\n"
    found = recovered(kit | service("orders", "shop:kit", name="orders"))
    assert pairs(found) == {("orders", "kafka")}


def test_a_port_that_the_configuration_server_gives_tells_who_listens(recovered: Recovered) -> None:
    """Both the gateway's port and the address that leads to it are in files that the configuration server hands on."""
    found = recovered(
        service("config", name="config", marks=CONFIG_SERVER, settings="spring.profiles.active=native\n")
        | service("gate", CONFIG_CLIENT, name="gate", marks=ZUUL)
        | service("orders", CONFIG_CLIENT, name="orders")
        | service("bills", name="bills")
        | {
            "config/src/main/resources/kept/gate.properties": "server.port=8222\nzuul.routes.bills.url=http://bills/\n",
            "config/src/main/resources/kept/orders.properties": "clients.bills-url=http://localhost:8222/bills\n",
        }
    )
    assert ("orders", "gate") in pairs(found)
    assert ("orders", "bills") not in pairs(found)


def test_on_the_machine_itself_a_container_is_where_its_port_is_published(recovered: Recovered) -> None:
    compose = (
        "services:\n  reports:\n    image: acme/reports\n    ports: ['8085:8081']\n"
        "  prints:\n    image: acme/prints\n    ports: ['8081:80']\n"
        "  tools:\n    image: acme/tools\n    environment:\n      TOOLS_REPORTS_SERVER: reports\n      TOOLS_TITLE: prints\n"
    )
    found = recovered(
        {"compose.yml": compose}
        | service("orders", name="orders", settings="paper.place=http://localhost:8081/print\n")
    )
    assert pairs(found) == {("orders", "prints"), ("tools", "reports")}


def test_what_a_library_is_set_to_its_users_are_set_to(recovered: Recovered) -> None:
    kit = service("kit", settings="logstash.host=logs\nclients.bills.url=http://bills:80\n")
    del kit["kit/src/main/java/kit/Main.java"]
    kit["kit/src/main/java/kit/Tool.java"] = "package kit;\npublic class Tool {}\n"
    found = recovered(
        kit
        | service("orders", "shop:kit", name="orders")
        | service("bills", name="bills")
        | {"compose.yml": "services:\n  logs:\n    image: logstash:8\n"}
    )
    assert pairs(found) == {("orders", "logs")}


def test_a_package_that_code_never_imports_speaks_for_nobody_outside(recovered: Recovered) -> None:
    found = recovered(
        {
            "mails/package.json": '{"name": "mails", "dependencies": {"nodemailer": "6", "mongodb": "6"}}',
            "mails/index.js": 'const mails = require("nodemailer");\n\nmodule.exports = mails;\n',
        }
    )
    assert pairs(found) == {("mails", "mail-server")}


def test_a_build_file_that_only_gathers_others_is_no_component_and_its_folder_sets_nobody_to_anything(
    recovered: Recovered,
) -> None:
    parent = "<project><groupId>shop</groupId><artifactId>all</artifactId><packaging>pom</packaging><modules>"
    child = service("orders", "shop:all", name="orders")
    files = {
        "pom.xml": f"{parent}<module>orders</module></modules></project>",
        "scripts/tidy.js": "module.exports = 1;\n",
        ".env.example": "DATABASE_URL=jdbc:mysql://somewhere:3306/shop\n",
    }
    found = recovered(child | files)
    assert kinds(found) == {"orders": "service"}


def test_of_applications_in_one_folder_the_dockerfile_says_which_is_built(recovered: Recovered) -> None:
    package = '{"name": "%s", "dependencies": {"react-dom": "19"}}'
    found = recovered(
        {
            "front/desk/package.json": package % "desk",
            "front/desk/Dockerfile": "FROM node:22\n",
            "front/desk/index.js": "module.exports = 1;\n",
            "front/till/package.json": package % "till",
            "front/till/Dockerfile": "FROM node:22\n",
            "front/till/index.js": "module.exports = 1;\n",
            "compose.yml": (
                "services:\n"
                "  desk-service:\n    build: {context: front, dockerfile: desk/Dockerfile}\n"
                "  till-service:\n    build: {context: front, dockerfile: till/Dockerfile}\n"
            ),
        }
    )
    assert {one.name: one.folder for one in found.components if one.kind == "web-application"} == {
        "desk-service": "front/desk",
        "till-service": "front/till",
    }


def test_people_come_in_by_the_pages_before_a_gateway(recovered: Recovered) -> None:
    thymeleaf = "org.springframework.boot:spring-boot-starter-thymeleaf"
    found = recovered(
        service("desk", thymeleaf, name="desk", settings="shop.gate-url=http://gate:80\n")
        | service("help", thymeleaf, name="help")
        | service("gate", name="gate", marks=ZUUL, settings="zuul.routes.help.url=http://help:80\n")
    )
    assert pairs(found) == {("user", "desk"), ("desk", "gate"), ("gate", "help")}


def test_an_address_that_deployment_gives_counts_before_the_one_on_the_machine_itself(recovered: Recovered) -> None:
    found = recovered(
        service("orders", name="orders", settings="orders.stock-url=http://localhost:8081\n")
        | service("stock", name="stock", settings="server.port=8081\n")
        | service("gate", name="gate", marks=ZUUL, settings="zuul.routes.stock.url=http://stock:8081\n")
        | {
            "compose.yml": (
                "services:\n  orders:\n    build: orders\n    environment:\n      ORDERS_STOCK_URL: http://gate/stock\n"
            )
        }
    )
    assert ("orders", "gate") in pairs(found)
    assert ("orders", "stock") not in pairs(found)


def test_a_page_that_shows_an_interface_to_developers_is_no_door(recovered: Recovered) -> None:
    found = recovered(
        service("orders", name="orders", settings="zookeeper.servers=localhost:2181\n")
        | {"orders/src/main/resources/static/index.html": "<script src='swagger-ui-bundle.js'></script>"}
    )
    assert pairs(found) == {("orders", "zookeeper")}


def test_a_library_makes_no_registry_where_another_declares_itself_one(recovered: Recovered) -> None:
    """Clients that are built with the server's library by mistake."""
    server = "org.springframework.cloud:spring-cloud-starter-netflix-eureka-server"
    client = "org.springframework.cloud.client.discovery.EnableDiscoveryClient"
    found = recovered(
        service("phone-book", server, name="registry", marks=EUREKA_SERVER)
        | service("orders", server, name="orders", marks=client)
        | service("bills", server, "org.springframework.cloud:spring-cloud-starter-gateway", name="bills", marks=client)
    )
    assert kinds(found) == {"registry": "registry", "orders": "service", "bills": "gateway", "user": "user"}
    assert {("orders", "registry"), ("bills", "registry")} <= pairs(found)


def test_a_library_alone_makes_a_registry(recovered: Recovered) -> None:
    server = "org.springframework.cloud:spring-cloud-starter-netflix-eureka-server"
    assert kinds(recovered(service("book", server, name="book"))) == {"book": "registry"}


def test_what_one_stage_turns_off_is_still_there_for_the_others(recovered: Recovered) -> None:
    zipkin = "org.springframework.cloud:spring-cloud-starter-zipkin"
    found = recovered(
        service("traces", name="traces", marks="zipkin.server.EnableZipkinServer")
        | service("orders", zipkin, name="orders")
        | {"orders/src/main/resources/application-local.yml": "spring: {zipkin: {enabled: false}}\n"}
        | service("bills", zipkin, name="bills", settings="spring.zipkin.enabled=false\n")
    )
    assert pairs(found) == {("orders", "traces")}


def test_an_image_of_the_project_is_what_its_dockerfile_begins_with(recovered: Recovered) -> None:
    found = recovered(
        {
            "images/filled-store/Dockerfile": "FROM mongo:7\nCOPY data /data\n",
            "compose.yml": "services:\n  notes:\n    image: acme/filled-store:1\n",
        }
    )
    assert {one.name: one.technology for one in found.components} == {"notes": "MongoDB"}


def test_who_waits_for_a_broker_waits_for_its_coordinator_and_does_not_ask_it(recovered: Recovered) -> None:
    found = recovered(
        service("votes", name="votes")
        | {
            "docker-compose.yml": "services:\n  votes:\n    build: votes\n    depends_on: [broker, keeper]\n"
            "  broker:\n    image: confluentinc/cp-kafka\n    depends_on: [keeper]\n"
            "  keeper:\n    image: confluentinc/cp-zookeeper\n"
            "  locks:\n    image: shop/locks\n    depends_on: [keeper]\n"
        }
    )
    assert pairs(found) == {("votes", "broker"), ("broker", "keeper"), ("locks", "keeper")}


def test_reactive_drivers_lead_to_a_database(recovered: Recovered) -> None:
    found = recovered(service("products", "dev.miku:r2dbc-mysql", name="products"))
    assert pairs(found) == {("products", "database-products")}


def test_what_is_pushed_to_a_shared_platform_is_called_as_it_is_built_and_a_bound_service_is_what_its_name_says(
    recovered: Recovered,
) -> None:
    manifest = (
        "applications:\n- name: acme-orders\n  path: orders/target/orders.jar\n  services: [redis-cache]\n"
        "- name: acme-shop\n  path: shop/target/shop.jar\n  env: {ordersServer: 'https://acme-orders.cfapps.io/'}\n"
    )
    settings = "ordersServer=http://localhost:8081\n"
    found = recovered(
        service("orders", "redis.clients:jedis") | service("shop", settings=settings) | {"manifest.yml": manifest}
    )
    assert kinds(found) == {"orders": "service", "shop": "service", "redis-cache": "store"}
    assert pairs(found) == {("orders", "redis-cache"), ("shop", "orders")}


def test_a_container_runs_what_its_image_is_called_after_without_the_words_of_its_family(recovered: Recovered) -> None:
    names = ("orders", "bills", "stock")
    compose = "services:\n" + "".join(
        f"  {name}-container:\n    image: acme/shop-{name}-boot:1\n    environment: [CACHE_URL=redis://cache:6379]\n"
        for name in names
    )
    parts: dict[str, str] = {}
    for name in names:
        parts |= service(f"shop-{name}", name=name) if name == "stock" else service(name, name=name)
    found = recovered(parts | {"compose.yml": f"{compose}  cache:\n    image: redis:7\n"})
    assert kinds(found) == {"orders": "service", "bills": "service", "stock": "service", "cache": "store"}
    assert pairs(found) == {(name, "cache") for name in names}


def test_a_host_outside_is_what_one_of_its_addresses_says(recovered: Recovered) -> None:
    settings = (
        "app.keycloak.url=http://sign-in.acme.com:8571/\n"
        "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://sign-in.acme.com:8571/realms/shop/certs\n"
    )
    found = recovered(service("orders", name="orders", settings=settings))
    assert kinds(found) == {"orders": "service", "keycloak": "authorization-server"}


def test_a_chart_for_many_services_is_none_of_them(recovered: Recovered) -> None:
    chart = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: '{{ .Values.who }}'}\nspec:\n  template:\n    spec:\n"
        "      containers:\n      - {name: main, image: '{{ .Values.image }}'}\n"
    )
    files = {"charts/any/Chart.yaml": "name: any\n", "charts/any/templates/deployment.yaml": chart}
    assert kinds(recovered(service("orders", name="orders") | files)) == {"orders": "service"}


def test_the_applications_of_a_workspace_share_a_manifest_and_a_container_of_the_whole_runs_what_serves(
    recovered: Recovered,
) -> None:
    libraries = '{"@angular/core": "20", "@nestjs/common": "11", "@nestjs/core": "11"}'
    found = recovered(
        {
            "package.json": f'{{"name": "shop", "dependencies": {libraries}}}',
            "apps/api/tsconfig.app.json": "{}",
            "apps/api/src/main.ts": 'import { NestFactory } from "@nestjs/core";\nNestFactory.create({});\n',
            "apps/pages/tsconfig.app.json": "{}",
            "apps/pages/src/main.ts": 'import { Component } from "@angular/core";\nexport const page = Component;\n',
            "libs/money/src/index.ts": "export const cents = 100;\n",
            "docker-compose.yml": "services:\n  shop:\n    image: acme/shop:1\n    depends_on: [cache]\n"
            "  cache:\n    image: redis:7\n",
        }
    )
    assert kinds(found) == {"shop": "service", "pages": "web-application", "cache": "store", "user": "user"}
    assert pairs(found) == {("shop", "cache"), ("user", "pages")}


def test_of_a_system_that_a_project_holds_twice_each_is_its_own(recovered: Recovered) -> None:
    registry = "org.springframework.cloud.netflix.eureka.server.EnableEurekaServer"
    client, settings = "org.springframework.cloud:spring-cloud-starter-eureka", "billing.url=http://bills/open\n"
    files: dict[str, str] = {}
    for chapter in ("one", "two"):
        files |= service(f"{chapter}/registry", name="registry", marks=registry)
        files |= service(f"{chapter}/bills", client, name="bills")
        files |= service(f"{chapter}/orders", client, name="orders", settings=settings)
    found = recovered(files)
    assert {one.name for one in found.components} == {
        *("registry", "bills", "orders", "two/registry", "two/bills", "two/orders")
    }
    assert pairs(found) == {
        *(("bills", "registry"), ("orders", "registry"), ("orders", "bills")),
        *(("two/bills", "two/registry"), ("two/orders", "two/registry"), ("two/orders", "two/bills")),
    }


def test_a_manifest_in_the_folder_of_a_module_starts_the_module(recovered: Recovered) -> None:
    manifest = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: account-of-customers}\nspec:\n  template:\n    spec:\n"
        "      containers:\n      - {name: main, image: acme/accounts, env: [{name: CACHE, value: 'redis://cache:6379'}]}\n"
    )
    compose = "services:\n  cache:\n    image: redis:7\n"
    files = {"bank/account/deployment.yaml": manifest, "docker-compose.yml": compose}
    found = recovered(service("bank/account", name="account") | files)
    assert kinds(found) == {"account": "service", "cache": "store"}
    assert pairs(found) == {("account", "cache")}


def test_what_only_has_a_port_is_not_taken_for_what_checks_tokens(recovered: Recovered) -> None:
    settings = "spring.security.oauth2.resourceserver.jwt.issuer-uri=http://localhost:8080\n"
    compose = "services:\n  meter:\n    image: gcr.io/cadvisor/cadvisor\n    ports: ['8080:8080']\n"
    found = recovered(service("orders", name="orders", settings=settings) | {"docker-compose.yml": compose})
    assert ("orders", "authorization-server") in pairs(found)
    assert ("orders", "meter") not in pairs(found)


def test_modules_of_settings_name_stores_and_brokers(recovered: Recovered) -> None:
    settings = (
        "import os\n"
        "DATABASES = {'default': {'ENGINE': 'x', 'HOST': os.environ.get('DB_HOST', 'db')}}\n"
        "CACHES = {'default': {'LOCATION': 'redis://cache:6379/1'}}\n"
        "CELERY_BROKER_URL = 'amqp://guest@rabbit//'\n"
    )
    found = recovered(
        {
            "shop/manage.py": "import django\n",
            "shop/shop/settings.py": settings,
            "shop/requirements.txt": "django\ncelery\n",
            "compose.yml": "services:\n  shop: {build: ./shop}\n  db: {image: postgres}\n  cache: {image: redis}\n"
            "  rabbit: {image: rabbitmq}\n",
        }
    )
    assert pairs(found) == {("shop", "db"), ("shop", "cache"), ("shop", "rabbit")}
    assert {flow.kind for flow in found.flows} == {"store", "message"}


def test_what_is_always_read_beside_a_compose_file_counts(recovered: Recovered) -> None:
    found = recovered(
        service("orders", name="orders")
        | service("bills", name="bills")
        | {
            "docker-compose.yml": "services:\n  orders: {build: ./orders}\n  bills: {build: ./bills}\n",
            "docker-compose.override.yml": "services:\n  orders:\n    environment: {BILLS_URL: 'http://bills:8080'}\n",
        }
    )
    assert pairs(found) == {("orders", "bills")}


def test_a_dockerfile_elsewhere_says_by_what_it_copies_whose_it_is(recovered: Recovered) -> None:
    found = recovered(
        {
            "src/orders/app.py": "import fastapi\n",
            "src/orders/requirements.txt": "fastapi\n",
            "src/bills/app.py": "import fastapi\n",
            "src/bills/requirements.txt": "fastapi\n",
            "docker/orders.Dockerfile": "FROM python AS made\nCOPY src/orders /app\nFROM python\nCOPY --from=made /app /app\n",
            "docker/bills.Dockerfile": "FROM python\nCOPY ./src/bills/requirements.txt ./\nCOPY ./src/bills/ /app\n",
            "compose.yml": "services:\n  order-api:\n    build: {context: ., dockerfile: docker/orders.Dockerfile}\n"
            "    environment: {BILLS_URL: 'http://bill-api'}\n"
            "  bill-api:\n    build: {context: ., dockerfile: docker/bills.Dockerfile}\n",
        }
    )
    assert kinds(found) == {"order-api": "service", "bill-api": "service"}
    assert pairs(found) == {("order-api", "bill-api")}


_WORKLOAD = """apiVersion: apps/v1
kind: Deployment
metadata: {name: orders}
spec:
  template:
    metadata: {labels: {app: orders}}
    spec: {containers: [{name: orders, image: shop/orders, %s}]}
"""


def test_a_kustomization_makes_the_settings_of_workloads(recovered: Recovered) -> None:
    references = "envFrom: [{configMapRef: {name: urls}}, {secretRef: {name: hidden}}]"
    found = recovered(
        {
            "orders/app.py": "import fastapi\n",
            "orders/requirements.txt": "fastapi\n",
            "k8s/orders.yaml": _WORKLOAD % references,
            "k8s/kustomization.yaml": "resources: [orders.yaml]\nconfigMapGenerator:\n- name: urls\n  envs: [urls.env]\n"
            "  literals: ['CACHE_URL=redis://cache:6379']\n",
            "k8s/urls.env": "DATABASE_URL=postgresql://db:5432/x\n",
            "k8s/secret.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: hidden}\n"
            "data: {BROKER_URL: YW1xcDovL3JhYmJpdDo1Njcy, KEY: c2VjcmV0}\n",
            "compose.yml": "services:\n  db: {image: postgres}\n  cache: {image: redis}\n  rabbit: {image: rabbitmq}\n",
        }
    )
    assert pairs(found) == {("orders", "db"), ("orders", "cache"), ("orders", "rabbit")}


def test_charts_of_others_are_started_with_a_chart(recovered: Recovered) -> None:
    names = "env: [{name: DB_HOST, value: '{{ .Release.Name }}-postgresql'}, {name: RABBITMQ_HOST, value: queue}]"
    found = recovered(
        {
            "orders/app.py": "import fastapi\n",
            "orders/requirements.txt": "fastapi\n",
            "charts/shop/templates/orders.yaml": _WORKLOAD % names,
            "charts/shop/Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1\ndependencies:\n"
            "- {name: postgresql, version: 12, repository: 'https://charts.example'}\n"
            "- {name: rabbitmq, alias: queue, version: 1, repository: 'https://charts.example'}\n"
            "- {name: redis, version: 1, repository: 'https://charts.example', condition: redis.enabled}\n"
            "- {name: common, version: 2, repository: 'https://charts.example'}\n",
            "charts/shop/values.yaml": "redis: {enabled: false}\n",
        }
    )
    assert kinds(found) == {"orders": "service", "postgresql": "store", "queue": "broker"}
    assert pairs(found) == {("orders", "postgresql"), ("orders", "queue")}

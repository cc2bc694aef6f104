"""Compose files in, Deployables out."""

from deployment_files import read

SHOP = """
    version: "3.8"
    x-logging: &logging
      logging: {driver: json-file}
    x-environment: &environment
      LOG_LEVEL: info
      REGION: eu
    services:
      orders:
        <<: *logging
        build: ./orders
        ports: ["8081:8080", "127.0.0.1:9000:9001/tcp"]
        environment:
          <<: *environment
          REGION: us
          CUSTOMERS_URL: http://customers:8080
          HANDED_THROUGH:
        depends_on:
          customers: {condition: service_healthy}
        networks:
          back: {aliases: [order-service]}
      customers:
        build:
          context: services/customers
        container_name: crm
        environment:
          - DB_URL=postgres://db/crm
          - HANDED_THROUGH
        env_file: [shop.env]
        links: ["database:db"]
        depends_on: [database]
      database:
        image: postgres:16
        expose: ["5432"]
    """


def test_services_with_all_that_they_say() -> None:
    found = read({"deploy/docker-compose.yml": SHOP, "deploy/shop.env": "TAX=19\nDB_URL=overridden\n"})
    orders, customers, database = (one for one in found.deployables if one.origin == "compose")
    assert (orders.name, orders.line, orders.folder) == ("orders", 8, "deploy/orders")
    assert orders.hosts == ("orders", "order-service")
    assert orders.ports == ("8081:8080", "9000:9001")
    assert [(one.name, one.value, one.line) for one in orders.environment] == [
        ("LOG_LEVEL", "info", 5),
        ("REGION", "us", 14),
        ("CUSTOMERS_URL", "http://customers:8080", 15),
    ]
    assert orders.uses == ("customers",)
    assert (customers.folder, customers.hosts) == ("deploy/services/customers", ("customers", "crm"))
    assert {one.name: one.value for one in customers.environment} == {"TAX": "19", "DB_URL": "postgres://db/crm"}
    assert next(one.file for one in customers.environment if one.name == "TAX") == "deploy/shop.env"
    assert customers.uses == ("database",)
    assert (database.image, database.ports, database.hosts) == ("postgres:16", ("5432",), ("database", "db"))
    assert found.problems == ()


def test_the_folder_of_a_dockerfile_where_the_context_is_the_project() -> None:
    found = read({"compose.yaml": "services:\n  api:\n    build: {context: ., dockerfile: apps/api/Dockerfile}\n"})
    assert found.deployables[0].folder == "apps/api"


def test_a_context_outside_of_the_project_is_no_folder() -> None:
    found = read(
        {"compose.yaml": "services:\n  api:\n    build: ../elsewhere\n  web:\n    build: https://git.example/web.git\n"}
    )
    assert [one.folder for one in found.deployables] == ["", ""]


def test_services_extend_those_of_other_files() -> None:
    files = {
        "docker-compose.yml": """
            services:
              api:
                extends: {file: base/services.yml, service: app}
                environment: {PORT: "81"}
              lost:
                extends: {service: nowhere}
            """,
        "base/services.yml": """
            services:
              app:
                image: shop/app
                environment: [PORT=80, MODE=fast]
            """,
    }
    found = read(files)
    api = next(one for one in found.deployables if one.name == "api")
    assert api.image == "shop/app"
    assert {one.name: one.value for one in api.environment} == {"PORT": "81", "MODE": "fast"}
    assert found.problems == ("docker-compose.yml:5: it extends nowhere, which was not found",)


def test_the_oldest_form_and_other_names() -> None:
    found = read(
        {
            "docker-compose.old.yml": "web:\n  image: nginx\n  links: [api]\napi:\n  build: api\n",
            "infra/stack.yml": "name: shop\nservices:\n  cache:\n    image: redis\n",
            "ci.yml": "stages: [a]\nservices:\n  - postgres:16\nbuild:\n  image: python:3.12\n",
        }
    )
    assert [(one.name, one.file) for one in found.deployables] == [
        ("web", "docker-compose.old.yml"),
        ("api", "docker-compose.old.yml"),
        ("cache", "infra/stack.yml"),
    ]


def test_an_override_needs_no_image() -> None:
    found = read({"docker-compose.override.yml": "services:\n  api:\n    environment: {DEBUG: '1'}\n"})
    assert [(one.name, one.environment[0].value) for one in found.deployables] == [("api", "1")]


def test_the_folder_that_is_mounted_where_an_image_of_others_runs_it() -> None:
    services = """
        services:
          api:
            image: python:3.12
            working_dir: /srv/code/api
            volumes: [".:/srv/code", "./data:/srv/code/data"]
          web:
            image: node:22
            volumes: [{type: bind, source: ./web, target: /home/node/web}]
            command: ["node", "/home/node/web/server.js"]
          worker:
            image: shop/worker
            volumes: ["./jobs/:/app:ro", "/etc/localtime:/etc/localtime:ro", "cache:/code"]
          proxy:
            image: nginx
            volumes: ["./proxy:/etc/nginx/conf.d"]
            command: nginx -c /etc/nginx/conf.d/shop.conf
          store:
            image: postgres:17
            volumes: ["./data:/var/lib/postgresql/data"]
          outside:
            image: node:22
            volumes: ["../other:/app"]
          built:
            build: ./built
            volumes: ["./mounted:/app"]
        """
    folders = {one.name: one.folder for one in read({"compose.yaml": services}).deployables}
    assert folders == {
        "api": "api",
        "web": "web",
        "worker": "jobs",
        "proxy": "",
        "store": "",
        "outside": "",
        "built": "built",
    }


def test_folders_that_variables_name() -> None:
    services = """
        services:
          api:
            image: python:3.13
            volumes: ["${API_DIR:-./api}:/app", "${DATA}:/data"]
          web:
            build: {context: "${WEB_DIR}", dockerfile: "${WEB_FILE:-Dockerfile.web}"}
          jobs:
            image: python:3.13
            volumes: [{type: bind, source: "$JOBS", target: /app}]
        """
    files: dict[str, str | bytes] = {"compose.yaml": services, ".env": "WEB_DIR=./site\nJOBS=./nightly\n"}
    found = {one.name: (one.folder, one.dockerfile) for one in read(files).deployables if one.origin == "compose"}
    assert found == {"api": ("api", ""), "web": ("site", "site/Dockerfile.web"), "jobs": ("nightly", "")}

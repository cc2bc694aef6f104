"""Build files: Maven, Gradle, npm, Python, Dockerfiles and Procfiles."""

import pytest
from deployment_files import read

POM = """
    <?xml version="1.0"?>
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <parent>
        <groupId>org.springframework.boot</groupId>
        <artifactId>spring-boot-starter-parent</artifactId>
      </parent>
      <artifactId>orders</artifactId>
      <dependencyManagement><dependencies>
        <dependency><groupId>a</groupId><artifactId>managed</artifactId></dependency>
      </dependencies></dependencyManagement>
      <dependencies>
        <dependency>
          <groupId>org.springframework.kafka</groupId>
          <artifactId>spring-kafka</artifactId>
          <exclusions><exclusion><groupId>b</groupId><artifactId>excluded</artifactId></exclusion></exclusions>
        </dependency>
        <dependency><groupId>c</groupId><artifactId>tested</artifactId><scope>test</scope></dependency>
      </dependencies>
      <build><plugins>
        <plugin><artifactId>maven-jar-plugin</artifactId></plugin>
      </plugins></build>
    </project>
    """


def test_what_maven_builds() -> None:
    (one,) = read({"shop/orders/pom.xml": POM}).deployables
    assert (one.name, one.origin, one.line, one.folder, one.command) == ("orders", "maven", 7, "shop/orders", "")
    assert one.libraries == (
        "org.springframework.boot:spring-boot-starter-parent",
        "org.springframework.kafka:spring-kafka",
        "org.apache.maven.plugins:maven-jar-plugin",
    )


def test_modules_without_code_build_nothing() -> None:
    files: dict[str, str | bytes] = {
        "pom.xml": "<project><artifactId>all</artifactId><packaging>pom</packaging></project>",
        "orders/pom.xml": "<project><artifactId>orders</artifactId></project>",
        "bom/pom.xml": "<project><artifactId>bom</artifactId></project>",
    }
    found = read(files, folders=("orders/src/main/java/shop", "bom/src/test/java"))
    assert [(one.name, one.command, one.folder) for one in found.deployables] == [
        ("orders", "", "orders"),
        ("all", "aggregator", "."),
    ]
    alone = read({"pom.xml": files["orders/pom.xml"]}, folders=("src/main/java",))
    assert [one.name for one in alone.deployables] == ["orders"]


def test_properties_of_maven_come_from_the_file_its_parents_and_itself() -> None:
    parent = """<project><groupId>net.lines</groupId><artifactId>all</artifactId><version>${revision}</version>
      <packaging>pom</packaging>
      <properties><scala.binary.version>${short}</scala.binary.version><short>2.13</short><revision>4</revision></properties>
    </project>"""
    child = """<project>
      <parent><groupId>net.lines</groupId><artifactId>all</artifactId><version>4</version>{path}</parent>
      <artifactId>{name}</artifactId>
      <properties><short>2.12</short><circle>${{circle}}</circle></properties>
      <dependencies><dependency>
        <groupId>${{project.groupId}}</groupId><artifactId>bills-${{revision}}</artifactId>
      </dependency></dependencies>
    </project>"""
    at = "<relativePath>../parent</relativePath>"
    found = read(
        {
            "parent/pom.xml": parent,
            "events/pom.xml": child.format(name="events_${scala.binary.version}", path=at),
            "lost/pom.xml": child.format(name="${nobody}-${circle}", path=at),
            "deep/in/pom.xml": child.format(name="${project.parent.artifactId}-${project.version}", path=""),
        }
    ).deployables
    assert {one.folder: one.name for one in found} == {
        "parent": "all",
        "events": "events_2.12",
        "lost": "${nobody}-${circle}",
        "deep/in": "all-4",
    }
    assert {one.libraries[1] for one in found if one.command != "aggregator"} == {"net.lines:bills-4"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'<!DOCTYPE a [<!ENTITY x "y">]><project>&x;</project>', "pom.xml: not read: it declares entities"),
        (
            '<?xml version="1.0"?><!DOCTYPE a><project/>'.encode("utf-16"),
            "pom.xml: not read: it declares a document type",
        ),
        (b"<project>\n<a>\n</project>", "pom.xml:3: not read: not XML: mismatched tag"),
        (b"<a>" * 1_000, "pom.xml:1: not read: it is nested deeper"),
        (b"", "pom.xml:1: not read: not XML"),
    ],
)
def test_what_is_no_pom_is_a_problem(content: bytes, why: str) -> None:
    found = read({"pom.xml": content})
    assert found.deployables == ()
    assert found.problems[0].startswith(why)


def test_what_gradle_builds() -> None:
    files: dict[str, str | bytes] = {
        "settings.gradle": "rootProject.name = 'shop'\ninclude 'orders'\n",
        "build.gradle": "plugins { id 'java' }\n",
        "orders/build.gradle.kts": """
            plugins { id("org.springframework.boot") version "3.1" }
            apply plugin: 'jacoco'
            dependencies {
                // implementation("old:old:1")
                implementation("org.springframework.kafka:spring-kafka:3.0")
                api platform("org.springframework.cloud:spring-cloud-dependencies:1")
                implementation(libs.spring.web)
                compile group: 'io.eventuate', name: 'eventuate-client', version: "$v"
                testImplementation("org.junit:junit:5")
                implementation(project(":common"))
            }
            """,
        "gradle/libs.versions.toml": (
            '[libraries]\nspring-web = { module = "org.springframework:spring-web", version = "6" }\n'
        ),
    }
    root, orders = (one for one in read(files).deployables if one.origin == "gradle")
    assert (root.name, root.folder, root.libraries) == ("shop", ".", ("plugin:java",))
    assert (orders.name, orders.folder) == ("orders", "orders")
    assert orders.libraries == (
        "org.springframework.kafka:spring-kafka",
        "org.springframework.cloud:spring-cloud-dependencies",
        "org.springframework:spring-web",
        "io.eventuate:eventuate-client",
        "plugin:org.springframework.boot",
        "plugin:jacoco",
    )
    assert [one.name for one in read(files, folders=("orders/src/main/kotlin",)).deployables] == ["orders"]


def test_what_npm_builds_and_its_proxy() -> None:
    text = """
        {
          "name": "@shop/web", // comments are no JSON, but common
          "scripts": {"start": "node server.js"},
          "dependencies": {"react": "18", "axios": "1"},
          "devDependencies": {"vite": "5", "axios": "1"},
          "proxy": "http://localhost:8080",
        }
        """
    found = read({"web/package.json": text})
    (one,) = found.deployables
    assert (one.name, one.origin, one.line, one.folder) == ("@shop/web", "npm", 2, "web")
    assert (one.command, one.libraries) == ("node server.js", ("react", "axios", "vite"))
    assert [(proxy.path, proxy.target, proxy.line, proxy.folder) for proxy in found.proxies] == [
        ("/**", "http://localhost:8080", 6, "web")
    ]


def test_the_proxy_of_a_development_server() -> None:
    text = """
        {
          "/api/*": {"target": "http://localhost:3000", "pathRewrite": {"^/api": "/v1"}},
          "/auth": {"target": "http://localhost:4000", "pathRewrite": {"^/other": ""}},
          "/lost": {}
        }
        """
    found = read({"web/proxy.conf.json": text})
    assert [(one.path, one.target, one.line, one.strip, one.prefix, one.rewrite) for one in found.proxies] == [
        ("/api/**", "http://localhost:3000", 2, 1, "/v1", ()),
        ("/auth/**", "http://localhost:4000", 3, 0, "", ("^/other", "")),
    ]
    assert found.problems == ("web/proxy.conf.json:4: this proxy has no target; give it one",)


def test_what_python_builds() -> None:
    files: dict[str, str | bytes] = {
        "a/pyproject.toml": '[project]\nname = "orders"\ndependencies = ["fastapi[all]>=0.1", "httpx ; extra"]\n',
        "b/pyproject.toml": '[tool.poetry]\nname = "bills"\n[tool.poetry.dependencies]\npython = "^3.11"\nflask = "*"\n',
        "c/setup.py": "setup(name='carts', install_requires=['django>=4', 'celery[redis]', \"kombu\"])\n",
        "d/setup.cfg": "[metadata]\nname = dates\n[options]\ninstall_requires =\n  pytz\n  six>=1\nzip_safe = no\n",
        "e/requirements.txt": "# pinned\n-r base.txt\ngunicorn==20 \\\n    --hash=sha256:1\nrequests\n",
        "pyproject.toml": "[tool.ruff]\nline-length = 120\n",
    }
    assert [(one.name, one.folder, one.libraries) for one in read(files).deployables] == [
        ("orders", "a", ("fastapi", "httpx")),
        ("bills", "b", ("flask",)),
        ("carts", "c", ("django", "celery", "kombu")),
        ("dates", "d", ("pytz", "six")),
        ("e", "e", ("gunicorn", "requests")),
    ]


DOCKERFILE = """
    ARG VERSION=21
    FROM eclipse-temurin:${VERSION} AS base
    ENV LANG=C.UTF-8
    EXPOSE 8080/tcp

    FROM node AS build
    ENV NODE_ENV=production

    FROM --platform=linux/amd64 base
    ARG API_URL=http://api:80
    ARG TOKEN
    ENV API=$API_URL \\
        # in between
        NAME="a b" TOKEN=$TOKEN
    ENV OLD form of it
    EXPOSE 9090 $PORT
    ENTRYPOINT ["java", "-jar"]
    CMD ["app.jar"]
    """


def test_the_last_stage_with_what_it_is_made_from() -> None:
    (one,) = read({"services/orders/Dockerfile": DOCKERFILE}).deployables
    assert (one.name, one.origin, one.line, one.folder) == ("orders", "dockerfile", 9, "services/orders")
    assert one.image == "eclipse-temurin:21"
    assert one.ports == ("8080", "9090", "$PORT")
    assert one.command == "java -jar app.jar"
    assert [(each.name, each.value, each.line) for each in one.environment] == [
        ("LANG", "C.UTF-8", 3),
        ("API_URL", "http://api:80", 10),
        ("API", "http://api:80", 12),
        ("NAME", "a b", 14),
        ("OLD", "form of it", 15),
    ]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("orders/docker/Dockerfile", "orders"),
        ("docker/Dockerfile.billing", "billing"),
        ("docker/carts.Dockerfile", "carts"),
        ("Dockerfile", "."),
        ("web/Containerfile", "web"),
    ],
)
def test_images_are_named_after_their_folder(path: str, name: str) -> None:
    assert [one.name for one in read({path: "FROM scratch\n"}).deployables] == [name]


def test_processes_of_a_procfile() -> None:
    found = read(
        {"api/Procfile": "release: python manage.py migrate\nweb: gunicorn app:app\n\nworker: celery -A app\n"}
    )
    assert [(one.name, one.line, one.folder, one.command) for one in found.deployables] == [
        ("web", 2, "api", "gunicorn app:app"),
        ("worker", 4, "api", "celery -A app"),
    ]


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [
        (
            "a/pom.xml",
            POM,
            {
                "org.springframework.boot:spring-boot-starter-parent": 5,
                "org.springframework.kafka:spring-kafka": 14,
                "org.apache.maven.plugins:maven-jar-plugin": 20,
            },
        ),
        (
            "a/build.gradle",
            "plugins {\n  id 'java'\n}\n// old:\n// compile 'x:y:1'\ndependencies {\n  implementation 'org.a:b:1'\n}\n",
            {"org.a:b": 7, "plugin:java": 2},
        ),
        (
            "a/package.json",
            '{"name": "a",\n "devDependencies": {"vite": "6"},\n "dependencies": {\n  "vue": "3"}}',
            {"vue": 4, "vite": 2},
        ),
        ("a/requirements.txt", "# web\nflask==3\n\nredis[hiredis]>=5\n", {"flask": 2, "redis": 4}),
        (
            "a/pyproject.toml",
            '[project]\nname = "a"\ndependencies = [\n  "httpx>=0.27",\n  "redis"]\n',
            {"httpx": 4, "redis": 5},
        ),
    ],
)
def test_each_library_has_its_line(path: str, text: str, lines: dict[str, int]) -> None:
    (one,) = read({path: text}).deployables
    assert dict(zip(one.libraries, one.library_lines, strict=True)) == lines

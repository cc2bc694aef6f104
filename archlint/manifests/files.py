"""Which files say how a system is built, started and configured: told from their paths, before anything is read."""

import re
from fnmatch import translate

PAGES = (".html", ".jinja", ".jinja2", ".j2", ".ejs", ".hbs", ".jsp", ".ftl")
_CONTRACTS = ("openapi", "swagger", "asyncapi")
_CONTRACT_FOLDERS = frozenset({"api", "apis", "openapi", "swagger", "asyncapi", "spec", "specs", "contracts"})
_CHANGE_FOLDERS = frozenset({"changelog", "changelogs", "changesets", "liquibase"})

FILES: tuple[str, ...] = (
    "**/*.yml",
    "**/*.yaml",
    "**/*.properties",
    "**/*.env",
    "**/.env[._-]*",
    "**/env[._-]example*",
    "**/env[._-]sample*",
    "**/env[._-]template*",
    "**/dockerfile",
    "**/dockerfile[.-]*",
    "**/*.dockerfile",
    "**/*.dockerfile[.-]*",
    "**/containerfile",
    "**/procfile",
    "**/procfile.*",
    "**/*.conf",
    "**/*.conf.*",
    "**/*nginx*",
    "**/*.xml",
    "**/pom.xml",
    "**/[vr]*__*.sql",
    "**/*config*.sql",
    "**/*nacos*.sql",
    *(f"**/{folder}/**/*.sql" for folder in sorted(_CHANGE_FOLDERS)),
    "**/*.bpmn",
    "**/build.gradle",
    "**/build.gradle.kts",
    "**/settings.gradle",
    "**/settings.gradle.kts",
    "**/libs.versions.toml",
    "**/package.json",
    "**/tsconfig.app.json",
    "**/proxy*.conf.json",
    "**/function.json",
    "**/host.json",
    "**/pyproject.toml",
    "**/setup.py",
    "**/setup.cfg",
    "**/requirements*.txt",
    "**/*.prisma",
    "**/*.proto",
    "**/*.graphql",
    "**/*.graphqls",
    "**/*.gql",
    *(f"**/*{name}*.json" for name in _CONTRACTS),
    "**/*api*.json",
    "**/*spec*.json",
    *(f"**/{folder}/**/*.json" for folder in sorted(_CONTRACT_FOLDERS)),
    *(f"**/*{suffix}" for suffix in PAGES),
)
"""What may hold something, as patterns of paths in lower case; `wants` leaves out other people's files and those of tests."""

_ASIDE = frozenset(
    {"test", "tests", "__tests__", "testdata", "node_modules", "i18n", "locales", "locale", "fixtures", "vendor"}
)
_SOURCES_OF_TESTS = re.compile(
    r"(?:^|/)src/(?:it|e2e|(?:android|functional|component|acceptance|int|integration|system)-?tests?|testFixtures)/",
    re.IGNORECASE,
)
"""The source folders that builds of Java have for their other tests."""
_LOCKS = frozenset({"pnpm-lock.yaml", "package-lock.json", "uv.lock"})
_SUFFIXES = tuple(glob[4:] for glob in FILES if re.fullmatch(r"\*\*/\*\.\w+", glob))
_NAMES = re.compile(
    "|".join(translate(glob[3:]) for glob in FILES if glob.count("/") == 1 and glob[4:] not in _SUFFIXES)
)


def wants(path: str) -> bool:
    """Whether a file may say something about deployment, by its path. Of documentation only contracts are wanted."""
    name = path[path.rfind("/") + 1 :].lower()
    if name.endswith(_SUFFIXES) or _NAMES.match(name):
        folders = path.split("/")[:-1]
    elif name.endswith(".sql"):
        folders = path.split("/")[:-1]
        if _CHANGE_FOLDERS.isdisjoint(folder.lower() for folder in folders):
            return False
    elif name.endswith(".json"):
        folders = path.split("/")[:-1]
        if _CONTRACT_FOLDERS.isdisjoint(folder.lower() for folder in folders):
            return False
    else:
        return False
    if name in _LOCKS or not _ASIDE.isdisjoint(folders) or _SOURCES_OF_TESTS.search(path) is not None:
        return False
    return "docs" not in folders or any(word in name for word in _CONTRACTS)

"""Which files say how a system is built, started and configured: told from their paths, before anything is read."""

import re

_NAMES = re.compile(
    r"(?:docker-)?compose[\w.-]*\.ya?ml|(?:[\w-]+\.)*dockerfile(?:[.-][\w.-]+)?|\.env(?:\.[\w.-]+)?|[\w.-]+\.env|"
    r"[\w.-]*nginx[\w.-]*|httpd\.conf|default\.conf[\w.-]*|[\w.-]+\.conf(?:\.template)?|pom\.xml|build\.gradle(?:\.kts)?|"
    r"settings\.gradle(?:\.kts)?|package\.json|proxy\.conf\.json|pyproject\.toml|setup\.(?:py|cfg)|requirements[\w.-]*\.txt|"
    r"procfile|[\w.-]+\.properties|[\w.-]+\.ya?ml|[\w.-]*(?:openapi|swagger|asyncapi|api|spec)[\w.-]*\.json|"
    r"[\w.-]+\.(?:html|jinja2?|j2|ejs|hbs|jsp|ftl)",
    re.IGNORECASE,
)
_ASIDE = frozenset({"test", "tests", "node_modules", "i18n", "locales", "locale", "fixtures", "vendor"})
_LOCKS = frozenset({"pnpm-lock.yaml", "package-lock.json", "uv.lock"})


def wants(path: str) -> bool:
    """Whether a file may say something about deployment."""
    name = path[path.rfind("/") + 1 :]
    if "." not in name and not name.lower().startswith(("dockerfile", "procfile", "nginx")):
        return False
    if name in _LOCKS or not _NAMES.fullmatch(name):
        return False
    return _ASIDE.isdisjoint(path.split("/")[:-1])

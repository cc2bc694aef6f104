"""What all tests share: property tests never fail because a machine is slow, and no test is left out in silence."""

from typing import Any

from hypothesis import HealthCheck, settings

settings.register_profile("archlint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("archlint")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Skipped tests of the browser stand at the end, in red: a run without them says little about the report."""
    left_out = [one for one in terminalreporter.stats.get("skipped", ()) if "tests/browser/" in one.nodeid]
    if left_out:
        terminalreporter.section("THE REPORT WAS NOT OPENED IN A BROWSER", sep="!", red=True, bold=True)
        terminalreporter.line(
            f"{len(left_out)} tests of tests/browser were skipped: {left_out[0].longrepr[-1]}. Install Chromium "
            "(Debian: apt-get install chromium) and playwright, and run them again."
        )

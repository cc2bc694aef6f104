"""What asks for the channel, and what only sounds like it."""

import pytest

from archlint.measures.channels import Channels
from archlint.model.facts import Clause, Span
from archlint.rulebook.channel_words import load_channel_words


def channels(*parts: str) -> Channels:
    return Channels(load_channel_words(), parts)


def asked(text: str, language: str = "java", *, parts: tuple[str, ...] = ()) -> tuple[str, ...]:
    clauses = [Clause("condition", text, Span(0, 0, 1, 1), 0)]
    return next((found.channels for found in channels(*parts).asked(clauses, language)), ())


@pytest.mark.parametrize(
    ("text", "language", "known"),
    [
        ('channel.equals("APP")', "java", ("app",)),
        ('"web".equalsIgnoreCase(request.getChannel())', "java", ("web",)),
        ("request.getClientApp() == ClientApp.IOS && total > 5", "java", ("ios",)),
        ("channel == Channel.IVR", "java", ("ivr",)),
        ("source == Channel.MOBILE_APP", "java", ("mobile-app",)),
        ('userAgent.contains("Android") && settings.isAndroidEnabled()', "java", ("android",)),
        ('request.headers["User-Agent"].includes("iPhone")', "typescript", ("iphone",)),
        ('channel in ("app", "web")', "python", ("app", "web")),
        ('caller.channel_type != "partner"', "python", ("partner",)),
        ('user_group == "dealer"', "python", ("dealer",)),
        ("appVersion >= 6", "typescript", ("app",)),
        ('rows.filter(row => row.channel === "web")', "typescript", ("web",)),
    ],
)
def test_what_asks_for_the_channel(text: str, language: str, known: tuple[str, ...]) -> None:
    assert asked(text, language) == known


@pytest.mark.parametrize(
    "text",
    [
        "order.getChannel() != null",
        "order.getChannel().getId() == other.getId()",
        'channel.getSlug().equals("default-channel")',
        'notificationChannel.equals("WEB")',
        'slackChannel.equals("MOBILE")',
        'channel.equals("SMS") || channel.equals("EMAIL")',
        'customer.getName().equals("web")',
        "mobileApp.getPlatformType() == PlatformType.ANDROID",
        'sys.platform == "win32"',
        'log.startsWith("web") && channel != null',
        "channels.size() > 6",
    ],
)
def test_what_does_not(text: str) -> None:
    assert asked(text) == ()


def test_a_part_of_the_user_interface_is_a_channel() -> None:
    assert asked('channel.equals("BranchDesk")') == ()
    assert asked('channel.equals("BranchDesk")', parts=("branch-desk",)) == ("branch-desk",)
    clauses = [Clause("condition", 'channel == "web" or channel == "counter"', Span(0, 0, 1, 1), 0)]
    assert [found.strong for found in channels("counter").asked(clauses, "python")] == [True]
    assert [found.strong for found in channels().asked(clauses, "python")] == [False]


def test_a_switch_asks_with_its_cases() -> None:
    def told(subject: str) -> list[tuple[str, ...]]:
        texts = [("subject", subject), ("case", '"app"'), ("case", "WEB"), ("subject", "kind"), ("case", '"ivr"')]
        clauses = [Clause(kind, text, Span(0, 0, 1, 1), 0) for kind, text in texts]
        return [found.channels for found in channels().asked(clauses, "java")]

    assert told("request.getChannel()") == [("app", "web")]
    assert told("kind") == []


@pytest.mark.parametrize(
    ("name", "kind", "channel"),
    [
        ("Invoices.getInvoicesForMobile", "method", "mobile"),
        ("build_for_web_app", "function", "web-app"),
        ("MobileInvoiceDto", "class", "mobile"),
        ("KioskOrderResponse", "class", "kiosk"),
        ("forWeb", "method", ""),
        ("waitForApp", "method", ""),
        ("WebSocketResponse", "class", ""),
        ("WebClientDto", "class", ""),
        ("MobileDto", "class", ""),
        ("MobileInvoiceRepository", "class", ""),
        ("PartnerContractDto", "class", ""),
    ],
)
def test_names_that_are_made_for_a_channel(name: str, kind: str, channel: str) -> None:
    assert channels().shaped(name, kind) == channel


def test_parts_of_the_user_interface_shape_names_unless_the_domain_knows_them() -> None:
    assert channels("app", "partner").shaped("invoicesForApp", "method") == "app"
    assert channels("app", "partner").shaped("waitForApp", "method") == ""
    assert channels("app", "partner").shaped("AppInvoiceCards", "class") == "app"
    assert channels("app", "partner").shaped("invoicesForPartner", "method") == ""


@pytest.mark.parametrize(
    ("callee", "route", "channel"),
    [
        ("org.springframework.web.bind.annotation.GetMapping", "/mobile/invoices", "mobile"),
        ("fastapi.FastAPI.get", "/api/ios/{account_id}", "ios"),
        ("fastapi.FastAPI.get", "/usagePage/{id}", "usagePage"),
        ("fastapi.FastAPI.get", "/items/page/{page}", ""),
        ("fastapi.FastAPI.get", "/invoices/{mobile}", ""),
        ("os.path.join", "/mobile/invoices", ""),
    ],
)
def test_routes_that_serve_a_channel(callee: str, route: str, channel: str) -> None:
    assert channels().routed(callee, route) == channel

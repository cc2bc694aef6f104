"""The app's screen for usage: shows what the frontend API gives."""

from frontend_api.usage import usage_consumption


def usage_screen(token: str) -> list[str]:
    return [f"{bucket['name']}: {bucket['cost']}" for bucket in usage_consumption(token)]

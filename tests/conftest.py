"""What all tests share: property tests never fail because a machine is slow."""

from hypothesis import HealthCheck, settings

settings.register_profile("archlint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("archlint")

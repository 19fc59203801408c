"""How thoroughly the tests look: ``quick``, or ``thorough`` where KG_HYPOTHESIS_PROFILE says so.

``quick`` tries the same few examples in every run, so that nothing fails by chance on one machine alone.
``thorough`` tries several times as many, new ones in each run, and says how to repeat one that fails.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

PROFILES = ("quick", "thorough")

#: Which of the two this run uses.
PROFILE = os.environ.get("KG_HYPOTHESIS_PROFILE") or "quick"

if PROFILE not in PROFILES:
    raise RuntimeError(f"KG_HYPOTHESIS_PROFILE is {PROFILE!r}; expected one of {', '.join(PROFILES)}")

THOROUGH = PROFILE == "thorough"


def seeds(number: int) -> range:
    """Seeds of a test that makes its own examples: so many, or a quarter of them in the quick profile."""
    return range(number if THOROUGH else -(-number // 4))


_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "quick", max_examples=8, derandomize=True, deadline=None, suppress_health_check=_SLOW
)
settings.register_profile(
    "thorough", max_examples=100, print_blob=True, deadline=None, suppress_health_check=_SLOW
)
settings.load_profile(PROFILE)


def examples(factor: float) -> settings:
    """As many examples as the profile has, times a factor: below 1 for slow tests, above 1 for cheap ones."""
    return settings(max_examples=max(1, round(settings.get_profile(PROFILE).max_examples * factor)))

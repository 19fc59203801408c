from __future__ import annotations

import resource
from typing import Any

from tests.fuzz import campaign


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What a run of ``make fuzz`` has tried."""
    if not campaign.SECONDS:
        return
    terminalreporter.section(f"fuzzed from seed {campaign.SEED}")
    for name, tally in campaign.TALLIES.items():
        outcomes = ", ".join(f"{count:,} {outcome}" for outcome, count in tally.outcomes.most_common())
        terminalreporter.line(
            f"{name.removeprefix('test_')}: {tally.inputs:,} inputs in {tally.seconds:.0f} s, "
            f"{tally.failures} failures; {outcomes}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    terminalreporter.line(f"Peak memory: {peak / 1024:,.0f} MB.")

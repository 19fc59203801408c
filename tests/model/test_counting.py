"""When a statement counts: on its own date, else on the publication of its source."""

from __future__ import annotations

from datetime import date

import pytest

from kg.model.counting import Counted, counted

OWN = date(2025, 3, 1), date(2025, 3, 31)
PUBLISHED = date(2025, 4, 2), date(2025, 4, 3)


@pytest.mark.parametrize("basis", ["stated", "inferred"])
def test_its_own_date_counts_with_its_own_basis(basis: str) -> None:
    assert counted(*OWN, basis, *PUBLISHED) == Counted(*OWN, basis)  # type: ignore[arg-type]


@pytest.mark.parametrize("basis", ["unknown", "", None, "a guess"])
def test_a_date_that_nobody_has_stated_is_inferred(basis: str | None) -> None:
    assert counted(*OWN, basis, None, None) == Counted(*OWN, "inferred")


@pytest.mark.parametrize("basis", ["unknown", "stated", None])
def test_without_a_date_the_publication_of_the_source_counts(basis: str | None) -> None:
    assert counted(None, None, basis, *PUBLISHED) == Counted(*PUBLISHED, "published")


@pytest.mark.parametrize("own", [(OWN[0], None), (None, OWN[1])])
def test_half_a_date_is_none(own: tuple[date | None, date | None]) -> None:
    assert counted(*own, "stated", *PUBLISHED) == Counted(*PUBLISHED, "published")


@pytest.mark.parametrize("published", [(None, None), (PUBLISHED[0], None), (None, PUBLISHED[1])])
def test_without_any_date_it_counts_on_no_day(published: tuple[date | None, date | None]) -> None:
    assert counted(None, None, "unknown", *published) == Counted(None, None, "unknown")


@pytest.mark.parametrize(
    ("own", "until"),
    [
        ((date(2025, 3, 1), date(2025, 12, 31)), PUBLISHED[1]),
        ((PUBLISHED[1], date(2025, 4, 4)), PUBLISHED[1]),
        ((date(2025, 3, 1), PUBLISHED[1]), PUBLISHED[1]),
        ((date(2025, 4, 4), date(2025, 4, 5)), date(2025, 4, 5)),
    ],
)
def test_what_a_source_reports_was_said_by_its_publication(own: tuple[date, date], until: date) -> None:
    """A date entirely after the publication is wrong, and is not changed."""
    assert counted(*own, "stated", *PUBLISHED) == Counted(own[0], until, "stated")

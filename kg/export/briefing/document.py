"""The briefing as Markdown: the positions of actors, the statements, and their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.export.briefing.footnotes import footnote, statement
from kg.export.briefing.sides import sides, split
from kg.export.briefing.standings import standings
from kg.export.markdown.escaping import plain
from kg.export.markdown.rewriting import note_markdown
from kg.export.page.headline import facts
from kg.export.page.statement_cards import statement_cards
from kg.model.kinds import kind_of
from kg.namespaces import DATA
from kg.questions.answer import Asker
from kg.questions.debate import actors_of, debate, targets_of
from kg.questions.issue_kinds import issue_kinds
from kg.questions.offices import offices_of
from kg.questions.subject import Selected, selected
from kg.wording.counts import count
from kg.wording.days import long

if TYPE_CHECKING:
    from kg.store.base import Store

_LIMITS = (
    "A stance is a coder's reading of what somebody said, not of what they did. Views that speakers "
    "attribute to others are not statements by those others. What is missing here was not coded."
)
_RULE = (
    "Each actor counts once, by {}, from all statements of the graph{}. Rating something positively counts "
    "as being for it, negatively as against it. Only actors with a statement shown below are listed."
)
_BESIDE = "Counted in the same way."
#: Figures of the headline that read better after their description.
_TURNED = {"when said": "said {}", "data as of": "data as of {}"}


def chunks(
    store: Store,
    *,
    base: str = DATA,
    title: str | None = None,
    about: str | Sequence[str] = (),
    workspace: str = "",
    note: str | None = None,
    **conditions: Any,
) -> Iterator[str]:
    """Yield the briefing of a store, as chunks of text; the same arguments give the same text.

    Args:
        store: the graph.
        base: ignored; accepted as by the other formats.
        title: of the briefing; by default from what it is about.
        about: names of issues or actors as typed; everything without one.
        workspace: name of the workspace.
        note: the analyst's own introduction, in Markdown.
        conditions: the other conditions of ``kg.questions.said.said``: by, since, until, dates, ...

    Raises:
        NameProblem: a name matches nothing, or several things.
        QuestionError: an unknown stance or mode, or an invalid date.

    >>> from kg.store import open_store
    >>> with open_store() as store:
    ...     print("".join(chunks(store, about="51st state")).splitlines()[0])
    # Who said what about Canada as the 51st state
    """
    subject = selected(store, about, **conditions)
    targets = targets_of(subject.rows)
    issues = issue_kinds(store, targets)
    kinds = [issues.get(target) or kind_of(target) for target in sorted(targets)]
    cards = statement_cards(subject.rows)
    numbers = {card["id"]: number for number, card in enumerate(cards, 1)}
    figures = [
        _TURNED.get(what, f"{{}} {what}").format(figure) for figure, what in facts(kinds, subject.rows)
    ]
    origin = [workspace, f"from {store.label}, {count(subject.looked_at, 'statement')} looked at"]
    yield f"# {plain(title or subject.title)}\n"
    yield from _blocks([plain("; ".join(part for part in origin if part)) + "."])
    if note is not None and note.strip():
        yield from _blocks([note_markdown(note)])
    yield from _blocks([plain("; ".join(figures)) + "."] if cards else [])
    yield from _blocks(plain(sentence) for sentence in subject.notes)
    whole = subject.rows if subject.everything else debate(store, targets, **subject.view)
    tenures = offices_of(Asker(store), actors_of(whole))

    def offices(row: Mapping[str, Any]) -> list[str]:
        held = tenures.at(row["speaker"], row["counts_from"], row["counts_until"], row["source"])
        return [str(office) for office in held]

    mine, rest = split(standings(whole, numbers, subject.day), subject.covers)
    for heading, some in (
        (f"## Who stands where\n\n{_rule(subject)}", mine),
        (f"## Also mentioned\n\n{_BESIDE}", rest),
    ):
        yield from _blocks([heading, *sides(some, numbers, offices)] if some else [])
    rows = {row["id"]: row for row in subject.rows}
    yield from _blocks(["## Statements", _LIMITS] if cards else [])
    for card in cards:
        yield from _blocks(statement(card, rows[card["id"]], numbers[card["id"]]))
    for card in cards:
        yield from _blocks([footnote(card, numbers[card["id"]])])


def _rule(subject: Selected) -> str:
    """Say how an actor counts."""
    by = (
        "the current position" if subject.day is None else f"the position on {long(subject.day, subject.day)}"
    )
    stated = " whose source gives their date" if subject.view.get("dates") == "stated" else ""
    return _RULE.format(by, stated)


def _blocks(blocks: Iterable[str]) -> Iterator[str]:
    """Yield blocks with an empty line before each."""
    return (f"\n{block}\n" for block in blocks)

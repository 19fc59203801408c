"""What the answers must be, worked out from a made-up world in the simplest way.

Nothing of the model room is used here: every rule is written a second time, from what it says and not from
how the product does it. Everything is gone through from end to end; days are numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from tests.answers.worlds import BODIES, ISSUES, KIND, LAST, OFFICES, PARTY, Role, Source, World, day, name_of

Days = tuple[int, int]

FOR, AGAINST = ("support", "positive"), ("oppose", "negative")
TURNED = {"support": "oppose", "oppose": "support"}


# -- when a statement counts -----------------------------------------------------------------------


@dataclass(frozen=True)
class Read:
    """One reading that counts, with all that is known of it."""

    source: int
    place: int
    speaker: str
    target: str
    value: str
    coder: str
    days: Days | None
    by: str


@dataclass(frozen=True)
class Said:
    """One statement that counts."""

    source: int
    place: int
    speaker: str
    own: Days | None
    days: Days | None
    by: str


def said(world: World, dates: str = "counted") -> list[Said]:
    """The statements, newest first by the last day on which they count; those without a day last."""
    found = []
    for number, source in enumerate(world.sources):
        for place, one in enumerate(source.statements):
            if one.retracted:
                continue
            if one.days is not None:
                days, by = one.days, "inferred" if one.inferred else "stated"
                if source.published is not None and days[0] <= source.published[1] < days[1]:
                    days = days[0], source.published[1]  # what was reported had been said by then
            elif source.published is not None:
                days, by = source.published, "published"
            else:
                days, by = None, "unknown"
            if dates == "stated" and by in ("published", "unknown"):
                continue
            found.append(Said(number, place, one.speaker, one.days, days, by))
    return sorted(found, key=lambda one: (-one.days[1] if one.days else 1, one.source, one.place))


def readings(world: World, dates: str = "counted") -> list[Read]:
    """The readings of all of these."""
    return [
        Read(one.source, one.place, one.speaker, read.target, read.value, read.coder, one.days, one.by)
        for one in said(world, dates)
        for read in world.sources[one.source].statements[one.place].readings
    ]


def fits(days: Days | None, since: int | None, until: int | None) -> bool:
    """Whether something can have been said in a time: on one of its days."""
    if since is None and until is None:
        return True
    asked = range(-LAST if since is None else since, 1 + (9 * LAST if until is None else until))
    return days is not None and any(one in asked for one in range(days[0], days[1] + 1))


# -- positions and sides ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Position:
    """An unbroken run of readings of one stance."""

    value: str
    days: Days | None
    readings: tuple[Read, ...]


def positions(mine: Iterable[Read]) -> list[Position]:
    """The positions that readings of one actor on one target make, the oldest first.

    Two readings can be put in order where one ends before the other begins. What cannot be put in order
    stands together, and so does all that a chain of such pairs links; if one has no day at all, everything.
    """
    mine = list(mine)
    if any(one.value != "unclear" for one in mine):
        mine = [one for one in mine if one.value != "unclear"]
    groups: list[list[Read]] = []
    for one in mine:
        touching = [group for group in groups if any(not _in_order(one, other) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([one, *(other for group in touching for other in group)])
    groups.sort(key=lambda group: min(_first(one) for one in group))
    found: list[Position] = []
    for group in groups:
        values = {one.value for one in group}
        value = values.pop() if len(values) == 1 else "mixed"
        if found and found[-1].value == value:
            group = [*found.pop().readings, *group]
        days = [one.days for one in group if one.days is not None]
        span = (min(first for first, _ in days), max(last for _, last in days)) if days else None
        found.append(Position(value, span, tuple(group)))
    return found


def _in_order(one: Read, other: Read) -> bool:
    if one.days is None or other.days is None:
        return False
    return one.days[1] < other.days[0] or other.days[1] < one.days[0]


def _first(one: Read) -> int:
    return 0 if one.days is None else one.days[0]


def by_holder(found: Iterable[Read]) -> dict[tuple[str, str], list[Read]]:
    """Readings by who spoke and on what."""
    held: dict[tuple[str, str], list[Read]] = {}
    for one in found:
        held.setdefault((one.speaker, one.target), []).append(one)
    return held


def coders_differ(behind: Iterable[Read], mine: Iterable[Read]) -> bool:
    """Whether words behind a position were read differently by another coder, be it that they are unclear."""
    mine = list(mine)
    return any(
        (one.source, one.place) == (other.source, other.place) and one.value != other.value
        for one in behind
        for other in mine
    )


def by_the_day(found: Iterable[Read], until: int | None) -> list[Read]:
    """What can have been said by a day."""
    return [one for one in found if until is None or (one.days is not None and one.days[0] <= until)]


@dataclass
class Sides:
    """Who stands where on one target."""

    for_: set[str] = field(default_factory=set)
    against: set[str] = field(default_factory=set)
    both: set[str] = field(default_factory=set)
    other: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)

    @property
    def contested(self) -> bool:
        """Whether one is for it and another against it."""
        return any(one != other for one in self.for_ for other in self.against)

    def counts(self) -> tuple[int, int, int, int, int]:
        """How many stand where."""
        return len(self.for_), len(self.against), len(self.both), len(self.other), len(self.changed)


def sides(found: Iterable[Read], until: int | None = None) -> dict[str, Sides]:
    """Who stands where on each target, each actor once, by the current position on a day."""
    targets: dict[str, Sides] = {}
    for (actor, target), mine in by_holder(by_the_day(found, until)).items():
        *before, now = positions(mine)
        its = targets.setdefault(target, Sides())
        _side(its, now.value).add(actor)
        was_for = any(one.value in FOR for one in before) and now.value not in FOR
        was_against = any(one.value in AGAINST for one in before) and now.value not in AGAINST
        if was_for or was_against:
            its.changed.add(actor)
    return targets


def _side(its: Sides, value: str) -> set[str]:
    if value in FOR:
        return its.for_
    if value in AGAINST:
        return its.against
    return its.both if value == "mixed" else its.other


def changes(found: Iterable[Read]) -> list[tuple[str, str, str, str]]:
    """Actor, target and both stances of all positions that follow each other."""
    return sorted(
        (actor, target, before.value, after.value)
        for (actor, target), mine in by_holder(found).items()
        for before, after in pairwise(positions(mine))
    )


# -- directions ------------------------------------------------------------------------------------


def paths(world: World, narrow: str) -> Iterator[tuple[str, int]]:
    """Where the coded directions lead from an issue, path by path, and how often the side turned.

    A path ends at a topic.
    """
    for one, key, broad in world.links:
        if one == narrow and key != "broader":
            side = 1 if key == "furthers" else -1
            yield broad, side
            if KIND[broad] != "topic":
                yield from ((end, side * more) for end, more in paths(world, broad))


def carried(world: World, narrow: str, broad: str) -> int:
    """The side that all paths from one issue to another agree on; 0 where there is none."""
    found = {side for end, side in paths(world, narrow) if end == broad}
    return found.pop() if len(found) == 1 else 0


def below(world: World, broad: str) -> set[str]:
    """The issues below one, at any distance, with a direction or without."""
    near = {narrow for narrow, _, its in world.links if its == broad}
    return near | {one for narrow in near for one in below(world, narrow)}


@dataclass(frozen=True)
class Sided:
    """A reading that is on the side asked for, whether it was carried, and where the actor stands now."""

    read: Read
    carried: bool
    now: str
    direction: str = ""


def on_side(
    world: World, stance: str, issue: str, *, until: int | None = None, dates: str = "counted"
) -> list[Sided]:
    """Readings that support or oppose a proposal, or, of a topic, each proposal below it by itself."""
    every = [one for one in readings(world, dates) if fits(one.days, None, until)]
    found = []
    for one in every:
        if KIND[one.target] != "proposal":
            continue
        now = positions(r for r in every if (r.speaker, r.target) == (one.speaker, one.target))[-1].value
        if KIND[issue] == "topic":
            if one.target in below(world, issue) and one.value == stance:
                side = carried(world, one.target, issue)
                words = {1: "furthers ", -1: "works against ", 0: ""}[side]
                found.append(Sided(one, False, now, words and words + name_of(issue)))
        elif one.target == issue:
            if one.value == stance:
                found.append(Sided(one, False, now))
        elif one.value in TURNED and (side := carried(world, one.target, issue)):
            meant = one.value if side == 1 else TURNED[one.value]
            found += [Sided(one, True, now)] if meant == stance else []
    return found


def on(world: World, issue: str) -> list[Sided]:
    """Every reading on an issue and every stance carried to it; of a topic, each issue below it by itself."""
    every = readings(world)
    found = []
    for one in every:
        now = positions(r for r in every if (r.speaker, r.target) == (one.speaker, one.target))[-1].value
        side = carried(world, one.target, issue)
        if one.target == issue:
            found.append(Sided(one, False, now))
        elif KIND[issue] == "topic" and one.target in below(world, issue):
            words = {1: "furthers ", -1: "works against ", 0: ""}[side]
            found.append(Sided(one, False, now, words and words + name_of(issue)))
        elif KIND[issue] != "topic" and KIND[one.target] == "proposal" and side:
            found.append(Sided(one, True, now))
    return found


def not_carried(world: World, issue: str) -> dict[str, tuple[int, list[str]]]:
    """How many stances on which issues below a proposal are not carried to it, by why that is so."""
    found: dict[str, tuple[int, list[str]]] = {}
    for narrow in sorted(below(world, issue)):
        number = sum(one.target == narrow for one in readings(world))
        if number and KIND[narrow] == "proposal" and not carried(world, narrow, issue):
            apart = any(end == issue for end, _ in paths(world, narrow))
            why = "with contradictory directions" if apart else "without a direction"
            before, names = found.get(why, (0, []))
            found[why] = before + number, [*names, name_of(narrow)]
    return found


def depth(world: World, issue: str) -> int:
    """On which level an issue stands: 1 where nothing is broader, else one more than the highest of these."""
    return 1 + min((depth(world, broad) for narrow, _, broad in world.links if narrow == issue), default=0)


def at_level(world: World, issue: str, level: int) -> dict[str, int]:
    """Where a stance on an issue counts on a level, and which way: as far up as directions and level allow.

    Never at a topic; at the issue itself where nothing else is left.
    """
    if depth(world, issue) <= level:
        return {issue: 1}
    allowed = {
        broad: carried(world, issue, broad)
        for broad, kind in ISSUES
        if kind != "topic" and carried(world, issue, broad) and depth(world, broad) >= level
    }
    further = {one for one in allowed if any(end in allowed for end, _ in paths(world, one))}
    return {one: side for one, side in allowed.items() if one not in further} or {issue: 1}


def ties(world: World, found: Iterable[Read], level: int | None = None) -> dict[tuple[str, str, str], int]:
    """How many readings tie an actor to an issue, by stance; on a level, those carried to it."""
    counts: dict[tuple[str, str, str], int] = {}
    for one in found:
        to = {one.target: 1}
        if level is not None and KIND[one.target] == "proposal":
            to = at_level(world, one.target, level)
        for target, side in to.items():
            value = TURNED.get(one.value, one.value) if side == -1 else one.value
            key = one.speaker, target, value
            counts[key] = counts.get(key, 0) + 1
    return counts


# -- offices ---------------------------------------------------------------------------------------

#: From the surest to the least sure.
KNOWN = ("dated", "reported", "open", "possible")


@dataclass
class Tenure:
    """One time in office, as all sources together have it."""

    office: str
    body: str
    since: int | None = None
    until: int | None = None
    #: Days on which it is known to have been held, and the day by which a source calls it a past one.
    known: list[int] = field(default_factory=list)
    over: int | None = None
    sources: set[int] = field(default_factory=set)
    past: list[tuple[int, int | None]] = field(default_factory=list)

    @property
    def end(self) -> int | None:
        """The last day on which it can have been held."""
        if self.until is not None:
            return self.until
        return None if self.over is None else self.over - 1

    def words(self) -> str:
        """When it was held, in words."""
        over = f"over by {day(self.over)}" if self.over is not None and self.until is None else ""
        if self.since is not None and self.until is not None:
            return _words((self.since, self.until))
        if self.since is not None:
            held = f"since {day(self.since)}"
        elif self.until is not None:
            held = f"until {day(self.until)}"
        elif self.known:
            held = "attested " + _words((min(self.known), max(self.known)))
        else:
            held = ""
        return "; ".join(filter(None, (held, over)))


def _words(days: Days) -> str:
    return f"{day(days[0])}" if days[0] == days[1] else f"{day(days[0])} to {day(days[1])}"


def tenures(world: World, actor: str) -> list[Tenure]:
    """All times in office of an actor."""
    found = []
    for _, body, _ in BODIES:
        for office, _ in OFFICES:
            records = [
                (number, source, role)
                for number, source in enumerate(world.sources)
                for role in source.roles
                if (role.actor, role.office, role.body) == (actor, office, body)
            ]
            found += _of_one(office, body, records)
    return found


def _of_one(office: str, body: str, records: list[tuple[int, Source, Role]]) -> list[Tenure]:
    spans: list[Tenure] = []
    for one in sorted((_told(*record) for record in records if _has_days(record[2])), key=_age):
        for other in spans:
            if _one_time(other, one):
                other.since = one.since if other.since is None else other.since
                other.until = one.until if other.until is None else other.until
                other.known += one.known
                other.over = min((d for d in (other.over, one.over) if d is not None), default=None)
                other.sources |= one.sources
                other.past += one.past
                break
        else:
            spans.append(one)
    without = [
        (s.published[1], number, role) for number, s, role in records if s.published and not _has_days(role)
    ]
    former = sorted(when for when, _, role in without if role.former)
    for when, number, role in sorted(without, key=lambda r: r[0]):
        if role.former:
            continue
        for one in spans:
            began = one.since is None or one.since <= when
            lasted = one.end is None or when <= one.end
            if began and lasted and not any(max(one.known) < past <= when for past in former):
                one.known.append(when)
                one.sources.add(number)
                break
        else:
            spans.append(Tenure(office, body, known=[when], sources={number}))
    for when, number, role in sorted(without, key=lambda r: r[0]):
        if not role.former:
            continue
        begun = [one for one in spans if not one.known or min(one.known) <= when]
        for one in begun:
            one.past.append((number, when))
            if one.until is None and one.over is None and max(one.known, default=-1) < when:
                one.over = when
        if not begun:
            spans.insert(0, Tenure(office, body, over=when, past=[(number, when)]))
    for one in spans:
        if one.until is None and one.over is None and one.known:
            later = [
                o.since for o in spans if o is not one and o.since is not None and o.since > max(one.known)
            ]
            one.over = min(later, default=None)
    return sorted(spans, key=_age)


def _has_days(role: Role) -> bool:
    return role.since is not None or role.until is not None


def _told(number: int, source: Source, role: Role) -> Tenure:
    """The time in office that one source tells of, with a day of its own."""
    last = None if source.published is None else source.published[1]
    one = Tenure(role.office, role.body, role.since, role.until)
    one.known = [d for d in (role.since, role.until) if d is not None]
    if role.former:
        one.past.append((number, last))
        one.over = last if role.until is None else None
    else:
        one.sources.add(number)
        began = role.since is None or (last is not None and role.since <= last)
        lasted = role.until is None or (last is not None and last <= role.until)
        one.known += [last] if last is not None and began and lasted else []
    return one


def _age(one: Tenure) -> tuple[int, int]:
    first = min(one.known, default=one.over or 0) if one.since is None else one.since
    last = one.until if one.until is not None else one.over
    return first, 9 * LAST if last is None else last


def _one_time(one: Tenure, other: Tenure) -> bool:
    """Whether two records can be told of one time in office: no bound differs, or each has one bound."""
    both_since = one.since is not None and other.since is not None
    both_until = one.until is not None and other.until is not None
    if both_since and one.since != other.since:
        return False
    if both_until and one.until != other.until:
        return False
    if both_since or both_until:
        return True
    since = one.since if one.since is not None else other.since
    until = one.until if one.until is not None else other.until
    return since is not None and until is not None and since <= until


def held(one: Tenure, days: Days | None, source: int) -> str | None:
    """How an office is known to have been held on the days of a statement; "former" if it was a past one."""
    found = _held(one, days, source)
    called_former = any(by == source for by, _ in one.past)
    if found in ("open", "possible") and one.until is None and called_former:
        found = None
    if found is not None:
        return found
    told_before = days is not None and any(when is not None and when <= days[0] for _, when in one.past)
    return "former" if called_former or told_before else None


def _held(one: Tenure, days: Days | None, source: int) -> str | None:
    if days is None:
        return "reported" if source in one.sources else None
    first, last = days
    if ruled_out(one, days):
        return None
    if one.known and min(one.known) <= first and last <= max(one.known):
        return "dated"
    if source in one.sources:
        return "reported"
    if one.known and min(one.known) <= first and (one.end is None or last <= one.end):
        return "open"
    if one.known and min(one.known) <= last:
        return "possible"
    return "possible" if one.known and one.since is None and one.until is not None else None


def ruled_out(one: Tenure, days: Days | None) -> bool:
    """Whether a date says that the office was not held on any of the days."""
    if days is None:
        return False
    return (one.since is not None and days[1] < one.since) or (one.end is not None and days[0] > one.end)


def ways(world: World, actor: str, days: Days | None, source: int) -> list[tuple[str, str]]:
    """The offices of an actor when something was said, and in which way each is known: the surest first."""
    return [(words, how) for words, how, _ in _offices(world, actor, days, source)]


def offices(world: World, actor: str, days: Days | None, source: int) -> list[tuple[str, str]]:
    """The same with words for how each is known; past ones last."""
    found = []
    for words, how, one in _offices(world, actor, days, source):
        dated = one.since is not None or one.until is not None
        if how == "former" or (how == "reported" and not dated):
            found.append((words, "as reported"))
        elif how == "reported":
            found.append((words, f"as reported; {one.words()}"))
        else:
            found.append((words, ("perhaps; " if how == "possible" else "") + one.words()))
    return found


def _offices(world: World, actor: str, days: Days | None, source: int) -> list[tuple[str, str, Tenure]]:
    best: dict[tuple[str, str], tuple[int, str, Tenure]] = {}
    for one in tenures(world, actor):
        how = held(one, days, source)
        if how is not None:
            rank = (*KNOWN, "former").index(how)
            key = one.office, one.body
            if key not in best or rank < best[key][0]:
                best[key] = rank, how, one
    iris = {slug: f"{kind}/{slug}" for kind, slug, _ in BODIES}
    found = []
    for office, body in sorted(best, key=lambda key: (best[key][0], key[0], iris[key[1]])):
        _, how, one = best[office, body]
        words = f"{name_of(office)} of {name_of(body)}"
        found.append((f"former {words}" if how == "former" else words, how, one))
    return found


# -- own party, own government, peers --------------------------------------------------------------

SURE = ("dated", "reported", "open")
UNSETTLED = ("mixed", "unclear")


def is_member(world: World, actor: str, body: str, one: Read) -> bool:
    """Whether an actor belongs to a body when a reading counts."""
    if any((actor, body) in source.members for source in world.sources):
        return True
    return any(held(t, one.days, one.source) in SURE for t in tenures(world, actor) if t.body == body)


def last_day(world: World, actor: str, body: str, mine: Iterable[Read]) -> int | None:
    """The last day in a body of an actor, as of the newest of their readings; None where no end is known."""
    if any((actor, body) in source.members for source in world.sources):
        return None
    newest = max(mine, key=lambda one: (one.days is not None, one.days and (one.days[1], one.days[0])))
    ends = [
        t.end for t in tenures(world, actor) if t.body == body and held(t, newest.days, newest.source) in SURE
    ]
    return None if None in ends else max(end for end in ends if end is not None)


def deviates(world: World, dates: str = "counted") -> list[tuple[str, str, str, str, str, str]]:
    """Actor, body, target, both stances, and whether the body's is its own or that of most members."""
    every = readings(world, dates)
    found = []
    for body in ("gov", PARTY):
        belonging = {
            key: mine
            for key, its in by_holder(every).items()
            if key[0] != body and (mine := [one for one in its if is_member(world, key[0], body, one)])
        }
        for (actor, target), mine in belonging.items():
            stance = positions(mine)[-1].value
            until = last_day(world, actor, body, mine)
            own = by_the_day((o for o in every if (o.speaker, o.target) == (body, target)), until)
            if own:
                theirs, basis = positions(own)[-1].value, "own"
            else:
                values = [
                    positions(its)[-1].value
                    for (_, on), all_of in belonging.items()
                    if on == target and (its := by_the_day(all_of, until))
                ]
                values = [value for value in values if value not in UNSETTLED]
                most = [value for value in set(values) if 2 * values.count(value) > len(values)]
                theirs, basis = most[0] if most else "unclear", "majority"
            if stance not in UNSETTLED and theirs not in UNSETTLED and stance != theirs:
                found.append((actor, body, target, stance, theirs, basis))
    return sorted(found)


def circle(body: str) -> str:
    """Bodies whose office-holders are peers: governments, parties, and any other body for itself."""
    return {"gov": "governments", PARTY: "parties"}.get(body, body)


def silence(world: World) -> list[tuple[str, str, tuple[str, ...]]]:
    """Actor, target and the peers who spoke on it, or on an issue below it: no stance is added up here."""
    every = readings(world)
    times = {actor: tenures(world, actor) for actor in _holders(world)}
    found: dict[tuple[str, str], set[str]] = {}
    for actor, mine in times.items():
        for one in {circle(t.body) for t in mine}:
            here = [t for t in mine if circle(t.body) == one]
            for target, _ in ISSUES:
                spoke = [r for r in every if r.target in {target, *below(world, target)}]
                if any(r.speaker == actor and not all(ruled_out(t, r.days) for t in here) for r in spoke):
                    continue
                peers = {
                    r.speaker
                    for r in spoke
                    if r.speaker != actor
                    and any(held(t, r.days, r.source) in SURE for t in here)
                    and any(
                        held(t, r.days, r.source) in SURE
                        for t in times.get(r.speaker, ())
                        if circle(t.body) == one
                    )
                }
                if peers:
                    found.setdefault((actor, target), set()).update(peers)
    return sorted((actor, target, tuple(sorted(peers))) for (actor, target), peers in found.items())


def _holders(world: World) -> list[str]:
    return sorted({role.actor for source in world.sources for role in source.roles})

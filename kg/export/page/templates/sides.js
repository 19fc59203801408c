/*
 * The sides of actors, as in kg/model/positions.py and kg/model/sides.py. Every actor counts once, by the current position on the day of the
 * view, from all readings, regardless of the filters, including those that are not on the page.
 */
wsw.standing = () => {
  const { data, make } = wsw;
  const names = ["for", "against", "both", "other"];
  const colours = { for: "support", against: "oppose", both: "mixed", other: "other" };
  const sideOf = (code) => data.codes[code] ?? "other";
  let all = null;
  let known = { on: null, counts: new Map() };

  /** Readings in order of time; those without a definite order are grouped. */
  function clusters(readings) {
    if (readings.some((one) => !one.first)) return [readings];
    const found = [];
    let reach = "";
    for (const one of [...readings].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : a.last < b.last ? -1 : a.last > b.last ? 1 : 0))) {
      if (found.length && one.first <= reach) found.at(-1).push(one); else found.push([one]);
      if (one.last > reach) reach = one.last;
    }
    return found;
  }

  /** The codes of the positions of one actor on one target, the oldest first. */
  function runs(readings) {
    const clear = readings.filter((one) => one.code !== "unclear");
    const found = [];
    for (const cluster of readings.length ? clusters(clear.length ? clear : readings) : []) {
      const codes = new Set(cluster.map((one) => one.code));
      const code = codes.size === 1 ? cluster[0].code : "mixed";
      if (found.at(-1) !== code) found.push(code);
    }
    return found;
  }

  const byDay = (readings, on) => (on ? readings.filter((one) => one.first && one.first <= on) : readings);

  /** The side of an actor, and whether an earlier position was on the other. */
  function stand(readings, on) {
    const found = runs(byDay(readings, on));
    if (!found.length) return null;
    const side = sideOf(found.at(-1));
    return { side, changed: found.slice(0, -1).map(sideOf).some((one) => one !== side && (one === "for" || one === "against")) };
  }

  /** Stances and evaluations of one target together. */
  function bothWays(stance, evaluation) {
    if (!stance || !evaluation) return stance ?? evaluation;
    const changed = stance.changed || evaluation.changed;
    if (evaluation.side === stance.side || evaluation.side === "other") return { side: stance.side, changed };
    return { side: stance.side === "other" ? evaluation.side : "both", changed };
  }

  /** Every reading that counts, by target and actor, with stances and evaluations separate. */
  function held() {
    const found = new Map();
    const add = (target, actor, scheme, id, one) => {
      if (!found.has(target)) found.set(target, new Map());
      const actors = found.get(target);
      if (!actors.has(actor)) actors.set(actor, { stance: new Map(), evaluation: new Map() });
      actors.get(actor)[scheme].set(id, one);
    };
    for (const card of data.cards) {
      for (const reading of card.gone ? [] : card.readings) {
        for (const edge of reading.gone ? [] : reading.edges) {
          if (!wsw.nodes.get(edge.to).members) add(edge.to, card.speaker_id, edge.scheme, reading.id, { code: edge.value, first: card.first, last: card.last, times: 1, here: true });
        }
      }
    }
    for (const [target, readings] of Object.entries(data.beyond ?? {})) {
      readings.forEach(([actor, scheme, code, first, last, times], at) => add(target, actor, scheme, at, { code, first, last, times, here: false }));
    }
    return found;
  }

  /** The numbers of actors on each side of a target, of readings, and of readings that are not on the page; null without actors. */
  function count(target, on) {
    all ??= held();
    if (known.on !== on) known = { on, counts: new Map() };
    if (known.counts.has(target)) return known.counts.get(target);
    const found = { for: 0, against: 0, both: 0, other: 0, changed: 0, actors: 0, here: 0, beyond: 0 };
    for (const schemes of (all.get(target) ?? new Map()).values()) {
      const [stances, evaluations] = [[...schemes.stance.values()], [...schemes.evaluation.values()]];
      const one = bothWays(stand(stances, on), stand(evaluations, on));
      if (!one) continue;
      found[one.side] += 1;
      found.actors += 1;
      if (one.changed) found.changed += 1;
      for (const reading of byDay([...stances, ...evaluations], on)) found[reading.here ? "here" : "beyond"] += reading.times;
    }
    known.counts.set(target, found.actors ? found : null);
    return known.counts.get(target);
  }

  /** The day of the view: the end of the slider, or the `until` of the page; "" for the newest. */
  const day = (view) => (view.to && (!data.day || view.to < data.day) ? view.to : data.day ?? "");

  /** The sides of every target in view. */
  function contests(view) {
    const on = day(view);
    const lines = view.two ?? view;
    const rows = [...new Set(lines.edges.map((edge) => edge.to))].map((id) => ({ id, name: wsw.nodes.get(id).name, key: wsw.iri(wsw.nodes.get(id).key), count: count(id, on) })).filter((one) => one.count);
    for (const one of rows) one.contested = one.count.for > 0 && one.count.against > 0;
    const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    return rows.sort((a, b) => Math.min(b.count.for, b.count.against) - Math.min(a.count.for, a.count.against) || b.count.for + b.count.against - a.count.for - a.count.against
      || b.count.both + b.count.other - a.count.both - a.count.other || order(a.name, b.name) || order(a.key, b.key));
  }

  /** The sides with at least one actor, as colour, words and share of the bar. */
  const parts = (found) => names.filter((side) => found[side]).map((side) => [colours[side], `${wsw.number(found[side])} ${side}`, 100 * found[side] / found.actors]);

  function changed(found) {
    if (!found.changed) return "";
    if (found.actors === 1) return ", who changed";
    return `; ${found.changed === found.actors ? "all" : wsw.number(found.changed)} of them changed`;
  }

  /** The same in words: "2 for, 1 against, 1 both; 1 of them changed". */
  const words = (found) => make("span", "sums", parts(found).flatMap(([colour, text], at) => [at ? ", " : "", make("span", colour, text)]), changed(found));

  /** How an actor counts, and which readings outside the view count. */
  function rule(rows, view) {
    const on = day(view);
    const targets = new Set(rows.map((one) => one.id));
    const seen = new Set(view.kept.filter((one) => targets.has(one.edge.to) && !one.card.gone && !one.reading.gone).map((one) => `${one.reading.id} ${one.edge.id}`));
    const sum = (what) => rows.reduce((total, one) => total + one.count[what], 0);
    const [left, beyond] = [sum("here") - seen.size, sum("beyond")];
    const apart = [left ? `${wsw.count(left, "reading")} that the filters leave out` : "", beyond ? `${wsw.count(beyond, "reading")} that ${beyond === 1 ? "is" : "are"} not on this page` : ""].filter(Boolean);
    const more = apart.length ? `; ${apart.join(" and ")} ${left + beyond === 1 ? "counts" : "count"} too` : "";
    return `Each actor counts once, by ${on ? `the position on ${wsw.period.day(on)}` : "the current position"}${more}${data.whole ? "" : "; only the statements of this page count"}.`;
  }

  return { contests, count, day, parts, changed, words, rule, runs, stand };
};

/*
 * Networks of actors, counted from the readings in view as in kg/networks/weights.py with its default settings:
 *
 *   congruence = sum over targets and pairs of readings of 1 - |q - q'| / R,  conflict = the same of |q - q'| / R,
 *   subtract = congruence - conflict,  cooccurrence = 1 for every pair
 *
 * q is +1 for support and positive, -1 for oppose and negative, or a score assigned by the coder; readings without a score are left out
 * where one is needed. Source: Leifeld (2017), Discourse Network Analysis, chapter 12 of The Oxford Handbook of Political Networks.
 */
wsw.actorNetworks = (() => {
  const most = 2000; // maximum number of ties drawn, the strongest first
  const tooMany = 3000000; // maximum number of pairs counted

  const numbers = { support: 1, oppose: -1 };
  /** The score of a reading, reversed if its line has the opposite stance. */
  function number(reading, edge) {
    if (reading.score === undefined || reading.score === "") return numbers[edge.side];
    return edge.side === reading.side ? Number(reading.score) : -Number(reading.score);
  }

  /** What a pair of readings adds to the weight; null if the two do not pair. */
  function closeness(kind, q, p) {
    if (kind === "cooccurrence") return 1;
    const [low, high] = wsw.data.scale;
    const apart = Math.abs(q - p) / (high - low || 1);
    if (kind === "congruence") return 1 - apart > 0 ? 1 - apart : null;
    if (kind === "conflict") return apart > 0 ? apart : null;
    return 1 - 2 * apart;
  }

  /** Readings by target and actor. */
  function sorted(kept, kind) {
    const targets = new Map();
    for (const { card, reading, edge } of kept) {
      const q = kind === "cooccurrence" ? 0 : number(reading, edge);
      if (q === undefined || Number.isNaN(q)) continue;
      if (!targets.has(edge.to)) targets.set(edge.to, new Map());
      const actors = targets.get(edge.to);
      if (!actors.has(edge.from)) actors.set(edge.from, []);
      actors.get(edge.from).push({ card, reading, q });
    }
    return targets;
  }

  function tie(kind, a, b, found, targets) {
    const cards = new Set();
    const shared = found.targets.map((target) => {
      const sides = [a, b].map((end, side) => {
        const others = targets.get(target).get(side ? a : b);
        const mine = new Map();
        for (const one of targets.get(target).get(end)) {
          if (!others.some((other) => closeness(kind, one.q, other.q) !== null)) continue;
          if (!mine.has(one.card.at)) mine.set(one.card.at, []);
          mine.get(one.card.at).push(one.card.readings.indexOf(one.reading));
          cards.add(one.card.at);
        }
        return [...mine].sort((x, y) => x[0] - y[0]);
      });
      return { label: wsw.nodes.get(target).name, sides };
    });
    const line = wsw.data.networks.find((each) => each.kind === kind).lines[found.weight > 0 ? "plus" : found.weight < 0 ? "minus" : "zero"];
    const readings = shared.reduce((sum, each) => sum + each.sides.flat().reduce((part, [, places]) => part + places.length, 0), 0);
    const weight = found.weight.toLocaleString("en", { maximumFractionDigits: 2 }).replace("-", "−");
    const statements = wsw.count(cards.size, "statement");
    return { id: `${wsw.nodes.get(a).key}~${wsw.nodes.get(b).key}`, from: a, to: b, weight: found.weight, side: line.side, verb: line.verb, bend: 0,
      cards: [...cards].sort((x, y) => x - y), shared: shared.sort((x, y) => y.sides.flat().length - x.sides.flat().length || x.label.localeCompare(y.label)),
      rests: [["Weight", weight], ["Readings", readings], ["Statements", cards.size], ["Shared issues", shared.length]],
      says: `weight ${weight} on ${statements}` };
  }

  /** The lines between actors, their nodes and statements, and a note on what is missing. */
  return (kept, kind) => {
    const targets = sorted(kept, kind);
    const pairs = [...targets.values()].reduce((sum, actors) => sum + actors.size * (actors.size - 1) / 2, 0);
    if (pairs > tooMany) return { edges: [], nodes: new Map(), left: `${wsw.number(pairs)} pairs are too many for this page: narrow the filters, or use kg network ${kind}.` };
    const found = new Map();
    for (const [target, actors] of targets) {
      const names = [...actors.keys()].sort((a, b) => (wsw.nodes.get(a).key < wsw.nodes.get(b).key ? -1 : 1));
      names.forEach((a, at) => names.slice(at + 1).forEach((b) => {
        let weight = 0;
        let meets = false;
        for (const one of actors.get(a)) for (const other of actors.get(b)) {
          const near = closeness(kind, one.q, other.q);
          if (near !== null) { weight += near; meets = true; }
        }
        if (!meets) return;
        const key = `${a} ${b}`;
        if (!found.has(key)) found.set(key, { a, b, weight: 0, targets: [] });
        found.get(key).weight += weight;
        found.get(key).targets.push(target);
      }));
    }
    const all = [...found.values()].sort((x, y) => Math.abs(y.weight) - Math.abs(x.weight) || (`${x.a} ${x.b}` < `${y.a} ${y.b}` ? -1 : 1));
    const edges = all.slice(0, most).map((each) => tie(kind, each.a, each.b, each, targets));
    const heaviest = Math.max(...edges.map((edge) => Math.abs(edge.weight)), 1e-9);
    const nodes = new Map();
    for (const edge of edges) {
      edge.width = 1 + 6 * Math.abs(edge.weight) / heaviest;
      for (const end of [edge.from, edge.to]) { if (!nodes.has(end)) nodes.set(end, new Set()); edge.cards.forEach((at) => nodes.get(end).add(at)); }
    }
    const own = new Map();
    for (const { card, edge } of kept) { if (!own.has(edge.from)) own.set(edge.from, new Set()); own.get(edge.from).add(card.at); }
    for (const [id, cards] of nodes) nodes.set(id, new Set([...cards].filter((at) => own.get(id).has(at))));
    const left = all.length > most ? `Only the strongest ${wsw.number(most)} of ${wsw.number(all.length)} ties are drawn.` : "";
    return { edges: edges.reverse(), nodes, left };
  };
})();

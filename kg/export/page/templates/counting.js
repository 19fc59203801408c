/* The view of a state: its statements, their readings that count, and the lines. */
wsw.counting = () => {
  const { data, plain } = wsw;
  let texts = null;

  /** All words of a statement, normalised for the search. */
  function words(at) {
    texts ??= data.cards.map((card) => plain([card.speaker, ...card.roles, ...card.quotes, card.paraphrase, card.place, card.source.label,
      ...card.embeds.map((item) => item.text), ...card.readings.map((reading) => reading.label)].join("\n")));
    return texts[at];
  }

  /** Names that match the search, and statements that contain its words or are by or about such a name. */
  function search(text) {
    const sought = plain(text.trim());
    if (!sought) return null;
    const names = data.nodes.filter((node) => plain([node.name, ...node.names].join("\n")).includes(sought));
    const ids = new Set(names.map((node) => node.id));
    const hits = data.cards.filter((card) => words(card.at).includes(sought) || ids.has(card.by)
      || card.readings.some((reading) => reading.edges.some((edge) => ids.has(edge.to) || ids.has(edge.from))));
    return { names, hits: new Set(hits.map((card) => card.at)) };
  }

  const fits = (card, state) => (!state.source || card.source.id === state.source)
    && (!state.mode || state.mode.has(card.mode));
  const dated = (card, state) => (!state.from || card.last >= state.from) && (!state.to || card.first <= state.to);

  /** Remove readings of nodes with fewer statements than the minimum, until all remaining nodes have enough. */
  function frequent(kept, least) {
    let before = -1;
    while (before !== kept.length) {
      before = kept.length;
      for (const end of ["from", "to"]) {
        const made = new Map();
        for (const one of kept) {
          if (!made.has(one.edge[end])) made.set(one.edge[end], new Set());
          made.get(one.edge[end]).add(one.card.at);
        }
        kept = kept.filter((one) => made.get(one.edge[end]).size >= least);
      }
    }
    return kept;
  }

  /** The two-mode network and the statements in view. */
  function twoMode(state) {
    const covers = state.issue ? new Set(wsw.state.issues.get(state.issue).covers) : null;
    const ofReadings = Boolean(state.stance || covers || state.confidence || state.min > 1);
    let undated = 0;
    let kept = [];
    const free = new Set();
    for (const card of data.cards) {
      if (!fits(card, state)) continue;
      if ((state.from || state.to) && !card.last) { undated += 1; continue; }
      if (!dated(card, state)) continue;
      for (const reading of card.readings) {
        if (state.confidence && !state.confidence.has(reading.confidence)) continue;
        for (const edge of reading.edges) {
          if ((!state.stance || state.stance.has(edge.side)) && (!covers || covers.has(edge.to))
            && (!state.kind || state.kind.has(wsw.nodes.get(edge.from).kind))) kept.push({ card, reading, edge });
        }
      }
      if (!ofReadings && (!state.kind || state.kind.has(card.kind))) free.add(card.at);
    }
    if (state.min > 1) kept = frequent(kept, state.min);
    const cards = new Set([...free, ...kept.map((one) => one.card.at)]);
    const lines = new Map();
    const nodes = new Map();
    const note = (node, card) => { if (!nodes.has(node)) nodes.set(node, new Set()); nodes.get(node).add(card); };
    for (const { card, edge } of kept) {
      if (!lines.has(edge)) lines.set(edge, { ...edge, weight: 0, cards: new Set() });
      lines.get(edge).weight += 1;
      lines.get(edge).cards.add(card.at);
      note(edge.from, card.at);
      note(edge.to, card.at);
    }
    for (const at of cards) if (nodes.has(data.cards[at].by)) note(data.cards[at].by, at);
    const edges = [...lines.values()].sort((a, b) => a.number - b.number);
    for (const edge of edges) edge.cards = [...edge.cards].sort((a, b) => a - b);
    return { edges, nodes, kept, cards, undated };
  }

  /** The ties of a one-mode page, counted when it was made. */
  function given(state) {
    const least = data.steps?.values[state.weight] ?? 0;
    const ends = (edge) => [wsw.nodes.get(edge.from), wsw.nodes.get(edge.to)];
    const edges = data.edges.filter((edge) => (!state.stance || state.stance.has(edge.side)) && Math.abs(edge.weight) >= least
      && (!state.kind || ends(edge).every((node) => state.kind.has(node.kind))) && (state.min < 2 || ends(edge).every((node) => node.statements >= state.min)));
    const all = !state.stance && !state.kind && state.min < 2 && least <= (data.steps?.values[0] ?? 0);
    const nodes = new Map();
    if (all) for (const node of data.nodes) nodes.set(node.id, new Set(node.cards));
    for (const edge of edges) for (const node of ends(edge)) nodes.set(node.id, new Set(node.cards));
    const cards = all ? data.cards.map((card) => card.at) : edges.flatMap((edge) => edge.cards);
    return { edges, nodes, kept: [], cards: new Set(cards), undated: 0 };
  }

  /**
   * The view of a state.
   *
   * `edges` (each with weight and cards), `nodes` (id to the set of its statements), `kept` (card, reading, edge), `cards` (numbers of
   * statements, newest first), `undated` (number left out by a period), `found` (matches of the search, or null), `left` (a sentence
   * on what cannot be drawn, or ""); in networks of actors also `two`, the lines and nodes of the two-mode network.
   */
  return (state) => {
    const view = wsw.twoMode ? twoMode(state) : given(state);
    const found = search(state.q);
    view.cards = [...view.cards].filter((at) => !found || found.hits.has(at)).sort((a, b) => a - b);
    view.found = found && { names: found.names.filter((node) => view.nodes.has(node.id)), hits: view.cards };
    view.left = "";
    view.to = state.to;
    view.actors = wsw.twoMode && state.network !== "two-mode";
    if (view.actors) Object.assign(view, { two: { edges: view.edges, nodes: view.nodes } }, wsw.actorNetworks(view.kept, state.network));
    return view;
  };
};

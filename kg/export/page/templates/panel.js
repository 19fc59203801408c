/* The side panel: the statements of a node, a line or a search. */
wsw.panel = () => {
  const { make, said, line, pick, count, nodes } = wsw;
  const { card } = wsw.cards;
  const overview = document.getElementById("overview");
  const evidence = document.getElementById("evidence");
  const panel = document.getElementById("panel");
  const most = 50;
  const order = ["support", "oppose", "mixed", "neutral", "unclear"];

  const kindOf = (node) => (node.issue ? (node.kind === "actor" ? "actor spoken of" : node.kind) : node.kind);
  const cards = (chosen, readings) => [make("div", "cards", chosen.slice(0, most).map((at) => card(wsw.data.cards[at], readings?.get(at)))),
    chosen.length > most ? make("p", "hint", `${wsw.number(chosen.length - most)} more in the table of statements.`) : null];

  function show(...content) {
    evidence.replaceChildren(wsw.button("back", { back: "" }, "← Overview"), ...content.flat().filter(Boolean));
    evidence.hidden = false;
    overview.hidden = true;
    panel.scrollTop = 0;
  }

  function node(id, view) {
    const one = nodes.get(id);
    const ties = view.edges.filter((edge) => edge.from === id || edge.to === id);
    ties.sort((a, b) => order.indexOf(a.side) - order.indexOf(b.side) || Math.abs(b.weight) - Math.abs(a.weight));
    const list = make("ul", "ties", ties.slice(0, most).map((edge) => {
      const button = pick(nodes.get(edge.from === id ? edge.to : edge.from).name, "edge", edge.id);
      if (one.issue && wsw.twoMode) button.append(` ${edge.verb}`); else button.prepend(`${edge.verb} `);
      return make("li", "", line(edge.side), button, make("span", "n", wsw.rests(edge).replace("weight ", "")));
    }));
    const behind = [...(view.nodes.get(id) ?? [])].sort((a, b) => a - b);
    const stand = one.issue && wsw.twoMode && !one.members ? wsw.sides.count(id, wsw.sides.day(view)) : null;
    const others = one.names.length ? make("p", "what", "also: ", said(one.names.join(", "))) : null;
    show(make("h2", "", said(one.name)), make("p", "what", [kindOf(one), count(behind.length, "statement"), count(ties.length, wsw.twoMode && !view.actors ? "line" : "tie")].join(" · ")), others,
      stand ? make("p", "what", "Actors: ", wsw.sides.words(stand), ".") : null,
      behind.length ? null : make("p", "hint", "None of its statements match the active filters."), list,
      ties.length > most ? make("p", "hint", `${ties.length - most} more lines in the picture.`) : null, cards(behind));
  }

  const ends = (one) => make("h2", "", pick(nodes.get(one.from).name, "node", one.from), " ", make("span", `side ${one.side}`, one.verb), " ", pick(nodes.get(one.to).name, "node", one.to));

  /** A line of the two-mode network: its statements, each with its readings. */
  function edge(id, view) {
    const one = view.edges.find((each) => each.id === id);
    if (one.shared) { tie(one); return; }
    const readings = new Map();
    for (const each of view.kept) if (each.edge.id === id) readings.set(each.card.at, [...(readings.get(each.card.at) ?? []), each.reading]);
    show(ends(one), make("p", "what", `${count(one.weight, "reading")} of ${count(one.cards.length, "statement")} · line ${one.id}`), cards(one.cards, readings));
  }

  /** A tie of a one-mode network: the statements of both ends, by shared item. */
  function tie(one) {
    const names = [nodes.get(one.from).name, nodes.get(one.to).name];
    const end = (name, side) => [make("p", "end", make("b", "", said(name)), `: ${side.length ? count(side.length, "statement") : "none of the statements on this page"}`),
      make("div", "cards", side.map(([at, places]) => card(wsw.data.cards[at], places.map((place) => wsw.data.cards[at].readings[place]))))];
    const item = (each) => make("section", "item", make("h3", "", said(each.label)), each.sides.flatMap((side, at) => end(names[at], side)));
    show(ends(one), make("dl", "rests", one.rests.map(([what, value]) => make("div", "", make("dt", "", what), make("dd", "", value)))),
      wsw.twoMode ? null : make("p", "what", `tie ${one.id}`), one.shared.map(item), one.more ? make("p", "hint click", `${count(one.more, "statement")} more behind this tie, not on this page: kg explain lists them all.`) : null);
  }

  function found(words, result) {
    const hits = make("ul", "ties", result.names.slice(0, most).map((one) => make("li", "", make("span", "n", one.issue ? "issue" : "actor"), pick(one.name, "node", one.id))));
    show(make("h2", "", "Found for “", said(words), "”"), make("p", "what", `${count(result.names.length, "name")}, ${count(result.hits.length, "statement")}`),
      result.names.length + result.hits.length ? null : make("p", "hint", "No name or statement in view contains these words. Active filters also narrow the search."),
      hits, cards(result.hits));
  }

  function home() {
    evidence.hidden = true;
    evidence.replaceChildren();
    overview.hidden = false;
  }

  /** On a small screen the panel is below the picture: scroll to it. */
  function reveal() {
    const top = panel.getBoundingClientRect().top;
    if (top > window.innerHeight - 120 || top < -panel.offsetHeight + 160) panel.scrollIntoView({ block: "start" });
    panel.focus({ preventScroll: true });
  }

  return { node, edge, found, home, reveal, kindOf, panel };
};

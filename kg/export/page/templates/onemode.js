/* The side panel of a one-mode network: what either end of a tie said on what they share. */
wsw.panel = (() => {
  const { make, said, line, count, data, nodes, edges, panel } = wsw;
  const most = 50;

  function end(name, cards) {
    const made = cards.map(([at, places]) => panel.card(data.cards[at], places.map((place) => data.cards[at].readings[place])));
    const who = made.length ? count(made.length, "statement") : "none of the statements on this page";
    return [make("p", "end", make("b", "", said(name)), `: ${who}`), make("div", "cards", ...made)];
  }

  function item(one, names) {
    return make("section", "item", make("h3", "", said(one.label)), ...one.sides.flatMap((cards, side) => end(names[side], cards)));
  }

  const rests = (pairs) => make("dl", "rests", ...pairs.map(([what, value]) => make("div", "", make("dt", "", what), make("dd", "", value))));

  function edge(id) {
    const one = edges.get(id);
    const names = [nodes.get(one.from).name, nodes.get(one.to).name];
    panel.show(make("h2", "", panel.pick(names[0], "node", one.from), " ", make("span", `side ${one.side}`, one.verb), " ", panel.pick(names[1], "node", one.to)),
      rests(one.rests), make("p", "what", `tie ${one.id}`), ...one.shared.map((each) => item(each, names)),
      one.more ? make("p", "hint click", `${count(one.more, "statement")} more behind this tie, not on this page: kg explain lists all of them.`) : null);
    if (panel.panel.getBoundingClientRect().bottom < 160) panel.panel.scrollIntoView({ block: "start" });
  }

  function node(id) {
    const one = nodes.get(id);
    const order = ["support", "oppose", "mixed", "neutral"];
    const ties = data.edges.filter((each) => each.from === id || each.to === id);
    ties.sort((a, b) => order.indexOf(a.side) - order.indexOf(b.side) || Math.abs(b.weight) - Math.abs(a.weight));
    const list = make("ul", "ties", ...ties.slice(0, most).map((each) => {
      const button = panel.pick(nodes.get(each.from === id ? each.to : each.from).name, "edge", each.id);
      button.prepend(`${each.verb} `);
      return make("li", "", line(each.side), button, make("span", "n", each.says.replace("weight ", "")));
    }));
    panel.show(make("h2", "", said(one.name)), make("p", "what", `${one.kind} · ${count(one.statements, "statement")} counted · ${count(ties.length, "tie")}`), list,
      ties.length > most ? make("p", "hint", `${ties.length - most} more in the table of ties.`) : null,
      make("div", "cards", ...one.cards.slice(0, most).map((at) => panel.card(data.cards[at]))),
      one.cards.length > most ? make("p", "hint", `${one.cards.length - most} more in the table of statements.`) : null);
  }

  return { ...panel, edge, node };
})();

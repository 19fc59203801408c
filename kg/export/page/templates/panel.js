/* The side panel: the words behind a node, an edge or a search. */
wsw.panel = (() => {
  const { make, said, link, line, count, data, nodes, edges } = wsw;
  const overview = document.getElementById("overview");
  const evidence = document.getElementById("evidence");
  const panel = document.getElementById("panel");
  const roleOf = (node) => (node.issue ? (node.kind === "actor" ? "actor spoken of" : node.kind) : [node.kind, ...node.roles].join(" · "));

  function pick(name, attribute, id) {
    const button = make("button", "pick", said(name));
    button.type = "button";
    button.dataset[attribute] = id;
    return button;
  }

  function reading(one) {
    const sure = [one.confidence && `confidence ${one.confidence}`, one.coder && `coded by ${one.coder}`].filter(Boolean).join(", ");
    return make("div", "read",
      make("p", "", make("span", `side ${one.side}`, one.verb), " ", said(one.label), sure ? make("span", "why", ` (${sure})`) : null),
      one.reason ? make("p", "why", "Why: ", said(one.reason)) : null);
  }

  /** One statement with all that is known of it, and these of its readings. */
  function card(one, readings = one.readings) {
    const basis = [one.basis === "unknown" ? "" : one.basis, one.date_reason].filter(Boolean).join(": ");
    const facts = [["To", one.addressee], ["Where", one.place], ["On", one.occasion], ["Cue", one.cue], ["Mode", one.mode], ["Reported by", one.reporters],
      ["Place in text", one.span], ["Id", one.id.split("/").slice(-2).join("/")]];
    const list = make("dl", "more", make("dt", "", "Source"),
      make("dd", "", link(one.source, one.url), one.published ? `, ${one.published}` : ""));
    for (const [what, value] of facts) if (value) list.append(make("dt", "", what), make("dd", "", said(value)));
    return make("article", "card",
      make("p", "by", one.node ? pick(one.speaker, "node", one.node) : said(one.speaker)),
      one.roles.length ? make("p", "role", said(one.roles.join(" · "))) : null,
      make("p", "date", one.when, basis ? make("span", "role", " (", said(basis), ")") : null),
      ...one.quotes.map((quote) => make("blockquote", "", said(quote))),
      one.paraphrase ? make("p", "paraphrase", make("i", "tag", one.tag), " ", said(one.paraphrase)) : null,
      ...one.embeds.map((item) => make("div", "embedded", make("p", "", said(item.lead), " ", said(item.text)),
        item.whose ? make("p", "", "Not a statement by ", said(item.whose), ".") : null)),
      ...readings.filter((r) => r.value).map(reading), list);
  }

  const cards = (chosen) => make("div", "cards", ...chosen.map((at) => card(data.cards[at])));

  function show(...content) {
    const back = make("button", "back", "← Overview");
    back.type = "button";
    back.dataset.back = "";
    evidence.replaceChildren(back, ...content);
    evidence.hidden = false;
    overview.hidden = true;
    panel.scrollTop = 0;
    if (panel.getBoundingClientRect().top > window.innerHeight - 120) panel.scrollIntoView({ block: "start" });
  }

  function node(id) {
    const one = nodes.get(id);
    const ties = data.edges.filter((edge) => edge.from === id || edge.to === id);
    const order = ["support", "oppose", "mixed", "neutral", "unclear"];
    ties.sort((a, b) => order.indexOf(a.side) - order.indexOf(b.side) || b.weight - a.weight);
    const list = make("ul", "ties", ...ties.map((edge) => {
      const button = pick(one.issue ? nodes.get(edge.from).name : nodes.get(edge.to).name, "edge", edge.id);
      button.prepend(one.issue ? "" : `${edge.verb} `);
      if (one.issue) button.append(` ${edge.verb}`);
      return make("li", "", line(edge.side), button, make("span", "n", count(edge.weight, "reading")));
    }));
    const own = one.issue ? [] : data.cards.map((c, at) => (c.node === id ? at : -1)).filter((at) => at >= 0);
    const behind = [...new Set([...own, ...ties.flatMap((edge) => edge.cards)])].sort((a, b) => a - b);
    show(make("h2", "", said(one.name)), make("p", "what", said(roleOf(one)), ` · ${count(behind.length, "statement")}`), list, cards(behind));
  }

  function edge(id) {
    const one = edges.get(id);
    show(make("h2", "", pick(nodes.get(one.from).name, "node", one.from), " ", make("span", `side ${one.side}`, one.verb), " ",
      pick(nodes.get(one.to).name, "node", one.to)),
      make("p", "what", `${count(one.weight, "reading")} of ${count(one.cards.length, "statement")} · edge ${one.id}`), cards(one.cards));
  }

  function found(words, names, chosen) {
    const hits = make("ul", "ties", ...names.map((one) => make("li", "", make("span", "n", one.issue ? "issue" : "actor"), pick(one.name, "node", one.id))));
    show(make("h2", "", "Found for “", said(words), "”"),
      make("p", "what", `${count(names.length, "name")}, ${count(chosen.length, "statement")}`), hits, cards(chosen.slice(0, 50)),
      chosen.length > 50 ? make("p", "hint", `${chosen.length - 50} more in the table.`) : null);
  }

  function home() {
    evidence.hidden = true;
    evidence.replaceChildren();
    overview.hidden = false;
  }

  return { node, edge, found, home, panel, show, card, pick };
})();

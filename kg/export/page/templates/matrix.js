/* The matrix of actors by issues. A blank cell means that nothing is recorded. */
wsw.matrix = () => {
  const { make, pick, count, nodes } = wsw;
  const place = document.getElementById("matrix-view");
  const most = { rows: 60, columns: 30 };
  const { signs } = wsw.data;
  const order = ["support", "oppose", "mixed", "neutral", "unclear"];

  function cell(edges, actor, issue) {
    if (!edges) return make("td", "blank", make("span", "unseen", "nothing"));
    edges.sort((a, b) => order.indexOf(a.side) - order.indexOf(b.side));
    return make("td", "", edges.map((edge) => {
      const button = wsw.button(`mark ${edge.side}`, { edge: edge.id }, `${signs[edge.side]}${edge.weight > 1 ? edge.weight : ""}`);
      button.setAttribute("aria-label", `${nodes.get(actor).name} ${edge.verb} ${nodes.get(issue).name}: ${count(edge.weight, "reading")}`);
      return button;
    }));
  }

  /** Nodes of one side, those with the most lines first. */
  function ranked(view, end) {
    const lines = new Map();
    for (const edge of view.edges) lines.set(edge[end], (lines.get(edge[end]) ?? 0) + edge.weight);
    return [...lines.keys()].sort((a, b) => lines.get(b) - lines.get(a) || nodes.get(a).name.localeCompare(nodes.get(b).name));
  }

  function write(view) {
    const lines = view.two ?? view;
    const [actors, issues] = [ranked(lines, "from"), ranked(lines, "to")];
    if (!actors.length) { place.replaceChildren(make("h2", "unseen", "Matrix"), make("p", "hint", "No stance or evaluation is in view.")); return; }
    const cells = new Map();
    for (const edge of lines.edges) { const key = `${edge.from} ${edge.to}`; cells.set(key, [...(cells.get(key) ?? []), edge]); }
    const [down, across] = [actors.slice(0, most.rows), issues.slice(0, most.columns)];
    const head = make("tr", "", make("td", "corner", ""), across.map((id) => { const th = make("th", "", make("div", "", pick(nodes.get(id).name, "node", id))); th.scope = "col"; return th; }));
    const body = down.map((actor) => {
      const th = make("th", "", pick(nodes.get(actor).name, "node", actor));
      th.scope = "row";
      return make("tr", "", th, across.map((issue) => cell(cells.get(`${actor} ${issue}`), actor, issue)));
    });
    const left = [actors.length > down.length ? `${count(actors.length - down.length, "actor")} more` : "", issues.length > across.length ? `${count(issues.length - across.length, "issue")} more` : ""].filter(Boolean);
    const key = make("ul", "key", order.map((side) => make("li", "", make("span", `mark ${side}`, signs[side]), ` ${{ support: "for, or rated positively", oppose: "against, or rated negatively" }[side] ?? side}`)),
      make("li", "", "number: readings; blank: nothing is recorded"));
    const table = make("table", "matrix", make("caption", "unseen", "Actors by issues"), make("thead", "", head), make("tbody", "", body));
    place.replaceChildren(make("h2", "unseen", "Matrix of actors by issues"), key, left.length ? make("p", "hint", `The most active are shown; ${left.join(" and ")} in the picture and the files.`) : "",
      make("div", "scroll", table));
  }

  return { write };
};

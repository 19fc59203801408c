/* A complete sheet: title, date of the data, active filters, picture, legend, sources. */
wsw.sheet = (() => {
  const sides = { "two-mode": [["support", "supports, or rates positively"], ["oppose", "opposes, or rates negatively"], ["mixed", "mixed"], ["neutral", "neutral"], ["unclear", "unclear"]] };

  /** The description in every exported file: title, data, filters, sources of the view. */
  function about(view, state) {
    const cards = view.cards.map((at) => wsw.data.cards[at]);
    const sources = new Map();
    for (const card of cards) sources.set(card.source.id, [card.source.label, card.source.published && `published ${card.source.published}`, card.source.url].filter(Boolean).join(", "));
    const shown = wsw.twoMode ? (wsw.data.networks.find((each) => each.kind === state.network)?.title ?? "") : "";
    return { title: document.querySelector("h1").textContent, workspace: document.querySelector(".eyebrow")?.textContent ?? "", network: shown, asOf: wsw.data.as_of || "not known",
      filters: wsw.state.inForce(state).map((each) => each.words), sources: [...sources.values()].filter(Boolean).sort((a, b) => a.localeCompare(b)), statements: cards.length, of: wsw.data.cards.length,
      undated: view.undated, settings: wsw.data.settings_words ?? "", limits: [...document.querySelectorAll(".head .limits, .head .note")].map((each) => each.textContent.trim()) };
  }

  const inWords = (told) => [
    `Data as of ${told.asOf}; ${told.statements === told.of ? wsw.count(told.of, "statement") : `${wsw.number(told.statements)} of ${wsw.count(told.of, "statement")}`}`,
    `filters: ${told.filters.length ? told.filters.join("; ") : "none"}`, told.settings && `settings: ${told.settings}`, told.undated ? `${told.undated} without a date left out` : ""].filter(Boolean).join(" · ");

  function legend(view, picture, room) {
    const { draw, drawing, colours, geometry } = wsw;
    const group = draw("g", {});
    let [x, y] = [0, 0];
    const put = (mark, words, markWidth) => {
      const wide = markWidth + 8 + drawing.width(words, 12) + 20;
      if (x && x + wide > room) { x = 0; y += 20; }
      mark.setAttribute("transform", `translate(${x} ${y})`);
      group.append(mark, drawing.text(x + markWidth + 6, y + 4, words, {}));
      x += wide;
    };
    const used = new Map();
    for (const edge of view.edges) used.set(edge.side, edge.verb);
    const names = view.actors || !wsw.twoMode ? [...used] : sides["two-mode"].filter(([side]) => used.has(side));
    for (const [side, words] of names) {
      const dash = picture.look.dashes[side];
      put(draw("path", { d: "M0 0H34", fill: "none", stroke: colours.onPaper(`${side}-line`), "stroke-width": 3, "stroke-dasharray": dash ? dash.join(" ") : null }), words, 34);
    }
    const kinds = new Map();
    for (const id of view.nodes.keys()) { const one = wsw.nodes.get(id); if (!(view.actors && one.issue)) kinds.set(`${one.issue} ${one.kind}`, one); }
    for (const [, one] of [...kinds].sort()) {
      const mark = draw("g", {});
      const words = one.issue && one.kind === "actor" ? "actor spoken of" : one.kind;
      const full = one.kind === "proposal" || one.kind === "issue";
      if (one.issue) mark.append(draw("rect", { x: 0, y: -6, width: 20, height: 12, rx: one.kind === "condition" ? 6 : 2, fill: colours.onPaper(full ? "issue" : "issue-pale"), stroke: colours.onPaper(full ? "issue" : picture.look.rims[one.kind] || "issue"), "stroke-width": 1.6, "stroke-dasharray": one.kind === "topic" ? "3 2" : null }));
      else {
        const corners = geometry.corners(one.kind, 6.5);
        const look = { fill: colours.onPaper(["person", "organization", "government", "country", "group", "population"].includes(one.kind) ? one.kind : "population"), stroke: colours.faded(colours.onPaper("ink"), 0.5) };
        mark.append(corners ? draw("path", { d: `M${corners.map(([dx, dy]) => `${(10 + dx).toFixed(1)} ${dy.toFixed(1)}`).join("L")}Z`, ...look }) : draw("circle", { cx: 10, cy: 0, r: 6.5, ...look }));
      }
      put(mark, words, 20);
    }
    put(draw("g", {}), view.actors || !wsw.twoMode ? "width: weight; size: statements" : "width: readings; size: statements", 0);
    return { group, height: y + 14 };
  }

  /** The sheet as an SVG element of a given width. */
  function svg(view, state, picture, { width = 1440, height = 900, head = true } = {}) {
    const { draw, drawing, colours } = wsw;
    const told = about(view, state);
    const pad = head ? 32 : 0;
    const room = width - 2 * pad;
    const root = draw("svg", { xmlns: "http://www.w3.org/2000/svg", lang: "en" });
    root.append(draw("title", {}, drawing.harmless(told.title)), draw("desc", {}, drawing.harmless(`${inWords(told)}. Sources: ${told.sources.join("; ")}`)));
    const content = draw("g", {});
    let y = pad;
    const write = (words, size, options = {}, most = 4) => {
      const rows = drawing.lines(words, size, room, options.weight ?? "");
      for (const row of rows.length > most ? [...rows.slice(0, most - 1), wsw.clip(rows.slice(most - 1).join(" "), Math.max(8, rows[most - 1].length))] : rows) { y += size * 1.3; content.append(drawing.text(pad, y, row, { size, ...options })); }
    };
    if (head) {
      if (told.workspace) write(told.workspace, 13, { fill: "soft" }, 1);
      write(told.title, 24, { weight: "700" });
      if (told.network && view.actors) write(told.network, 15, { weight: "700" });
      y += 4;
      write(inWords(told), 13, { fill: "soft" });
      y += 18;
    }
    if (view.edges.length) {
      const made = wsw.drawing.picture(view, picture, { width: room, height });
      made.group.setAttribute("transform", `translate(${pad} ${y})`);
      content.append(made.group);
      y += made.height + 26;
      const key = legend(view, picture, room);
      key.group.setAttribute("transform", `translate(${pad} ${y})`);
      content.append(key.group);
      y += key.height;
    } else write("There is nothing to draw in this view.", 15);
    if (head) {
      y += 8;
      for (const each of told.limits) write(each, 11.5, { fill: "soft" }, 3);
      const some = told.sources.slice(0, 12);
      write(`Sources: ${some.join("; ")}${told.sources.length > some.length ? `; and ${told.sources.length - some.length} more, listed in the CSV and JSON of this view` : ""}`, 11.5, { fill: "soft" }, 12);
      y += pad;
    }
    root.setAttribute("viewBox", `0 0 ${width} ${Math.ceil(y)}`);
    root.setAttribute("width", width);
    root.setAttribute("height", Math.ceil(y));
    if (head) root.append(draw("rect", { width: "100%", height: "100%", fill: colours.onPaper("paper") }));
    root.append(content);
    return root;
  }

  return { svg, about, inWords };
})();

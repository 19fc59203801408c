/* Contested issues and the sides of actors in view; the page itself holds those of the opening view. */
wsw.overview = () => {
  const { make, draw, said, pick, count, data, sides } = wsw;
  const overview = document.getElementById("overview");
  const most = 8;

  function row(one) {
    const hidden = make("span", "bar", sides.parts(one.count).map(([colour, , share]) => draw("svg", { class: colour, width: `${share.toFixed(2)}%`, height: 9, focusable: "false" }, draw("rect", { width: "100%", height: 9 }))));
    hidden.setAttribute("aria-hidden", "true");
    return make("li", "contest", pick(one.name + (wsw.nodes.get(one.id).kind === "actor" ? " (spoken of)" : ""), "node", one.id), hidden, sides.words(one.count));
  }

  function names(view) {
    const shown = [...view.nodes.keys()].map((id) => wsw.nodes.get(id)).filter((node) => !(view.actors && node.issue));
    if (!shown.length) return null;
    shown.sort((a, b) => Number(a.issue) - Number(b.issue) || a.name.localeCompare(b.name));
    const list = make("ul", "names", shown.slice(0, 400).map((node) => make("li", "", pick(node.name, "node", node.id), make("span", "n", ` ${view.nodes.get(node.id).size}`))));
    return make("details", "everybody", make("summary", "", `All ${count(shown.length, "name")} in view`), list, shown.length > 400 ? make("p", "hint", "The first 400; search finds the others.") : null);
  }

  const hint = () => make("p", "hint click", "Select a name, an issue or a line to read its statements.");

  function twoMode(view) {
    const rows = sides.contests(view);
    const contested = rows.filter((one) => one.contested);
    const rest = rows.filter((one) => !one.contested).sort((a, b) => b.count.actors - a.count.actors);
    const left = Math.max(0, most - contested.length);
    const more = contested.length > most ? ` ${contested.length - most} more in the picture.` : "";
    const rule = sides.rule(rows, view);
    return [
      ...(contested.length ? [make("h2", "", "Most contested"), make("p", "hint rule", `${rule}${more}`), make("ul", "contests", contested.slice(0, most).map(row))]
        : [make("h2", "", "No contested issues"), make("p", "hint rule", rows.length ? `No issue in view has one actor for it and another against it. ${rule}` : "No stance or evaluation is in view.")]),
      ...(rest.length && left ? [make("h3", "", contested.length ? "Most discussed, not contested" : "Most discussed"), make("ul", "contests", rest.slice(0, left).map(row))] : []),
      rest.length > left ? make("p", "hint", `${rest.length - left} more in the picture.`) : null,
    ];
  }

  function oneMode(view, state) {
    const chosen = data.networks?.find((each) => each.kind === state.network);
    const names = data.most ?? Object.fromEntries(Object.values(chosen?.lines ?? {}).map((one) => [one.side, one.most]));
    const groups = new Map();
    for (const edge of [...view.edges].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))) {
      if (!groups.has(edge.side)) groups.set(edge.side, []);
      groups.get(edge.side).push(edge);
    }
    if (!groups.size) return [make("h2", "", "No ties"), make("p", "hint", "With these filters no statement connects any two of them.")];
    return ["support", "oppose", "mixed", "neutral"].filter((side) => groups.has(side)).flatMap((side, at) => {
      const ties = groups.get(side);
      const heading = make("h2", at ? "next" : "", names[side] ?? "Strongest");
      return [heading, make("ul", "strongest", ties.slice(0, most).map((edge) => {
        const button = wsw.button("pick", { edge: edge.id }, said(wsw.nodes.get(edge.from).name), " ", make("span", `side ${edge.side}`, edge.verb), " ", said(wsw.nodes.get(edge.to).name));
        const rests = new Map(edge.rests);
        return make("li", "", button, make("span", "sums", make("b", "", rests.get("Weight")), rests.has("Interval") ? make("span", "", `(${rests.get("Interval")})`) : null,
          make("span", "", `${count(Number(String(rests.get("Statements")).replace(/\D/g, "")), "statement")}, ${rests.get("Shared issues") ?? rests.get("Shared actors")} shared ${rests.has("Shared actors") ? "actors" : "issues"}`)));
      })), ties.length > most ? make("p", "hint", `${wsw.number(ties.length - most)} more in the picture.`) : null];
    });
  }

  function write(view, state) {
    overview.replaceChildren(...[...(wsw.twoMode && !view.actors ? twoMode(view) : oneMode(view, state)), hint(), names(view)].filter(Boolean));
  }

  return { write };
};

/* The picture as SVG for files and for paper, in the colours of paper, independent of the page. */
wsw.drawing = (() => {
  const face = "Helvetica Neue, Arial, Liberation Sans, Helvetica, sans-serif";
  const measure = document.createElement("canvas").getContext("2d");

  function width(text, size, weight = "") {
    measure.font = `${weight} ${size}px ${face}`;
    return measure.measureText(text).width;
  }

  /** Break a text into lines no wider than `room`; a longer word is cut. */
  function lines(text, size, room, weight = "") {
    const found = [""];
    for (const word of String(text).split(/\s+/)) {
      const next = found.at(-1) ? `${found.at(-1)} ${word}` : word;
      if (width(next, size, weight) <= room) { found[found.length - 1] = next; continue; }
      let rest = word;
      if (found.at(-1)) found.push("");
      while (width(rest, size, weight) > room && rest.length > 1) {
        let cut = rest.length;
        while (cut > 1 && width(rest.slice(0, cut), size, weight) > room) cut = Math.floor(cut * 0.9);
        found[found.length - 1] = rest.slice(0, cut);
        found.push("");
        rest = rest.slice(cut);
      }
      found[found.length - 1] = rest;
    }
    return found;
  }

  /* As `harmless` of kg/wording/safe_text.py: what XML forbids becomes U+FFFD, direction overrides are removed. */
  const unsafe = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, overrides = /[\u202a-\u202e\u2066-\u2069]/g;
  const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const harmless = (text) => String(text).replace(unsafe, "\ufffd").replace(loneSurrogates, "\ufffd").replace(overrides, "");

  function text(x, y, words, { size = 12, weight = null, fill = "ink", anchor = null, halo = false } = {}) {
    const paper = wsw.colours.onPaper("paper");
    return wsw.draw("text", { x: x.toFixed(1), y: y.toFixed(1), "font-family": face, "font-size": size, "font-weight": weight, fill: wsw.colours.onPaper(fill), "text-anchor": anchor, "unicode-bidi": "isolate",
      ...(halo ? { stroke: paper, "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke" } : {}) }, harmless(words));
  }

  function node(one, [x, y], picture, view, large) {
    const { geometry, draw, colours } = wsw;
    const r = geometry.radius(view.nodes.get(one.id).size);
    const group = draw("g", { "data-node": one.key });
    group.append(draw("title", {}, harmless(one.name)));
    const rows = large || !one.label ? [] : one.label.split("\n");
    if (one.issue) {
      const full = one.kind === "proposal" || one.kind === "issue";
      const rim = colours.onPaper(full ? "issue" : picture.look.rims[one.kind] || "issue");
      const wide = rows.length ? Math.max(...rows.map((row) => width(row, 13))) + 18 : 2 * r * 0.9;
      const tall = rows.length ? rows.length * 14.5 + 12 : 2 * r * 0.9;
      group.append(draw("rect", { x: (x - wide / 2).toFixed(1), y: (y - tall / 2).toFixed(1), width: wide.toFixed(1), height: tall.toFixed(1), rx: one.kind === "condition" ? Math.min(14, tall / 2) : 3,
        fill: colours.onPaper(full ? "issue" : "issue-pale"), stroke: rim, "stroke-width": full ? 1 : 2, "stroke-dasharray": one.kind === "topic" ? "4 3" : null }));
      rows.forEach((row, at) => group.append(text(x, y - (rows.length - 1) * 7.25 + at * 14.5 + 4.5, row, { size: 13, fill: full ? "issue-ink" : "ink", anchor: "middle" })));
      return group;
    }
    const known = ["person", "organization", "government", "country", "group", "population"].includes(one.kind);
    const look = { fill: colours.onPaper(known ? one.kind : "population"), stroke: colours.faded(colours.onPaper("ink"), 0.5), "stroke-width": 1 };
    const corners = geometry.corners(one.kind, r);
    group.append(corners ? draw("path", { d: `M${corners.map(([dx, dy]) => `${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`).join("L")}Z`, ...look }) : draw("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: r.toFixed(1), ...look }));
    rows.forEach((row, at) => group.append(text(x, y + r + 15 + at * 13.2, row, { size: 12, anchor: "middle", halo: true })));
    return group;
  }

  function edge(one, points, picture) {
    const { draw, geometry, colours } = wsw;
    const [a, b] = [points[one.from], points[one.to]];
    const [x, y] = geometry.control(a, b, one.bend);
    const dash = picture.look.dashes[one.side];
    const colour = colours.onPaper(`${one.side}-line`);
    const path = draw("path", { d: one.bend ? `M${a[0]} ${a[1]}Q${x.toFixed(1)} ${y.toFixed(1)} ${b[0]} ${b[1]}` : `M${a[0]} ${a[1]}L${b[0]} ${b[1]}`, fill: "none", stroke: colour, "stroke-width": picture.look.width(one).toFixed(1),
      "stroke-dasharray": dash ? dash.join(" ") : null, "stroke-linecap": dash && dash[0] < 3 ? "round" : null, "data-edge": one.id });
    path.append(draw("title", {}, harmless(`${wsw.nodes.get(one.from).name} ${one.verb} ${wsw.nodes.get(one.to).name} (${wsw.rests(one)})`)));
    if (!one.arrow) return path;
    const far = Math.hypot(b[0] - x, b[1] - y) || 1;
    const [ux, uy] = [(b[0] - x) / far, (b[1] - y) / far];
    const at = [(a[0] + 2 * x + b[0]) / 4, (a[1] + 2 * y + b[1]) / 4];
    const tip = [[at[0] + 8 * ux, at[1] + 8 * uy], [at[0] - 5 * uy, at[1] + 5 * ux], [at[0] + 5 * uy, at[1] - 5 * ux]];
    return draw("g", {}, path, draw("path", { d: `M${tip.map((point) => point.map((value) => value.toFixed(1)).join(" ")).join("L")}Z`, fill: colour }));
  }

  /**
   * The picture of a view as a group with its size.
   *
   * `frame` is the available room: the layout that fills it best is used, scaled down if necessary and up by at most one half.
   */
  function picture(view, drawn, frame) {
    const { draw, geometry, labels, data } = wsw;
    const large = data.nodes.length > 150;
    const shown = data.nodes.filter((one) => view.nodes.has(one.id) && !(view.actors && one.issue));
    const layout = geometry.best(view, frame.width, frame.height);
    const part = geometry.extent(layout, shown.map((one) => one.id));
    const scale = Math.min(geometry.scaleOf(part, frame.width, frame.height), 1.5);
    const group = draw("g", { transform: `translate(${((frame.width - part.width * scale) / 2 - part.left * scale).toFixed(2)} ${(-part.top * scale).toFixed(2)}) scale(${scale.toFixed(4)})` });
    group.append(draw("g", large ? { opacity: 0.55 } : {}, view.edges.map((one) => edge(one, layout.points, drawn))));
    group.append(draw("g", {}, shown.map((one) => node(one, layout.points[one.id], drawn, view, large))));
    const outside = draw("g", {}, group);
    if (large) {
      const left = (frame.width - part.width * scale) / 2;
      const wanted = labels.ranked(view).map((one) => { const [x, y] = layout.points[one.id]; return { text: wsw.clip(one.name, 34), x: left + (x - part.left) * scale, y: (y - part.top) * scale, r: geometry.radius(view.nodes.get(one.id).size) * scale }; });
      for (const one of labels.placed(wanted, { width: frame.width, height: part.height * scale }, (words) => width(words, labels.letters))) outside.append(text(one.left, one.base, one.text, { halo: true }));
    }
    return { group: outside, width: frame.width, height: part.height * scale };
  }

  return { picture, text, lines, width, harmless };
})();

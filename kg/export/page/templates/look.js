/* The style of nodes and lines: shape and colour by kind, colour and dashes by stance, width by evidence. */
wsw.look = ({ large, heavy }) => {
  const shapes = { person: "dot", organization: "diamond", government: "triangle", country: "triangleDown", group: "hexagon", population: "star" };
  const rims = { measure: "organization", agreement: "government", event: "country", actor: "person" };
  const dashes = { support: false, oppose: [9, 5], mixed: [2, 5], neutral: [8, 3, 1.5, 3], unclear: [1.5, 6] };
  const face = '"Helvetica Neue", Arial, "Liberation Sans", Helvetica, sans-serif';
  const colour = (name) => wsw.colours.of(name);
  const faded = (name, share) => wsw.colours.faded(colour(name), share);

  /* In a large picture (more than 150 nodes) labels depend on the scale, and issues are squares; in a dense one (more than 1,000 lines)
     lines are faint, and are not drawn while it moves. */

  function node(one, statements, dim) {
    const size = wsw.geometry.radius(statements);
    const font = { face, color: dim ? faded("ink", 0.22) : colour("ink"), size: large ? 0 : 12, strokeWidth: 4, strokeColor: colour("paper") };
    const label = large || !one.label ? undefined : one.label;
    if (!one.issue) {
      const fill = shapes[one.kind] ? one.kind : "population";
      const both = { background: dim ? faded(fill, 0.2) : colour(fill), border: dim ? faded("ink", 0.08) : faded("ink", 0.5) };
      return { label, shape: shapes[one.kind] || "square", size, borderWidth: 1, font,
        color: { ...both, highlight: { ...both, border: colour("ink") }, hover: { ...both, border: colour("ink") } } };
    }
    const full = one.kind === "proposal" || one.kind === "issue";
    const rim = full ? "issue" : rims[one.kind] || "issue";
    const fill = full ? "issue" : "issue-pale";
    const text = full ? "issue-ink" : "ink";
    const both = { background: dim ? wsw.colours.blend(colour(fill), colour("paper")) : colour(fill), border: dim ? wsw.colours.blend(colour(rim), colour("paper")) : colour(rim) };
    const color = { ...both, highlight: { ...both, border: colour("ink") }, hover: { ...both, border: colour("ink") } };
    if (large) return { label, shape: "square", size, borderWidth: 2, font, color };
    return { label, shape: "box", borderWidth: full ? 1 : 2, borderWidthSelected: 3, margin: { top: 6, right: 8, bottom: 6, left: 8 },
      shapeProperties: { borderRadius: one.kind === "condition" ? 14 : 3, borderDashes: one.kind === "topic" ? [4, 3] : false },
      font: { face, size: 13, color: dim ? faded(text, 0.4) : colour(text), strokeWidth: 0, bold: false }, color };
  }

  const width = (edge) => edge.width ?? Math.min(8, (edge.side === "neutral" ? 1 : 1.8) + 1.3 * (edge.weight - 1));

  function edge(one, dim) {
    const full = colour(`${one.side}-line`);
    return { width: width(one), dashes: dashes[one.side], color: { color: dim ? wsw.colours.faded(full, 0.13) : heavy ? wsw.colours.faded(full, 0.55) : full, highlight: full, hover: full, inherit: false },
      arrows: one.arrow && !heavy ? { to: { enabled: true, scaleFactor: 0.55 } } : undefined,
      smooth: one.bend ? { enabled: true, type: one.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(one.bend) } : false };
  }

  return { large, heavy, node, edge, width, dashes, rims, face };
};

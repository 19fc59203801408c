/*
 * A large picture while it moves: a bitmap of the whole of it, made at rest, since thousands of lines take longer to draw than a frame lasts.
 * It is as sharp as 2,200 pixels allow, and gives way to the real drawing as soon as the picture stands still.
 */
wsw.bitmap = (() => {
  const most = 2200;
  const chunk = 100; // lines in one path: longer paths are slower to raster

  function strokes(context, edges, points, lit, widthOf) {
    const groups = new Map();
    for (const edge of edges) {
      const dim = lit !== null && !lit.has(edge.id);
      const key = `${edge.side} ${Math.round(widthOf(edge))} ${dim}`;
      if (!groups.has(key)) groups.set(key, { side: edge.side, width: Math.round(widthOf(edge)), dim, edges: [] });
      groups.get(key).edges.push(edge);
    }
    for (const group of groups.values()) {
      context.strokeStyle = wsw.colours.faded(wsw.colours.of(`${group.side}-line`), group.dim ? 0.13 : 0.55);
      context.lineWidth = group.width;
      for (let at = 0; at < group.edges.length; at += chunk) {
        context.beginPath();
        for (const edge of group.edges.slice(at, at + chunk)) { context.moveTo(...points[edge.from]); context.lineTo(...points[edge.to]); }
        context.stroke();
      }
    }
  }

  function symbols(context, nodes, points, lit, radius, fill) {
    for (const node of nodes) {
      const [x, y] = points[node.id];
      const r = radius(node);
      context.fillStyle = fill(node, lit !== null && !lit.has(node.id));
      context.beginPath();
      const corners = node.issue ? [[-r, -r], [r, -r], [r, r], [-r, r]] : wsw.geometry.corners(node.kind, r);
      if (corners) corners.forEach(([dx, dy], at) => context[at ? "lineTo" : "moveTo"](x + dx, y + dy));
      else context.arc(x, y, r, 0, 2 * Math.PI);
      context.fill();
    }
  }

  /** The bitmap with its place in the layout: `{ canvas, left, top, width, height }`. */
  return (view, points, lit, { widthOf, radius, fill }) => {
    const nodes = [...view.nodes.keys()].map((id) => wsw.nodes.get(id)).filter((node) => !(view.actors && node.issue));
    const part = wsw.geometry.extent({ points, width: 1, height: 1 }, nodes.map((node) => node.id));
    const scale = Math.min(most / part.width, most / part.height, 1.5);
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.ceil(part.width * scale), Math.ceil(part.height * scale)];
    const context = canvas.getContext("2d");
    context.scale(scale, scale);
    context.translate(-part.left, -part.top);
    strokes(context, view.edges, points, lit, widthOf);
    symbols(context, nodes, points, lit, radius, fill);
    return { canvas, ...part };
  };
})();

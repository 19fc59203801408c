/* Positions of nodes and paths of lines, for the screen and for exported files. */
wsw.geometry = (() => {
  /** The radius of a symbol: its area grows with the number of statements, or with the share that it represents (boxes.py). */
  const radius = (statements) => Math.min(22, 7 + 2.5 * Math.sqrt(Math.max(Math.round(wsw.data.share * statements), 1)));

  /** The layouts of the view: those of actors alone if only these are drawn and the page has them. */
  const layouts = (view) => (view.actors && wsw.data.actors?.length ? wsw.data.actors : wsw.data.layouts);

  /** The scale at which a layout fits a frame. */
  const scaleOf = (layout, width, height) => Math.min(width / Math.max(layout.width, 1), height / Math.max(layout.height, 1));

  /** The layout that fills a frame best; on a telephone the tall one. */
  function best(view, width, height, narrow = false) {
    const rate = (layout) => (narrow ? -layout.width / layout.height : scaleOf(layout, width, height));
    return layouts(view).reduce((a, b) => (rate(b) > rate(a) ? b : a));
  }

  /** The part of a layout that contains these nodes, with room for symbols and labels. */
  function extent(layout, ids) {
    const points = ids.map((id) => layout.points[id]).filter(Boolean);
    if (!points.length) return { left: 0, top: 0, width: layout.width, height: layout.height };
    const xs = points.map((point) => point[0]);
    const ys = points.map((point) => point[1]);
    const [left, right, top, bottom] = [Math.min(...xs) - 70, Math.max(...xs) + 70, Math.min(...ys) - 34, Math.max(...ys) + 62];
    return { left, top, width: right - left, height: bottom - top };
  }

  /** The corners of the symbol of a kind of actor around 0, 0; null for a circle. */
  function corners(kind, r) {
    const ring = (n, turn, far = () => r) => Array.from({ length: n }, (_, i) => {
      const angle = turn + 2 * Math.PI * i / n;
      return [far(i) * Math.cos(angle), far(i) * Math.sin(angle)];
    });
    return { person: null, organization: ring(4, 0), government: ring(3, -Math.PI / 2, () => 1.15 * r), country: ring(3, Math.PI / 2, () => 1.15 * r),
      group: ring(6, 0), population: ring(10, -Math.PI / 2, (i) => (i % 2 ? 0.52 * r : 1.2 * r)) }[kind] ?? (kind === "person" ? null : ring(4, Math.PI / 4, () => 1.2 * r));
  }

  /** The control point of a curved line: beside its middle, on a side that does not depend on the screen. */
  function control([x, y], [u, v], bend) {
    const far = Math.hypot(u - x, v - y) || 1;
    return [(x + u) / 2 + bend * 0.9 * far * (y - v) / far, (y + v) / 2 + bend * 0.9 * far * (u - x) / far];
  }

  return { radius, layouts, scaleOf, best, extent, corners, control };
})();

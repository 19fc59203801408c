/* Where nodes stand and how lines run: one arithmetic for the picture on the screen and for the files that are taken away. */
wsw.geometry = (() => {
  /** The radius of a symbol: its area grows with the statements, or with that share of them for which a symbol stands (boxes.py). */
  const radius = (statements) => Math.min(22, 7 + 2.5 * Math.sqrt(Math.max(Math.round(wsw.data.share * statements), 1)));

  /** The layouts for what is shown: of actors alone where only they are drawn and the page has such. */
  const layouts = (view) => (view.actors && wsw.data.actors?.length ? wsw.data.actors : wsw.data.layouts);

  /** How much larger than a frame a layout is, as the scale that makes it fit. */
  const scaleOf = (layout, width, height) => Math.min(width / Math.max(layout.width, 1), height / Math.max(layout.height, 1));

  /** The layout that fills a frame best; on a telephone the one that is tall and narrow. */
  function best(view, width, height, narrow = false) {
    const rate = (layout) => (narrow ? -layout.width / layout.height : scaleOf(layout, width, height));
    return layouts(view).reduce((a, b) => (rate(b) > rate(a) ? b : a));
  }

  /** The part of a layout in which these nodes stand, with room for symbols and labels. */
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

  /** The point that a curved line is drawn towards: beside the middle, on the side that does not depend on the screen. */
  function control([x, y], [u, v], bend) {
    const far = Math.hypot(u - x, v - y) || 1;
    return [(x + u) / 2 + bend * 0.9 * far * (y - v) / far, (y + v) / 2 + bend * 0.9 * far * (u - x) / far];
  }

  return { radius, layouts, scaleOf, best, extent, corners, control };
})();

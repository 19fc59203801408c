/* The picture: nodes and edges drawn by vis-network in the colours of the style sheet. */
wsw.picture = (() => {
  const box = document.getElementById("network");
  const shapes = { person: "dot", organization: "diamond", government: "triangle", country: "triangleDown", group: "hexagon", population: "star" };
  const rims = { measure: "organization", agreement: "government", event: "country", actor: "person" };
  const dashes = { support: false, oppose: [9, 5], mixed: [2, 5], neutral: false, unclear: [1.5, 6] };
  const face = '"Helvetica Neue", Arial, "Liberation Sans", Helvetica, sans-serif';
  const shownNodes = new vis.DataSet();
  const shownEdges = new vis.DataSet();
  let layout = null;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  function faded(hex, share) {
    const part = (at) => parseInt(hex.slice(at, at + 2), 16);
    return `rgba(${part(1)}, ${part(3)}, ${part(5)}, ${share})`;
  }

  function nodeStyle(node, theme, dim) {
    const ink = dim ? faded(theme.ink, 0.22) : theme.ink;
    const font = { face, color: ink, size: node.letters ?? 12, strokeWidth: 4, strokeColor: theme.paper };
    if (!node.issue) {
      const fill = colour(shapes[node.kind] ? node.kind : "population");
      const rim = dim ? faded(theme.ink, 0.08) : faded(theme.ink, 0.5);
      const shade = dim ? faded(fill, 0.2) : fill;
      const same = { background: shade, border: rim };
      return { shape: shapes[node.kind] || "square", size: node.size, borderWidth: 1, font,
        color: { ...same, highlight: { background: shade, border: theme.ink }, hover: { background: shade, border: theme.ink } } };
    }
    const full = node.kind === "proposal" || node.kind === "issue";
    const rim = full ? colour("issue") : colour(rims[node.kind] || "issue");
    const fill = full ? colour("issue") : colour("issue-pale");
    const text = full ? colour("issue-ink") : theme.ink;
    const same = { background: dim ? blend(fill, theme.paper) : fill, border: dim ? blend(rim, theme.paper) : rim };
    return { shape: "box", borderWidth: full ? 1 : 2, borderWidthSelected: 3,
      margin: { top: 6, right: 8, bottom: 6, left: 8 },
      shapeProperties: { borderRadius: node.kind === "condition" ? 14 : 3, borderDashes: node.kind === "topic" ? [4, 3] : false },
      font: { face, size: 13, color: dim ? faded(text, 0.4) : text, strokeWidth: 0, bold: false },
      color: { ...same, highlight: { ...same, border: theme.ink }, hover: { ...same, border: theme.ink } } };
  }

  /** A colour most of the way to the paper's: an issue's box stays opaque, so that no line shows through. */
  function blend(hex, paper) {
    const mix = (at) => Math.round(0.2 * parseInt(hex.slice(at, at + 2), 16) + 0.8 * parseInt(paper.slice(at, at + 2), 16));
    return `#${[1, 3, 5].map((at) => mix(at).toString(16).padStart(2, "0")).join("")}`;
  }

  function edgeStyle(edge, dim) {
    const full = colour(`${edge.side}-line`);
    const shade = dim ? faded(full, 0.13) : full;
    const base = edge.side === "neutral" ? 1 : 1.8;
    return { width: edge.width ?? Math.min(8, base + 1.3 * (edge.weight - 1)), dashes: dashes[edge.side],
      color: { color: shade, highlight: full, hover: full, inherit: false },
      smooth: edge.bend ? { enabled: true, type: edge.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.bend) } : false };
  }

  /** Paint everything: `shown` says what is there, `lit` what is not faded (null: all of it). */
  function paint(shown, lit) {
    const theme = { ink: colour("ink"), paper: colour("paper") };
    shownNodes.update(wsw.data.nodes.map((node) => ({
      id: node.id, label: node.label || undefined, title: node.label === node.name ? undefined : node.name, hidden: !shown(node),
      ...nodeStyle(node, theme, lit !== null && !lit.has(node.id)) })));
    shownEdges.update(wsw.data.edges.map((edge) => ({
      id: edge.id, from: edge.from, to: edge.to, hidden: !shown(edge),
      title: `${wsw.nodes.get(edge.from).name} ${edge.verb} ${wsw.nodes.get(edge.to).name} (${edge.says ?? wsw.count(edge.weight, "reading")})`,
      ...edgeStyle(edge, lit !== null && !lit.has(edge.id)) })));
  }

  const narrow = () => window.innerWidth <= 700;

  /** The part of a layout in which something is shown; null where nothing is hidden, or everything. */
  function inView(one) {
    const there = wsw.data.nodes.filter((node) => !shownNodes.get(node.id).hidden).map((node) => one.points[node.id]);
    if (there.length === wsw.data.nodes.length || there.length === 0) return null;
    const [left, right] = [Math.min(...there.map((p) => p[0])) - 60, Math.max(...there.map((p) => p[0])) + 60];
    const [top, bottom] = [Math.min(...there.map((p) => p[1])) - 30, Math.max(...there.map((p) => p[1])) + 60];
    return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
  }

  /** Take the layout that fills the frame best and show all that is in view. */
  function fit() {
    const room = narrow() ? 8 : 22;
    const wide = box.clientWidth - 2 * room;
    const scaleOf = (one) => narrow() ? -one.width / one.height
      : Math.min(wide / one.width, (box.clientHeight - 2 * room) / one.height);
    const best = wsw.data.layouts.reduce((a, b) => (scaleOf(b) > scaleOf(a) ? b : a));
    if (best !== layout) {
      layout = best;
      shownNodes.update(Object.entries(best.points).map(([id, [x, y]]) => ({ id, x, y })));
    }
    const scale = Math.min(narrow() ? wide / best.width : scaleOf(best), 1.5);
    box.style.height = narrow() ? `${Math.ceil(scale * best.height + 2 * room)}px` : "";
    const frame = narrow() ? null : inView(best);
    if (!frame) network.moveTo({ position: { x: best.width / 2, y: best.height / 2 }, scale });
    else network.moveTo({ position: { x: frame.x, y: frame.y }, scale: Math.min(scaleOf(frame), 1.5) });
  }

  paint(() => true, null);
  shownNodes.update(Object.entries(wsw.data.layouts[0].points).map(([id, [x, y]]) => ({ id, x, y })));
  const network = new vis.Network(box, { nodes: shownNodes, edges: shownEdges }, {
    autoResize: true,
    layout: { improvedLayout: false, randomSeed: 1 },
    physics: { enabled: wsw.options.physics.enabled },
    nodes: { chosen: true },
    edges: { smooth: wsw.options.edges.smooth.enabled, selectionWidth: 1.5, hoverWidth: 1 },
    interaction: { hover: true, tooltipDelay: 200, dragView: !narrow(), dragNodes: !narrow(), zoomView: !narrow(),
      hideEdgesOnDrag: wsw.data.nodes.length > 1000 || wsw.data.edges.length > 1000, keyboard: { enabled: true, bindToWindow: false } },
  });

  /* The wheel scrolls the page unless Ctrl is held or the picture has the focus. */
  box.addEventListener("wheel", (event) => {
    const wanted = event.ctrlKey || event.metaKey || box.contains(document.activeElement);
    if (!wanted || narrow()) event.stopPropagation();
  }, { capture: true });

  function zoom(way) {
    if (way === "fit") { fit(); return; }
    const scale = network.getScale() * (way === "in" ? 1.3 : 1 / 1.3);
    network.moveTo({ scale, animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 150 } });
  }

  return { network, paint, fit, zoom, box };
})();

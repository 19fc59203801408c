/* The picture: nodes and edges drawn by vis-network in the colours of the style sheet. */
wsw.picture = () => {
  const { data, geometry, labels } = wsw;
  const look = wsw.look({ large: data.nodes.length > 150, heavy: data.edges.length > 1000 });
  const box = document.getElementById("network");
  const tip = document.getElementById("tip");
  const { large, heavy } = look;
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const painted = new Map();
  let layout = null;
  let view = null;
  let network = null;
  let shownLabels = [];
  let standIn = null; // replaces the picture while it moves

  const narrow = () => window.innerWidth <= 700;
  /** Pass only changed elements to vis-network, which is slow for each. */
  function changed(id, look, add) {
    const print = JSON.stringify(look);
    if (painted.get(id) !== print) { painted.set(id, print); add.push({ id, ...look }); }
  }

  /** Draw a view; `lit` are the ids of elements that are not faded, null for all. */
  function paint(next, lit = null) {
    view = next;
    const [moreNodes, moreEdges] = [[], []];
    for (const node of data.nodes) {
      const hidden = !view.nodes.has(node.id) || (view.actors && node.issue);
      const [x, y] = layout.points[node.id] ?? [0, 0];
      changed(node.id, hidden ? { hidden, x, y } : { hidden, x, y, ...look.node(node, view.nodes.get(node.id)?.size ?? 1, lit !== null && !lit.has(node.id)) }, moreNodes);
    }
    const there = new Set(view.edges.map((edge) => edge.id));
    const gone = edges.getIds().filter((id) => !there.has(id));
    gone.forEach((id) => painted.delete(id));
    for (const edge of view.edges) changed(edge.id, { from: edge.from, to: edge.to, ...look.edge(edge, lit !== null && !lit.has(edge.id)) }, moreEdges);
    if (gone.length) edges.remove(gone);
    if (moreNodes.length) nodes.update(moreNodes);
    if (moreEdges.length) edges.update(moreEdges);
    if (network) { network.redraw(); standIn.renew(extent); }
  }

  const shownIds = () => data.nodes.filter((node) => view.nodes.has(node.id) && !(view.actors && node.issue)).map((node) => node.id);
  const extent = () => geometry.extent(layout, shownIds());

  /** Use the layout that fills the frame best, and show everything in view. */
  function fit() {
    const room = narrow() ? 8 : 18;
    const [wide, tall] = [box.clientWidth - 2 * room, box.clientHeight - 2 * room];
    if (wide <= 0) return; // another view is shown instead
    const next = geometry.best(view, wide, tall, narrow());
    if (next !== layout) { layout = next; paint(view, wsw.lit ?? null); }
    const shown = shownIds();
    const whole = narrow() || shown.length === data.nodes.length || !shown.length;
    const part = whole && !view.actors ? { left: 0, top: 0, width: layout.width, height: layout.height } : geometry.extent(layout, shown);
    const scale = Math.min(narrow() ? wide / part.width : geometry.scaleOf(part, wide, tall), 1.5);
    box.style.height = narrow() ? `${Math.ceil(scale * part.height + 2 * room)}px` : "";
    network.setSize("100%", "100%"); // immediately: a later change of size would change the scale
    network.moveTo({ position: { x: part.left + part.width / 2, y: part.top + part.height / 2 }, scale });
  }

  /** Labels of a large picture, in pixels of the screen at any scale. */
  function label(context) {
    if (!large || !network || !view) return;
    const scale = network.getScale();
    const centre = network.getViewPosition();
    const at = ([x, y]) => [(x - centre.x) * scale + box.clientWidth / 2, (y - centre.y) * scale + box.clientHeight / 2];
    context.save();
    context.setTransform(window.devicePixelRatio, 0, 0, window.devicePixelRatio, 0, 0);
    context.font = `${labels.letters}px ${look.face}`;
    context.textAlign = "left";
    context.textBaseline = "alphabetic";
    if (!standIn?.moving) {
      const lit = wsw.lit;
      const wanted = (view.ranked ??= labels.ranked(view)).filter((node) => !lit || lit.has(node.id)).map((node) => {
        const [x, y] = at(layout.points[node.id]);
        return { id: node.id, x, y, r: geometry.radius(view.nodes.get(node.id).size) * scale, text: wsw.clip(node.name, 34), issue: node.issue };
      });
      shownLabels = labels.placed(wanted, { width: box.clientWidth, height: box.clientHeight }, (text) => context.measureText(text).width);
    }
    context.lineWidth = 3.5;
    context.lineJoin = "round";
    context.strokeStyle = wsw.colours.of("paper");
    context.fillStyle = wsw.colours.of("ink");
    for (const one of shownLabels) {
      let [left, base] = [one.left, one.base];
      if (standIn?.moving) { const [x, y] = at(layout.points[one.id]); [left, base] = [x + one.left - one.x, y + one.base - one.y]; }
      context.strokeText(one.text, left, base);
      context.fillText(one.text, left, base);
    }
    context.restore();
  }

  function hint(event, text) {
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text;
    const frame = box.getBoundingClientRect();
    const pointer = event.pointer.DOM;
    tip.style.left = `${Math.min(pointer.x + 14, frame.width - 260)}px`;
    tip.style.top = `${pointer.y + 16 + box.offsetTop}px`;
  }

  function start(first) {
    view = first;
    layout = geometry.best(view, box.clientWidth, box.clientHeight, narrow());
    paint(view);
    network = new vis.Network(box, { nodes, edges }, {
      autoResize: true,
      layout: { improvedLayout: false, randomSeed: 1 },
      physics: { enabled: false },
      edges: { smooth: false, selectionWidth: 1.5, hoverWidth: 1 },
      interaction: { hover: !heavy, tooltipDelay: 200, dragView: !narrow(), dragNodes: !narrow() && !large, zoomView: !narrow(), hoverConnectedEdges: false,
        selectConnectedEdges: false, hideEdgesOnDrag: heavy, hideEdgesOnZoom: heavy, keyboard: { enabled: true, bindToWindow: false } },
    });
    /* vis-network's own frame receives the keys: it is the only tab stop, with the name and the role. */
    const frame = box.firstElementChild;
    for (const name of ["role", "aria-label", "tabindex"]) { frame.setAttribute(name, box.getAttribute(name)); box.removeAttribute(name); }
    box.focus = (options) => frame.focus(options);
    network.on("afterDrawing", label);
    standIn = wsw.standIn(network, look);
    standIn.renew(extent);
    network.on("hoverNode", (event) => { box.style.cursor = "pointer"; hint(event, wsw.nodes.get(event.node).name); });
    network.on("hoverEdge", (event) => {
      box.style.cursor = "pointer";
      const edge = view.edges.find((one) => one.id === event.edge);
      if (edge) hint(event, `${wsw.nodes.get(edge.from).name} ${edge.verb} ${wsw.nodes.get(edge.to).name} (${wsw.rests(edge)})`);
    });
    for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, () => { box.style.cursor = ""; tip.hidden = true; });
    /* The wheel scrolls the page unless Ctrl is held or the picture has the focus. */
    box.addEventListener("wheel", (event) => {
      const wanted = event.ctrlKey || event.metaKey || box.contains(document.activeElement);
      if (!wanted || narrow()) event.stopPropagation();
    }, { capture: true });
    return network;
  }

  function zoom(way) {
    if (way === "fit") { fit(); return; }
    const scale = network.getScale() * (way === "in" ? 1.3 : 1 / 1.3);
    network.moveTo({ scale, animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 150 } });
  }

  function mark(id) {
    network.unselectAll();
    if (!id) return;
    if (wsw.nodes.has(id)) network.selectNodes([id], false);
    else if (edges.get(id)) network.setSelection({ nodes: [], edges: [id] });
  }

  return { start, paint, fit, zoom, mark, box, look, get standIn() { return standIn; }, get layout() { return layout; }, get labels() { return shownLabels; } };
};

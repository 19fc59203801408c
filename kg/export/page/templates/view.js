/* What is in view: the sides chosen, the words sought, the node or edge selected; and every control. */
(() => {
  const { data, nodes, edges, picture, panel, count } = wsw;
  const sought = document.getElementById("find");
  const boxes = [...document.querySelectorAll(".sides input")];
  const rows = [...document.querySelectorAll("#rows tr")];
  const inview = document.getElementById("inview");
  /* Only a one-mode network has a least weight and a table of ties; its sides are those of ties, not of readings. */
  const oneMode = "steps" in data;
  const least = document.getElementById("least");
  const tieRows = [...document.querySelectorAll("#ties tr")];
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const index = data.cards.map((card) => plain([card.speaker, ...card.roles, ...card.quotes, card.paraphrase, card.place, card.source,
    ...card.readings.map((r) => r.label)].join("\n")));
  let chosen = null;

  const sides = () => new Set(boxes.filter((box) => box.checked).map((box) => box.value));

  function around(id) {
    const lit = new Set([id]);
    if (edges.has(id)) { lit.add(edges.get(id).from); lit.add(edges.get(id).to); return lit; }
    for (const edge of data.edges) {
      if (edge.from === id || edge.to === id) { lit.add(edge.id); lit.add(edge.from); lit.add(edge.to); }
    }
    return lit;
  }

  function search(words) {
    const names = data.nodes.filter((node) => plain(node.name).includes(words));
    const hits = index.flatMap((text, at) => (text.includes(words) ? [at] : []));
    const lit = new Set(names.map((node) => node.id));
    const inHits = new Set(hits);
    for (const edge of data.edges) {
      if (edge.cards.some((at) => inHits.has(at))) { lit.add(edge.id); lit.add(edge.from); lit.add(edge.to); }
    }
    return { names, hits, lit };
  }

  /** Bring picture, panel and table to the state of the controls. */
  function update({ keepPanel = false } = {}) {
    const on = sides();
    const from = least ? data.steps.values[least.value] : 0;
    const all = on.size === boxes.length && !(least && least.value > 0);
    const drawn = data.edges.filter((edge) => on.has(edge.side) && (!least || Math.abs(edge.weight) >= from));
    const ids = new Set(drawn.map((edge) => edge.id));
    const there = new Set(drawn.flatMap((edge) => [edge.from, edge.to]));
    const shown = (one) => ("side" in one ? ids.has(one.id) : there.has(one.id) || all);
    const known = oneMode && new Set(drawn.flatMap((edge) => edge.cards));
    const words = plain(sought.value.trim());
    const result = words ? search(words) : null;
    picture.paint(shown, chosen ? around(chosen) : result ? result.lit : null);
    const behind = chosen && new Set(edges.has(chosen) ? edges.get(chosen).cards
      : data.edges.filter((e) => e.from === chosen || e.to === chosen).flatMap((e) => e.cards));
    const hits = result && new Set(result.hits);
    let left = 0;
    rows.forEach((row, at) => {
      const card = data.cards[at];
      const visible = (all || (known ? known.has(at) : card.readings.some((r) => on.has(r.side)))) && (!hits || hits.has(at));
      row.hidden = !visible;
      row.classList.toggle("chosen", Boolean(behind && behind.has(at)));
      left += visible;
    });
    if (oneMode) ties(ids, result);
    if (inview) inview.textContent = left === rows.length ? `${count(left, "statement")}, the newest first.` : `${left} of ${count(rows.length, "statement")} in view.`;
    if (keepPanel) return;
    if (chosen) (edges.has(chosen) ? panel.edge : panel.node)(chosen);
    else if (result) panel.found(sought.value.trim(), result.names, result.hits);
    else panel.home();
  }

  /** Bring the table of ties to the state of the controls, and say how many there are. */
  function ties(ids, result) {
    let left = 0;
    for (const row of tieRows) {
      const visible = ids.has(row.dataset.tie) && (!result || result.lit.has(row.dataset.tie));
      row.hidden = !visible;
      row.classList.toggle("chosen", row.dataset.tie === chosen);
      left += visible;
    }
    const words = document.getElementById("tiesinview");
    if (words) words.textContent = left === tieRows.length ? `${count(left, "tie")}, the strongest first.` : `${left.toLocaleString("en")} of ${count(tieRows.length, "tie")} in view.`;
    if (least) document.getElementById("leastwords").textContent = `${data.steps.words[least.value]} (${ids.size.toLocaleString("en")} of ${count(data.edges.length, "tie")})`;
  }

  function select(id) {
    chosen = id !== null && (nodes.has(id) || edges.has(id)) ? id : null;
    picture.network.unselectAll();
    if (chosen && nodes.has(chosen)) picture.network.selectNodes([chosen], false);
    else if (chosen) picture.network.setSelection({ nodes: [], edges: [chosen] });
    update();
  }

  function reset() {
    if (!chosen) sought.value = "";
    select(null);
  }

  picture.network.on("click", (event) => select(event.nodes[0] ?? event.edges[0] ?? null));
  picture.network.on("hoverNode", () => { picture.box.style.cursor = "pointer"; });
  picture.network.on("hoverEdge", () => { picture.box.style.cursor = "pointer"; });
  picture.network.on("blurNode", () => { picture.box.style.cursor = ""; });
  picture.network.on("blurEdge", () => { picture.box.style.cursor = ""; });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("back" in button.dataset) { reset(); panel.panel.focus({ preventScroll: true }); }
    else if (button.dataset.node || button.dataset.edge) {
      select(button.dataset.node || button.dataset.edge);
      panel.panel.focus({ preventScroll: true });
    } else if (button.dataset.zoom) picture.zoom(button.dataset.zoom);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") reset();
    else if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); sought.focus(); }
  });
  let pause = 0;
  sought.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => { chosen = null; picture.network.unselectAll(); update(); }, 120);
  });
  for (const box of boxes) box.addEventListener("change", () => update({ keepPanel: true }));

  if (least) least.addEventListener("input", () => update({ keepPanel: true }));

  const repaint = () => update({ keepPanel: true });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  window.addEventListener("beforeprint", () => { document.documentElement.classList.add("paper"); repaint(); picture.network.redraw(); });
  window.addEventListener("afterprint", () => { document.documentElement.classList.remove("paper"); repaint(); });
  let width = 0;
  new ResizeObserver(() => {
    if (Math.abs(picture.box.clientWidth - width) < 2) return;
    width = picture.box.clientWidth;
    picture.fit();
  }).observe(picture.box);

  document.getElementById("tools").hidden = false;
  if (oneMode) update();
  picture.fit();
  /* For the console and the tests. */
  window.whoSaidWhat = { network: picture.network, select, data };
})();

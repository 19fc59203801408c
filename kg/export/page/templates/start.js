/* The page starts here: one state, one function that changes it, and the update of everything else. */
(async () => {
  await wsw.load();
  const { data } = wsw;
  const get = (id) => document.getElementById(id);
  const tools = get("tools");
  if (!tools) return;
  wsw.state = wsw.asked();
  wsw.sides = wsw.standing();
  const inView = wsw.counting();
  const drawn = data.nodes.length > 0;
  let state = wsw.state.read(location.hash);
  let view = inView(state);
  const [picture, panel, overview] = drawn ? [wsw.picture(), wsw.panel(), wsw.overview()] : [];
  const [table, exporter] = [wsw.table(), wsw.export()];
  const ties = wsw.ties();
  const [matrix, timeline] = drawn && wsw.twoMode ? [wsw.matrix(), wsw.timeline()] : [];
  const own = get("lines")?.cloneNode(true);
  const opened = wsw.state.inForce(state).length === 0;
  let network = null;
  let written = "";

  /** The view of a selection: in a network of actors, an issue or its line still belongs to the two-mode network. */
  const lens = (id) => (view.two && !view.nodes.has(id) && !view.edges.some((edge) => edge.id === id) ? { ...view, ...view.two, actors: false } : view);
  const there = (id) => wsw.nodes.has(id) || lens(id).edges.some((edge) => edge.id === id);

  /** The elements that are not faded: the selection and its neighbours, or the matches of a search. */
  function lit() {
    if (state.select && there(state.select)) {
      const found = new Set([state.select]);
      for (const edge of view.edges) if ([edge.id, edge.from, edge.to].includes(state.select)) [edge.id, edge.from, edge.to].forEach((id) => found.add(id));
      return found;
    }
    if (!view.found) return null;
    const hits = new Set(view.found.hits);
    const found = new Set(view.found.names.map((node) => node.id));
    for (const edge of view.edges) if (edge.cards.some((at) => hits.has(at))) [edge.id, edge.from, edge.to].forEach((id) => found.add(id));
    return found;
  }

  function behind() {
    if (!state.select) return null;
    const through = lens(state.select);
    return through.nodes.get(state.select) ?? through.edges.find((edge) => edge.id === state.select)?.cards ?? null;
  }

  function showPanel() {
    if (state.select) (wsw.nodes.has(state.select) ? panel.node : panel.edge)(state.select, lens(state.select));
    else if (view.found) panel.found(state.q, view.found);
    else panel.home();
  }

  /** The words above and below the picture of a network of actors. */
  function showNetwork() {
    const chosen = data.networks?.find((each) => each.kind === state.network);
    get("caption").hidden = !view.actors && !view.left;
    get("caption").replaceChildren(...(chosen ? [wsw.make("b", "", chosen.title), ` A line shows ${chosen.meaning}. `, "Neutral, mixed and unclear readings have no score and are left out. ".repeat(chosen.kind === "cooccurrence" ? 0 : 1), view.left] : [view.left]));
    if (!own || !wsw.twoMode) return;
    for (const each of document.querySelectorAll('.legend [aria-label="Issues"]')) each.hidden = view.actors;
    const used = [...new Set(view.edges.map((edge) => edge.side))];
    get("lines").replaceChildren(...(view.actors ? [wsw.make("li", "side-name", "Lines"), ...Object.values(chosen.lines).filter((each, at, all) => used.includes(each.side) && all.findIndex((one) => one.side === each.side) === at)
      .map((each) => wsw.make("li", "", wsw.line(each.side), each.name)), wsw.make("li", "scale", "width: weight; size: statements")] : own.cloneNode(true).childNodes));
  }

  function showView() {
    const back = get("network-view").hidden && state.show === "network";
    for (const name of ["network", "matrix", "timeline"]) {
      const tab = get(`tab-${name}`);
      if (!tab) return;
      tab.setAttribute("aria-selected", String(state.show === name));
      tab.tabIndex = state.show === name ? 0 : -1;
      get(`${name}-view`).hidden = state.show !== name;
    }
    if (state.show === "matrix") matrix.write(view);
    if (state.show === "timeline") timeline.write(view);
    document.querySelector(".zoom").hidden = state.show !== "network";
    if (back) picture.fit();
  }

  /** Readings by side, regardless of the stance filter. */
  function bySide() {
    if (!wsw.twoMode) return null;
    const whole = state.stance ? inView({ ...state, stance: null, network: "two-mode" }) : view;
    const counts = {};
    for (const one of whole.kept) counts[one.edge.side] = (counts[one.edge.side] ?? 0) + 1;
    return counts;
  }

  /** Update everything to the state. `keep` leaves the panel unchanged; with `address` false the address is written later. */
  function update({ keep = false, address = true } = {}) {
    view = inView(state);
    if (state.select && !there(state.select)) { state.unknown.push(`select=${state.select}`); state.select = ""; }
    wsw.lit = lit();
    if (drawn) {
      picture.paint(view, wsw.lit);
      picture.mark(state.select);
      showNetwork();
      showView();
      overview.write(view, state);
      if (!keep) showPanel();
    }
    period?.show(state);
    controls.show(state, view, bySide());
    table.write(view, state, behind());
    ties.write(view, state);
    if (address) write();
  }

  function write() {
    written = wsw.state.address(state);
    if (written === "#" && !location.hash) return;
    try { history.replaceState(null, "", written); } catch { /* a browser that limits the rate: the next change writes it */ }
  }

  /** The only function that changes the page. */
  function change(parts, { keep = true, fit = false, address = true } = {}) {
    const before = state;
    state = { ...state, ...parts, unknown: [] };
    if (state.network !== before.network) { fit = true; keep = false; }
    if ("q" in parts || "select" in parts) keep = false;
    update({ keep: keep && !state.select, address });
    if (fit && drawn) picture.fit();
  }

  function select(id) { change({ select: id && there(id) ? id : "" }); }

  function reset() { change(state.select ? { select: "" } : { q: "" }); if (controls.find) controls.find.value = state.q; }

  const controls = wsw.filters((parts) => change(parts));
  const period = drawn && wsw.twoMode ? wsw.period.bind((parts, final) => change(parts, { address: final })) : null;
  /* The picture ends at the bottom of the window, so that its legend is visible; filters do not change its size. */
  function size() {
    const stage = document.querySelector(".stage");
    if (!stage) return;
    stage.style.height = window.innerWidth > 960 ? `${Math.max(window.innerWidth > 1120 ? 540 : 800, window.innerHeight - stage.getBoundingClientRect().top - window.scrollY - 1)}px` : "";
  }

  const frame = () => new Promise((done) => requestAnimationFrame(done));

  tools.hidden = false;
  size();
  window.addEventListener("resize", size);
  if (drawn) {
    wsw.lit = lit();
    network = picture.start(view);
    picture.fit();
    network.on("click", (event) => select(event.nodes[0] ?? event.edges[0] ?? ""));
    await frame();
    await frame();
    performance.mark("wsw-drawn");
  }
  const asked = state.unknown;
  update({ address: false });
  state.unknown = asked;
  if (drawn && !opened) picture.fit();
  if (drawn && opened && !state.select && state.network === "two-mode") panel.home();

  wsw.events({ now: () => ({ view, state }), select, change, reset, picture, panel, exporter, controls });

  window.addEventListener("hashchange", () => {
    if (location.hash === written) return;
    state = wsw.state.read(location.hash);
    period?.stop();
    const asks = state.unknown;
    update({ address: false });
    state.unknown = asks;
    if (controls.find) controls.find.value = state.q;
    if (drawn) picture.fit();
  });

  wsw.theme(() => { if (drawn) picture.paint(view, wsw.lit); });
  wsw.print(() => ({ view, state, picture, table }), () => controls.show(state, view, bySide()));

  if (drawn) {
    let width = picture.box.clientWidth;
    new ResizeObserver(() => {
      if (!picture.box.clientWidth || Math.abs(picture.box.clientWidth - width) < 2) return;
      width = picture.box.clientWidth;
      picture.fit();
    }).observe(picture.box);
  }
  /* For the console and the tests. */
  window.whoSaidWhat = { network, select, change, data, picture, exporter, get state() { return state; }, get view() { return view; } };
})();

/* The controls: how each changes the state, and how each shows it. */
wsw.filters = (change) => {
  const { data, make, state: asked } = wsw;
  const get = (id) => document.getElementById(id);
  const groups = Object.fromEntries(asked.lists.map((name) => [name, [...document.querySelectorAll(`[data-choice="${name}"] input`)]]));
  const selects = ["issue", "source"].filter((name) => get(name));
  const [find, min, least, of, filtered] = [get("find"), get("min"), get("least"), get("network-of"), get("filtered")];
  const [force, chips, trouble] = [get("force"), get("chips"), get("trouble")];

  const option = (value, words) => { const one = make("option", "", wsw.clip(words, 90)); one.value = value; return one; };
  if (get("issue")) get("issue").append(...[...asked.issues.values()].map((issue) => option(issue.id, `${issue.label}${issue.covers.length > 1 ? ` (and narrower: ${issue.covers.length})` : ""}`)));
  if (get("source")) get("source").append(...[...asked.sources].map(([id, source]) => option(id, source.label)).sort((a, b) => a.textContent.localeCompare(b.textContent)));

  for (const [name, boxes] of Object.entries(groups)) {
    for (const box of boxes) box.addEventListener("change", () => {
      const on = boxes.filter((one) => one.checked).map((one) => one.value);
      change({ [name]: on.length === boxes.length ? null : new Set(on) });
    });
  }
  for (const name of selects) get(name).addEventListener("change", (event) => change({ [name]: event.target.value }));
  min?.addEventListener("change", () => change({ min: Math.min(9999, Math.max(1, Math.floor(Number(min.value)) || 1)) }));
  least?.addEventListener("input", () => change({ weight: Number(least.value) }));
  of?.addEventListener("change", () => change({ network: of.value, show: "network", select: "" }));
  let pause = 0;
  find?.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(() => change({ q: find.value.trim().slice(0, 200), select: "" }), 120); });

  /** Set every control to a state; `counts` are readings by side, regardless of the stance filter. */
  function show(state, view, counts) {
    for (const [name, boxes] of Object.entries(groups)) for (const box of boxes) box.checked = !state[name] || state[name].has(box.value);
    for (const name of selects) get(name).value = state[name];
    if (min) min.value = state.min;
    if (of) of.value = state.network;
    if (find && document.activeElement !== find) find.value = state.q;
    if (least) {
      least.value = state.weight;
      get("leastwords").textContent = `${data.steps.words[state.weight]} (${wsw.number(view.edges.length)} of ${wsw.count(data.edges.length, "tie")})`;
    }
    for (const one of document.querySelectorAll(".sides .n")) if (counts) one.textContent = wsw.number(counts[one.dataset.side] ?? 0);
    const inForce = asked.inForce(state);
    const hidden = inForce.filter((each) => !["q", "from", "to", "stance", "weight"].includes(each.name)).length;
    if (filtered) filtered.textContent = hidden ? ` (${hidden})` : "";
    chips.replaceChildren(...inForce.map((each) => {
      const button = wsw.button("chip", { drop: each.name }, wsw.said(each.words), " ×");
      button.setAttribute("aria-label", `Remove filter: ${each.words}`);
      return make("li", "", button);
    }));
    force.hidden = !inForce.length;
    trouble.hidden = !state.unknown.length;
    const some = state.unknown.slice(0, 5).map((part) => wsw.clip(part, 60)).join(", ");
    const others = state.unknown.length > 5 ? ` and ${wsw.count(state.unknown.length - 5, "other part")}` : "";
    trouble.textContent = some ? `Parts of the address that this page does not have are ignored: ${some}${others}` : "";
  }

  return { show, find };
};

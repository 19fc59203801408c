/* The state of the page: filters, view and selection, stored in its address. */
wsw.asked = () => {
  const { data } = wsw;
  const lists = ["stance", "kind", "mode", "confidence"];
  const offered = Object.fromEntries(lists.map((name) => [name,
    [...document.querySelectorAll(`[data-choice="${name}"] input`)].map((box) => box.value)]));
  const issues = new Map((data.issues ?? []).map((issue) => [issue.id, issue]));
  const sources = new Map(data.sources.filter((source) => source.id).map((source) => [source.id, source]));
  const networks = ["two-mode", ...(data.networks ?? []).map((each) => each.kind)];
  const views = ["network", "matrix", "timeline"];
  const sorts = ["said", "by", "words", "read", "source"];
  const fresh = () => ({ q: "", stance: null, kind: null, mode: null, confidence: null, issue: "", source: "", min: 1, from: "", to: "",
    weight: wsw.data.steps?.first ?? 0, network: wsw.twoMode ? "two-mode" : "", show: "network", select: "", sort: "", unknown: [] });

  /** A selection in the address: an actor or issue by its id in the graph, a line by its own. */
  const named = (id) => wsw.nodes.get(id)?.key ?? id;

  const readers = {
    q: (text) => text.slice(0, 200),
    issue: (text) => (issues.has(text) ? text : null),
    source: (text) => (sources.has(text) ? text : null),
    min: (text) => (/^\d{1,4}$/.test(text) && Number(text) > 0 ? Number(text) : null),
    from: (text) => (wsw.period.valid(text) ? text : null),
    to: (text) => (wsw.period.valid(text) ? text : null),
    weight: (text) => (/^\d{1,4}$/.test(text) && data.steps && Number(text) < data.steps.values.length ? Number(text) : null),
    network: (text) => (wsw.twoMode && networks.includes(text) ? text : null),
    show: (text) => (wsw.twoMode && views.includes(text) ? text : null),
    sort: (text) => (sorts.includes(text.replace(/^-/, "")) ? text : null),
    select: (text) => wsw.keys.get(text)?.id ?? text,
  };

  /** The state of an address; parts that the page does not have are kept as `unknown`. */
  function read(hash) {
    const state = fresh();
    for (const [name, text] of new URLSearchParams(hash.replace(/^#/, ""))) {
      if (lists.includes(name)) {
        const all = text === "" ? [] : text.split(",").map((value) => (value === "none" ? "" : value));
        const there = all.filter((value) => offered[name].includes(value));
        if (there.length < all.length) state.unknown.push(`${name}=${all.filter((value) => !there.includes(value)).join(",")}`);
        if (there.length || !all.length) state[name] = there.length === offered[name].length ? null : new Set(there);
        continue;
      }
      const value = Object.hasOwn(readers, name) ? readers[name](text) : null;
      if (value === null) { if (text || name) state.unknown.push(`${name}=${text}`); } else state[name] = value;
    }
    return state;
  }

  /** The address of a state: only differences from the opening view. */
  function address(state) {
    const start = fresh();
    const parts = new URLSearchParams();
    for (const name of lists) if (state[name]) parts.set(name, [...state[name]].map((value) => value || "none").join(","));
    for (const name of Object.keys(readers)) {
      if (name === "select") { if (state.select) parts.set("select", named(state.select)); } else if (state[name] !== start[name]) parts.set(name, state[name]);
    }
    return `#${parts}`;
  }

  /** The active filters, each with its name and in words. */
  function inForce(state) {
    const said = [];
    const add = (name, words) => said.push({ name, words });
    const head = { stance: "lines", kind: "kind", mode: "mode", confidence: "confidence" };
    for (const name of lists) if (state[name]) add(name, `${head[name]}: ${[...state[name]].map((value) => value || "not given").join(", ") || "none"}`);
    if (state.issue) {
      const covers = issues.get(state.issue).covers.length;
      add("issue", `issue: ${issues.get(state.issue).label}${covers > 1 ? ", with narrower ones" : ""}`);
    }
    if (state.source) add("source", `source: ${sources.get(state.source).label}`);
    if (state.from && state.to) add("from", `said ${wsw.period.day(state.from)} to ${wsw.period.day(state.to)}`);
    else if (state.from) add("from", `said on ${wsw.period.day(state.from)} or later`);
    else if (state.to) add("to", `said on ${wsw.period.day(state.to)} or earlier`);
    if (state.min > 1) add("min", `names with at least ${state.min} statements`);
    if (state.weight > 0) add("weight", `weight at least ${data.steps.words[state.weight]}`);
    if (state.q) add("q", `words: “${state.q}”`);
    return said;
  }

  /** The state without one filter. */
  function without(state, name) {
    const start = fresh();
    const next = { ...state, [name]: name === "weight" ? 0 : start[name] };
    if (name === "from") next.to = "";
    return next;
  }

  /** The state without filters; view and selection stay. */
  const cleared = (state) => ({ ...fresh(), weight: 0, network: state.network, show: state.show, select: state.select, sort: state.sort });

  return { read, address, inForce, without, cleared, offered, issues, sources, lists };
};

/* The statements in view as a table: sortable, a hundred rows at a time. */
wsw.table = () => {
  const { make, said, link, count, data } = wsw;
  const table = document.getElementById("table");
  const rows = document.getElementById("rows");
  const inview = document.getElementById("inview");
  const further = document.getElementById("further");
  const more = document.getElementById("more");
  const step = 100;
  const onPaper = 2000; // maximum number of rows printed
  let shown = step;
  let order = [];
  let chosen = new Set();

  const text = { by: (card) => card.speaker, words: (card) => [...card.quotes, card.paraphrase].filter(Boolean).join(" "),
    read: (card) => card.readings.map((one) => `${one.verb} ${one.label}`).join(" "), source: (card) => card.source.label };

  /** The statements in order: by the chosen column, or the newest first and undated ones last. */
  function sorted(cards, sort) {
    const down = sort.startsWith("-");
    const name = sort.replace(/^-/, "");
    if (!name) return [...cards];
    const by = (at) => (name === "said" ? data.cards[at].last : text[name](data.cards[at]));
    const found = [...cards].sort((a, b) => by(a).localeCompare(by(b), "en", { sensitivity: "base", numeric: true }) || a - b);
    if (down) found.reverse();
    return name === "said" ? [...found.filter((at) => by(at)), ...found.filter((at) => !by(at))] : found;
  }

  function cell(label, ...content) {
    const one = make("td", "", ...content);
    one.dataset.label = label;
    return one;
  }

  function row(at) {
    const card = data.cards[at];
    const small = (...content) => make("small", "", ...content);
    const dated = card.said_last && card.date_reason ? small(said(card.date_reason)) : null;
    const reading = (one) => make("span", `reading ${one.side}`, one.verb, " ", said(one.label), one.confidence || one.coder || one.differ ? make("small", "why", said([one.confidence && `confidence ${one.confidence}`, one.coder, one.differ].filter(Boolean).join(", "))) : null);
    const read = card.readings.filter((one) => one.value);
    const made = make("tr", chosen.has(at) ? "chosen" : "",
      cell("Said", said(card.when), dated, card.place ? small(said(card.place)) : null),
      cell("By", wsw.nodes.has(card.by) && !wsw.nodes.get(card.by).members ? wsw.pick(card.speaker, "node", card.by) : make("b", "", said(card.speaker)), card.roles.map((role) => small(said(role))), card.addressee ? small("to ", said(card.addressee)) : null),
      cell("Words", card.quotes.flatMap((quote) => [make("q", "", said(quote)), " "]), card.paraphrase ? make("span", "paraphrase", make("i", "tag", card.tag), " ", said(card.paraphrase)) : null,
        card.embeds.map((item) => make("small", "embedded", said(item.lead), " ", said(item.text)))),
      cell("Read as", read.length ? read.map(reading) : make("span", "none", "no stance")),
      cell("Reported in", link(card.source.label, card.source.url), card.reporters ? small("by ", said(card.reporters)) : null, card.span ? small(card.span) : null, small(said(card.id))));
    made.dataset.card = at;
    return made;
  }

  function fill() {
    rows.replaceChildren(...order.slice(0, shown).map(row));
    const left = order.length - Math.min(shown, order.length);
    further.hidden = !left;
    more.textContent = `${wsw.number(Math.min(step, left))} more of ${wsw.number(left)}`;
  }

  /** Write the table of a view; rows of the selection are marked and come first. */
  function write(view, state, behind) {
    chosen = new Set(behind ?? []);
    const first = sorted(view.cards.filter((at) => chosen.has(at)), state.sort);
    order = [...first, ...sorted(view.cards.filter((at) => !chosen.has(at)), state.sort)];
    shown = step;
    for (const head of table.querySelectorAll("th")) {
      const name = head.firstElementChild.dataset.sort;
      head.setAttribute("aria-sort", state.sort === name ? "ascending" : state.sort === `-${name}` ? "descending" : "none");
    }
    table.hidden = !order.length;
    const how = state.sort ? "" : ", the newest first";
    inview.textContent = !order.length ? "No statements match the filters. Remove a filter to see more."
      : order.length === data.cards.length ? `${count(order.length, "statement")}${how}.` : `${wsw.number(order.length)} of ${count(data.cards.length, "statement")} in view${how}.`;
    if (view.undated) inview.textContent += ` ${count(view.undated, "statement")} without a date ${view.undated === 1 ? "is" : "are"} left out.`;
    fill();
  }

  more.addEventListener("click", () => { const at = shown; shown += step; fill(); rows.children[at]?.querySelector("button, a")?.focus(); });

  /** Print all rows, up to the maximum. */
  function print(on) {
    const before = shown;
    shown = on ? onPaper : step;
    if (order.length > Math.min(before, step)) fill();
    if (on && order.length > onPaper) inview.textContent += ` The first ${wsw.number(onPaper)} are printed.`;
  }

  return { write, print, get order() { return order; } };
};

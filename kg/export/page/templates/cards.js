/* Statements as cards of the side panel and as citations. */
wsw.cards = (() => {
  const { make, said, link, button, pick } = wsw;

  /** The basis of a statement's days, unless its date already gives it. */
  const basis = (card) => (card.said_last ? card.date_reason : "");

  function reading(one) {
    const sure = [one.confidence && `confidence ${one.confidence}`, one.coder && `coded by ${one.coder}`].filter(Boolean).join(", ");
    return make("div", "read",
      make("p", "", make("span", `side ${one.side}`, one.verb), " ", said(one.label), sure ? make("span", "why", " (", said(sure), ")") : null),
      one.reason ? make("p", "why", "Why: ", said(one.reason)) : null,
      one.differ ? make("p", "why", said(`${one.differ[0].toUpperCase()}${one.differ.slice(1)}`)) : null);
  }

  /** The words of a statement: quotations in marks, the rest as the coder's. */
  const words = (card) => [...card.quotes.map((quote) => make("blockquote", "", said(quote))),
    card.paraphrase ? make("p", "paraphrase", make("i", "tag", card.tag), " ", said(card.paraphrase)) : null];

  /** A statement with all its details and some of its readings. */
  function card(one, readings = one.readings) {
    const facts = [["To", one.addressee], ["Where", one.place], ["On", one.occasion], ["Cue", one.cue], ["Mode", one.mode], ["Reported by", one.reporters],
      ["Place in text", one.span], ["Coded by", one.coder], ["Coded in", one.sheet && `${one.sheet}:${one.line}`], ["Id", one.id]];
    const list = make("dl", "more", make("dt", "", "Source"), make("dd", "", link(one.source.label, one.source.url), one.source.published ? `, ${one.source.published}` : ""));
    for (const [what, value] of facts) if (value) list.append(make("dt", "", what), make("dd", "", said(value)));
    return make("article", "card",
      make("p", "by", one.by && wsw.nodes.has(one.by) && !wsw.nodes.get(one.by).members ? pick(one.speaker, "node", one.by) : said(one.speaker)),
      one.roles.length ? make("p", "role", said(one.roles.join(" · "))) : null,
      make("p", "date", said(one.when), basis(one) ? make("span", "role", " · ", said(basis(one))) : null),
      ...words(one),
      ...one.embeds.map((item) => make("div", "embedded", make("p", "", said(item.lead), " ", said(item.text)),
        item.whose ? make("p", "", "Not a statement by ", said(item.whose), ".") : null)),
      ...readings.filter((each) => each.value).map(reading), list,
      make("p", "cite", button("plain", { cite: one.at }, "Copy citation"), make("span", "done", "")));
  }

  /** The citation of a statement: speaker, capacity, words, date, place, source, and readings with their coders. */
  function citation(card) {
    const parts = [];
    const quoted = card.quotes.map((quote) => `“${quote}”`).join(" … ");
    parts.push(`${[card.speaker, ...card.roles].join(", ")}: ${[quoted, card.paraphrase ? `[${card.tag}: ${card.paraphrase}]` : ""].filter(Boolean).join(" ")}`);
    const why = basis(card);
    parts.push([`Said: ${card.when}${why ? `; ${why}` : ""}`, card.place && `in ${card.place}`, card.addressee && `to ${card.addressee}`, card.occasion && `on the occasion: ${card.occasion}`].filter(Boolean).join(", "));
    parts.push(`Reported in: ${[card.source.label, card.reporters && `by ${card.reporters}`, card.source.published && `published ${card.source.published}`, card.span, card.source.url].filter(Boolean).join(", ")}`);
    for (const item of card.embeds) parts.push(`${item.lead} ${item.text}${item.whose ? ` (not a statement by ${item.whose})` : ""}`);
    for (const one of card.readings.filter((each) => each.value)) {
      parts.push(`Read as: ${one.verb} ${one.label}${[one.confidence && `confidence ${one.confidence}`, one.coder && `by ${one.coder}`].filter(Boolean).map((each) => `, ${each}`).join("")}${one.reason ? `, because: ${one.reason}` : ""}${one.differ ? `, ${one.differ}` : ""}`);
    }
    parts.push(`${card.coder ? `Statement coded by ${card.coder}; ` : ""}${card.sheet ? `${card.sheet}:${card.line}; ` : ""}${wsw.iri(card.id)}`);
    return `${parts.map((part) => part.replace(/\s+/g, " ").replace(/[.\s]+$/, "")).join(". ")}.`;
  }

  /** Copy a text; if the browser does not allow it, show the text, selected. */
  async function copy(text, done) {
    try {
      await navigator.clipboard.writeText(text);
      done.textContent = "Copied.";
    } catch {
      const field = make("textarea", "copied", text);
      field.readOnly = true;
      field.setAttribute("aria-label", "Text to copy");
      done.replaceChildren(field);
      field.select();
    }
  }

  return { card, citation, copy };
})();

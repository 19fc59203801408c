/* Export of the view: PNG at twice the screen's resolution, SVG, CSV and JSON. */
wsw.export = () => {
  const columns = ["id", "speaker", "speaker_label", "speaker_roles", "speaker_roles_known", "on_behalf_of_labels", "mode", "quotes", "text", "text_is", "cue", "said_earliest", "said_latest", "date_basis", "date_reason", "counts_from", "counts_until", "counts_by",
    "place_label", "addressee_label", "occasion", "target", "target_label", "stance", "evaluation", "score", "confidence", "reason", "reading", "reading_coder_label", "coders_differ", "embeds", "source", "source_label", "source_url",
    "source_published", "reported_by_labels", "start", "end", "coder_label", "sheet", "line", "view_title", "view_filters", "data_as_of"];

  /** A statement with one of its readings as a row; columns are named as in kg said -f csv. */
  function row(card, reading, told) {
    return { id: wsw.iri(card.id), speaker: wsw.iri(card.speaker_id), speaker_label: card.speaker, speaker_roles: card.offices.join(" | "), speaker_roles_known: card.offices_known.join(" | "), on_behalf_of_labels: card.behalf.join(" | "), mode: card.mode, quotes: card.quotes.join(" | "), text: card.paraphrase,
      text_is: card.paraphrase ? card.tag : "", cue: card.cue, said_earliest: card.said_first, said_latest: card.said_last, date_basis: card.basis, date_reason: card.date_reason,
      counts_from: card.first, counts_until: card.last, counts_by: card.counts_by, place_label: card.place,
      addressee_label: card.addressee, occasion: card.occasion, target: wsw.iri(reading?.target), target_label: reading?.label, stance: reading?.scheme === "stance" ? reading.value : "",
      evaluation: reading?.scheme === "evaluation" ? reading.value : "", score: reading?.score, confidence: reading?.confidence, reason: reading?.reason, reading: wsw.iri(reading?.id), reading_coder_label: reading?.coder,
      coders_differ: reading?.differ,
      embeds: card.embeds.map((item) => `${item.lead} ${item.text}`).join(" | "), source: wsw.iri(card.source.id), source_label: card.source.label, source_url: card.source.url, source_published: card.source.published,
      reported_by_labels: card.reporters, start: card.start, end: card.end, coder_label: card.coder, sheet: card.sheet, line: card.line, view_title: told.title, view_filters: told.filters.join("; ") || "none", data_as_of: told.asOf };
  }

  function rows(view, told) {
    return view.cards.flatMap((at) => {
      const card = wsw.data.cards[at];
      const kept = wsw.twoMode ? new Set(view.kept.filter((one) => one.card === card).map((one) => one.reading)) : new Set(card.readings);
      const mine = card.readings.filter((reading) => kept.has(reading) || !reading.edges.length);
      return (mine.length ? mine : [undefined]).map((reading) => row(card, reading, told));
    });
  }

  const quoted = (value) => { const text = String(value ?? ""); return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text; };

  /** Comma-separated values as in RFC 4180, with a byte order mark so that spreadsheets read UTF-8. */
  const csv = (view, state) => `\ufeff${[columns, ...rows(view, wsw.sheet.about(view, state)).map((one) => columns.map((name) => one[name]))].map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`;

  function json(view, state) {
    const told = wsw.sheet.about(view, state);
    const name = (id) => wsw.iri(wsw.nodes.get(id).key);
    const shown = [...view.nodes.keys()].filter((id) => !(view.actors && wsw.nodes.get(id).issue));
    return `${JSON.stringify({ title: told.title, workspace: told.workspace, data_as_of: told.asOf, filters: told.filters, address: wsw.state.address(state), settings: told.settings, notes: told.limits, sources: told.sources,
      network: { kind: state.network || wsw.data.mode, nodes: shown.map((id) => ({ id: name(id), label: wsw.nodes.get(id).name, kind: wsw.nodes.get(id).kind, statements: view.nodes.get(id).size })),
        edges: view.edges.map((edge) => ({ id: edge.id, source: name(edge.from), target: name(edge.to), says: edge.verb, weight: edge.weight, statements: edge.cards.map((at) => wsw.iri(wsw.data.cards[at].id)) })) },
      statements: rows(view, told).map(({ view_title, view_filters, data_as_of, ...one }) => one) }, null, 1)}\n`;
  }

  /** The sheet as the text of an SVG file. */
  const svg = (view, state, picture) => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(wsw.sheet.svg(view, state, picture))}\n`;

  /** The sheet as pixels, at twice the screen's resolution unless the canvas would be too large. */
  function png(view, state, picture) {
    const text = svg(view, state, picture);
    const image = new Image();
    return new Promise((done, failed) => {
      image.onload = () => {
        const scale = Math.min(2, 16000 / Math.max(image.width, image.height));
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("the picture is too large for this browser"))), "image/png");
      };
      image.onerror = () => failed(new Error("the picture could not be drawn"));
      image.src = `data:image/svg+xml;base64,${btoa(unescape(encodeURIComponent(text)))}`;
    });
  }

  function name(ending, state) {
    const words = `${document.querySelector("h1").textContent} ${state.network && state.network !== "two-mode" ? state.network : ""}`;
    const slug = wsw.plain(words).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "view";
    return `${slug}${wsw.data.as_of_day ? `-${wsw.data.as_of_day}` : ""}.${ending}`;
  }

  function save(content, type, ending, state) {
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    anchor.download = name(ending, state);
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
  }

  const ways = {
    csv: (view, state) => save(csv(view, state), "text/csv;charset=utf-8", "csv", state),
    json: (view, state) => save(json(view, state), "application/json", "json", state),
    svg: (view, state, picture) => save(svg(view, state, picture), "image/svg+xml", "svg", state),
    png: async (view, state, picture) => save(await png(view, state, picture), "image/png", "png", state),
    print: () => window.print(),
    link: (view, state, picture, done) => wsw.cards.copy(`${location.href.replace(/#.*/, "")}${wsw.state.address(state)}`, done),
  };
  return { save: (way, ...rest) => ways[way](...rest), csv, json, svg };
};

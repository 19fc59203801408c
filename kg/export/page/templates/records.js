/* Read the page's data once, and fill in the values that were left out. */
wsw.load = async () => {
  const block = document.getElementById("data");
  const data = JSON.parse(block.type === "application/gzip" ? await unpacked(block) : block.textContent);
  const local = /^[a-z][a-z-]*\/[A-Za-z0-9_.-]+(#target)?$/;
  const coder = (number) => (number === undefined ? "" : data.coders[number]);

  async function unpacked(element) {
    const packed = atob(element.textContent);
    element.textContent = ""; // do not keep the text of a large page twice
    const bytes = new Uint8Array(packed.length);
    for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  function filled(card, at) {
    const texts = { speaker: "", mode: "", tag: "", paraphrase: "", cue: "", first: "", last: "", counts_by: "", when: "", basis: "", date_reason: "", place: "",
      addressee: "", occasion: "", reporters: "", span: "", kind: "other" };
    const one = { ...texts, quotes: [], behalf: [], offices: [], offices_known: [], embeds: [], readings: [], by: null, speaker_id: "", sheet: "", ...card, at };
    const own = one.counts_by === "stated" || one.counts_by === "inferred"; // it counts on its own days
    one.said_first ??= own ? one.first : "";
    one.said_last ??= own ? one.last : "";
    one.roles = [...one.behalf.map((body) => `for ${body}`), ...one.offices.map((office, place) => (one.offices_known[place] ? `${office} (${one.offices_known[place]})` : office))];
    one.source = data.sources[card.source];
    one.coder = coder(card.coder);
    one.readings = one.readings.map((reading) => {
      const edges = (reading.edges ?? []).map((number) => data.edges[number]);
      return { label: "", value: "", side: "", verb: "speaks on", confidence: "", reason: "", differ: "", ...(edges.length && data.mode === "two-mode" ? { side: edges[0].side, verb: edges[0].verb } : {}),
        ...reading, edges, coder: coder(reading.coder) };
    });
    return one;
  }

  data.sources.forEach((source) => { source.id ??= ""; source.label ??= source.id; });
  data.nodes.forEach((node) => { node.names ??= []; node.label ??= ""; });
  data.edges.forEach((edge, number) => { edge.number = number; edge.bend ??= 0; });
  data.cards = data.cards.map(filled);
  wsw.data = data;
  wsw.nodes = new Map(data.nodes.map((node) => [node.id, node]));
  wsw.keys = new Map(data.nodes.map((node) => [node.key, node]));
  /** The full IRI of a shortened id. */
  wsw.iri = (id) => (id && local.test(id) ? data.base + id : id ?? "");
  /** The evidence of a line, in words. */
  wsw.rests = (edge) => edge.says ?? wsw.count(edge.weight, "reading");
  wsw.twoMode = data.mode === "two-mode";
};

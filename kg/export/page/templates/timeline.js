/* The timeline: a row for each issue, and a bar from the first to the last possible day of each statement. */
wsw.timeline = () => {
  const { make, draw, count, nodes, period } = wsw;
  const place = document.getElementById("timeline-view");
  const most = 30;
  const left = window.innerWidth > 700 ? 240 : 150;
  const undatedWidth = 150;
  const deepest = 40; // maximum number of lanes in a row

  /** Ticks of an axis from one day to another: days, months or years, at most a dozen. */
  function ticks(low, high) {
    const dates = [];
    const first = new Date(low * 86400000);
    const days = high - low;
    if (days <= 12) { for (let n = low; n <= high; n += 1) dates.push(period.iso(n)); return dates; }
    if (days <= 84) { for (let n = low; n <= high; n += 7) dates.push(period.iso(n)); return dates; }
    const months = Math.max(1, Math.ceil(days / 30.4 / 10));
    const step = months > 6 ? 12 * Math.ceil(months / 12) : months;
    let [year, month] = [first.getUTCFullYear(), step >= 12 ? 0 : first.getUTCMonth()];
    for (;;) {
      const iso = `${year}-${String(month + 1).padStart(2, "0")}-01`;
      if (period.number(iso) > high) return dates;
      if (period.number(iso) >= low) dates.push(iso);
      month += step;
      year += Math.floor(month / 12);
      month %= 12;
    }
  }

  /** Place the marks of a row in lanes, so that none overlap. */
  function lanes(marks) {
    const ends = [];
    for (const mark of marks.sort((a, b) => a.x - b.x || b.width - a.width)) {
      mark.lane = ends.findIndex((end) => end + 2 <= mark.x);
      if (mark.lane < 0) mark.lane = ends.length;
      ends[mark.lane] = mark.x + mark.width;
    }
    return ends.length;
  }

  function write(view) {
    const kept = view.kept;
    if (!kept.length) { place.replaceChildren(make("h2", "unseen", "Timeline"), make("p", "hint", "No stance or evaluation is in view.")); return; }
    const rows = new Map();
    for (const one of kept) rows.set(one.edge.to, [...(rows.get(one.edge.to) ?? []), one]);
    const busiest = [...rows].sort((a, b) => b[1].length - a[1].length || nodes.get(a[0]).name.localeCompare(nodes.get(b[0]).name));
    const dated = kept.filter((one) => period.valid(one.card.first) && period.valid(one.card.last));
    const wide = Math.max(680, place.clientWidth - 40) - left;
    const span = !dated.length ? 0 : kept.length > dated.length ? wide - undatedWidth : wide;
    const low = Math.min(...dated.map((one) => period.number(one.card.first)));
    const high = Math.max(...dated.map((one) => period.number(one.card.last)));
    const x = (n) => left + 8 + (span - 24) * (n - low) / Math.max(1, high - low + 1);
    const crowded = Math.max(...busiest.map(([, ones]) => ones.length)) > 60;
    const tall = crowded ? 8 : 13;
    const chart = draw("svg", { class: "timeline", role: "group", "aria-label": "Timeline of readings by issue" });
    let y = 30;
    for (const [id, ones] of busiest.slice(0, most)) {
      const marks = [];
      for (const one of ones) {
        const known = period.valid(one.card.first) && period.valid(one.card.last);
        const [a, b] = known ? [x(period.number(one.card.first)), x(period.number(one.card.last) + 1)] : [0, 0];
        if (known) marks.push({ one, x: a, width: Math.max(crowded ? 3 : 8, b - a) });
      }
      const blanks = ones.filter((one) => !marks.some((mark) => mark.one === one)).map((one, at) => ({ one, x: left + span + 16 + (at % 12) * 10, width: 8, lane: Math.floor(at / 12) }));
      const depth = Math.min(deepest, Math.max(lanes(marks), ...blanks.map((mark) => mark.lane + 1), 1));
      const height = Math.max(depth * tall + 8, nodes.get(id).name.length > 36 ? 36 : 22);
      chart.append(draw("line", { class: "rule", x1: 0, x2: left + wide, y1: y + height, y2: y + height }));
      for (const mark of [...marks, ...blanks]) {
        const { card, reading, edge } = mark.one;
        const bar = draw("rect", { class: `bar-${edge.side}`, x: mark.x.toFixed(1), y: y + 4 + Math.min(mark.lane, deepest - 1) * tall, width: mark.width.toFixed(1), height: tall - 3, rx: 2, tabindex: crowded ? null : 0, role: "button",
          "data-edge": edge.id, "aria-label": `${nodes.get(edge.from).name} ${reading.verb} ${nodes.get(id).name}, ${card.when}` });
        bar.append(draw("title", {}, `${nodes.get(edge.from).name} ${reading.verb} ${nodes.get(id).name}, ${card.when}`));
        chart.append(bar);
      }
      const words = draw("foreignObject", { x: 0, y: y + 2, width: left - 8, height: height - 3 }, make("div", "row-name", wsw.pick(nodes.get(id).name, "node", id)));
      chart.append(words);
      y += height;
    }
    if (dated.length) {
      for (const iso of ticks(low, high)) {
        const at = x(period.number(iso));
        chart.append(draw("line", { class: "tick", x1: at, x2: at, y1: 24, y2: y }), draw("text", { x: at, y: 16, "text-anchor": at < left + 40 ? "start" : "middle" }, high - low <= 400 ? period.day(iso).replace(/ \d{4}$/, "") : period.day(iso).slice(period.day(iso).indexOf(" ") + 1)));
      }
    }
    if (kept.length > dated.length) chart.append(draw("text", { x: left + span + 16, y: 16 }, "no date"));
    chart.setAttribute("viewBox", `0 0 ${left + wide} ${y + 6}`);
    chart.setAttribute("width", left + wide);
    chart.setAttribute("height", y + 6);
    const key = make("ul", "key", [["support", "for, or rated positively"], ["oppose", "against, or rated negatively"], ["mixed", "mixed"], ["neutral", "neutral"], ["unclear", "unclear"]].map(([side, text]) => make("li", "", draw("svg", { width: 18, height: 11, "aria-hidden": "true" }, draw("rect", { class: `bar-${side}`, width: 18, height: 10, rx: 2 })), text)),
      make("li", "", "long bar: the day is within it"), kept.some((one) => one.card.counts_by === "published") ? make("li", "", "as reported: on the day of publication") : null);
    const years = dated.length ? `${period.day(period.iso(low))} to ${period.day(period.iso(high))}. ` : "";
    const hidden = busiest.length > most ? `The ${most} most discussed; ${count(busiest.length - most, "issue")} more in the table.` : "";
    place.replaceChildren(make("h2", "unseen", "Timeline"), key, make("p", "hint", years + hidden), make("div", "scroll", chart));
  }

  return { write, ticks };
};

/* Time: days as numbers, the two sliders, the histogram of statements, and the play button. */
wsw.period = (() => {
  const ms = 86400000;
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const number = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / ms);
  const iso = (n) => new Date(n * ms).toISOString().slice(0, 10);
  const valid = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(number(text)) && iso(number(text)) === text;

  /** A day in words. */
  function day(text) {
    if (!valid(text)) return text;
    const [year, month, date] = text.split("-").map(Number);
    return `${date} ${months[month - 1]} ${year}`;
  }

  function bind(change) {
    const { data, draw } = wsw;
    const place = document.getElementById("period");
    const dated = data.cards.filter((card) => valid(card.first) && valid(card.last));
    if (!place || !dated.length) return null;
    const low = Math.min(...dated.map((card) => number(card.first)));
    const high = Math.max(...dated.map((card) => number(card.last)));
    if (low === high) return null;
    place.hidden = false;
    const [from, to] = [document.getElementById("from"), document.getElementById("to")];
    const [play, span] = [document.getElementById("play"), document.getElementById("span")];
    for (const one of [from, to]) { one.max = high - low; one.value = one === from ? 0 : high - low; }
    let timer = 0;

    /* The histogram of statements behind the sliders; a statement of several days is spread over them. */
    const bins = new Array(Math.min(60, high - low + 1)).fill(0);
    const bin = (n) => Math.min(bins.length - 1, Math.floor((n - low) * bins.length / (high - low + 1)));
    for (const card of dated) {
      const [a, b] = [bin(number(card.first)), bin(number(card.last))];
      for (let at = a; at <= b; at += 1) bins[at] += 1 / (b - a + 1);
    }
    const tallest = Math.max(...bins);
    const chart = document.getElementById("when");
    chart.setAttribute("viewBox", `0 0 ${bins.length} 20`);
    chart.replaceChildren(...bins.map((value, at) => draw("rect", { x: at + 0.1, width: 0.8, y: 20 - 20 * value / tallest, height: 20 * value / tallest })));

    const stop = () => { clearInterval(timer); timer = 0; play.textContent = "▶ Play"; play.setAttribute("aria-pressed", "false"); };

    /** Set the sliders to a state, and show it in words. */
    function show(state) {
      const [a, b] = [state.from && valid(state.from) ? number(state.from) : low, state.to && valid(state.to) ? number(state.to) : high];
      from.value = a - low;
      to.value = b - low;
      from.setAttribute("aria-valuetext", day(iso(a)));
      to.setAttribute("aria-valuetext", day(iso(b)));
      span.textContent = state.from || state.to ? `${day(iso(a))} – ${day(iso(b))}` : "all days";
    }

    function slid(event, final) {
      let [a, b] = [Number(from.value), Number(to.value)];
      if (a > b) { if (event.target === from) b = a; else a = b; }
      change({ from: a === 0 && b === high - low ? "" : iso(low + a), to: a === 0 && b === high - low ? "" : iso(low + b) }, final);
    }

    for (const one of [from, to]) {
      one.addEventListener("input", (event) => { stop(); slid(event, false); });
      one.addEventListener("change", (event) => slid(event, true));
    }
    play.addEventListener("click", () => {
      if (timer) { stop(); change({}, true); return; }
      play.textContent = "■ Stop";
      play.setAttribute("aria-pressed", "true");
      const step = Math.max(1, Math.ceil((high - low) / 60));
      let at = low;
      change({ from: iso(low), to: iso(at) }, false);
      timer = setInterval(() => {
        at += step;
        if (at >= high) { stop(); change({ from: "", to: "" }, true); } else change({ from: iso(low), to: iso(at) }, false);
      }, 250);
    });
    return { show, stop, low, high };
  }

  return { day, number, iso, valid, bind };
})();

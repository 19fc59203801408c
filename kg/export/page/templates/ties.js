/* The table of ties of a one-mode page: the page holds all rows, and those not in view are hidden. */
wsw.ties = () => {
  const rows = [...document.querySelectorAll("#ties tr")];
  const words = document.getElementById("tiesinview");

  /** Update the table to a view; a search lists only its matches. */
  function write(view, state) {
    if (!words) return;
    const there = new Set(view.edges.map((edge) => edge.id));
    let left = 0;
    for (const row of rows) {
      const visible = there.has(row.dataset.tie) && (!view.found || wsw.lit.has(row.dataset.tie) || row.dataset.tie === state.select);
      row.hidden = !visible;
      row.classList.toggle("chosen", row.dataset.tie === state.select);
      left += visible;
    }
    words.textContent = left === rows.length ? `${wsw.count(left, "tie")}, the strongest first.` : `${wsw.number(left)} of ${wsw.count(rows.length, "tie")} in view.`;
  }
  return { write };
};

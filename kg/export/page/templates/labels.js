/*
 * Labels of a picture that is too large to label everything: as many as fit at the current scale without overlap. Issues and the most
 * active actors come first; zooming in shows more.
 */
wsw.labels = (() => {
  const cell = 64;
  const letters = 12;
  const atMost = 110;

  /**
   * The labels that fit.
   *
   * `candidates` in order of importance, each with x, y, r (pixels of the screen) and text; `width` measures a text. Returns those that are
   * drawn, with the point where the text begins.
   */
  function placed(candidates, frame, width) {
    const taken = new Map();
    const free = (box) => {
      for (let i = Math.floor(box.left / cell); i <= Math.floor(box.right / cell); i += 1) {
        for (let j = Math.floor(box.top / cell); j <= Math.floor(box.bottom / cell); j += 1) {
          if ((taken.get(`${i} ${j}`) ?? []).some((o) => box.left < o.right && o.left < box.right && box.top < o.bottom && o.top < box.bottom)) return false;
        }
      }
      return true;
    };
    const take = (box) => {
      for (let i = Math.floor(box.left / cell); i <= Math.floor(box.right / cell); i += 1) {
        for (let j = Math.floor(box.top / cell); j <= Math.floor(box.bottom / cell); j += 1) {
          const key = `${i} ${j}`;
          if (!taken.has(key)) taken.set(key, []);
          taken.get(key).push(box);
        }
      }
    };
    const found = [];
    for (const one of candidates) {
      if (found.length >= atMost) break;
      if (one.x < 0 || one.y < 0 || one.x > frame.width || one.y > frame.height) continue;
      const wide = width(one.text) + 14;
      const tall = letters + 5;
      const spots = [[one.x - wide / 2, one.y + one.r + 2], [one.x - wide / 2, one.y - one.r - 2 - tall], [one.x + one.r + 2, one.y - tall / 2], [one.x - one.r - 2 - wide, one.y - tall / 2]];
      for (const [left, top] of spots) {
        const box = { left, top, right: left + wide, bottom: top + tall };
        if (left < 2 || top < 2 || box.right > frame.width - 2 || box.bottom > frame.height - 2 || !free(box)) continue;
        take(box);
        found.push({ ...one, left: left + 7, base: top + letters + 1, box });
        break;
      }
    }
    return found;
  }

  /** Nodes in the order of their labels: issues and actors alternately, the most active first. */
  function ranked(view) {
    const nodes = [...view.nodes.keys()].map((id) => wsw.nodes.get(id)).filter((node) => !(view.actors && node.issue));
    const busy = (node) => view.nodes.get(node.id).size;
    const sides = [true, false].map((issue) => nodes.filter((node) => node.issue === issue).sort((a, b) => busy(b) - busy(a) || (a.name < b.name ? -1 : 1)));
    const turns = [];
    for (let at = 0; at < Math.max(...sides.map((side) => side.length)); at += 1) for (const side of sides) if (at < side.length) turns.push(side[at]);
    return turns;
  }

  return { placed, ranked, letters };
})();

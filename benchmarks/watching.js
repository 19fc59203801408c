/*
 * Inserted into a page before its own scripts. Detects the last visible change of a picture on a canvas, and counts the frames in which it
 * was redrawn at another place or scale; frames without a redraw, or with the same picture, do not count.
 */
window.watched = (() => {
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  const small = document.createElement("canvas");
  [small.width, small.height] = [160, 100];
  const eye = small.getContext("2d", { willReadFrequently: true });
  let canvas = null; // the largest in the page
  let looking = true; // until the picture settles; sampling costs some milliseconds per frame
  let asked = false;
  let signature = 0;
  let changed = null;
  let counting = false;
  let frame = 0;
  let drawn = 0;
  let moved = 0;
  let from = "";

  const network = () => [window.whoSaidWhat?.network, window.network].find((one) => one?.getViewPosition);

  /** The transform of the picture: vis-network reports it, force-graph leaves it on the canvas. */
  function view() {
    const net = network();
    if (net) return JSON.stringify([net.getViewPosition(), net.getScale()]);
    return JSON.stringify(canvas?.__zoom ?? null);
  }

  function look(time) {
    asked = false;
    clear.call(eye, 0, 0, 160, 100);
    eye.drawImage(canvas, 0, 0, 160, 100);
    let sum = 2166136261;
    for (const four of new Uint32Array(eye.getImageData(0, 0, 160, 100).data.buffer)) sum = Math.imul(sum ^ four, 16777619);
    if (sum !== signature) [signature, changed] = [sum, time];
  }

  /* All libraries clear their canvas first. */
  CanvasRenderingContext2D.prototype.clearRect = function (...area) {
    if (this !== eye && this.canvas.isConnected && this.canvas.width * this.canvas.height >= (canvas?.isConnected ? canvas.width * canvas.height : 0)) {
      canvas = this.canvas;
      if (looking && !asked) { asked = true; requestAnimationFrame(look); }
      if (counting) {
        const now = view();
        if (now !== from && drawn !== frame) { drawn = frame; moved += 1; }
        from = now;
      }
    }
    return clear.apply(this, area);
  };

  function tick() {
    if (!counting) return;
    frame += 1;
    requestAnimationFrame(tick);
  }

  /** The time since navigation at which the picture settled, once it has not changed for half a second after the mark; else null. */
  function settled(mark) {
    const marks = mark ? performance.getEntriesByName(mark) : [];
    if (changed === null || (mark && !marks.length)) return null;
    return performance.now() - Math.max(changed, ...marks.map((each) => each.startTime)) > 500 ? changed : null;
  }

  const marked = (mark) => performance.getEntriesByName(mark)[0]?.startTime ?? null;

  function count(on) {
    looking = false;
    [counting, frame, drawn, moved, from] = [on, 0, -1, 0, view()];
    if (on) requestAnimationFrame(tick);
  }

  const counted = () => ({ frames: frame, moved, at: performance.now() });

  /** A place on the canvas that is as far as possible from every node, with room to the right and below. */
  function empty() {
    const box = canvas.getBoundingClientRect();
    const net = network();
    const nodes = net ? Object.values(net.getPositions()).map((point) => net.canvasToDOM(point))
      : window.graph.graphData().nodes.map((node) => window.graph.graph2ScreenCoords(node.x, node.y));
    let best = [-1, 0, 0];
    for (let x = 0.15 * box.width; x < 0.6 * box.width; x += 23) {
      for (let y = 0.2 * box.height; y < 0.7 * box.height; y += 23) {
        if (document.elementFromPoint(box.left + x, box.top + y) !== canvas) continue;
        const far = nodes.reduce((least, node) => Math.min(least, (node.x - x) ** 2 + (node.y - y) ** 2), Infinity);
        if (far > best[0]) best = [far, box.left + x, box.top + y];
      }
    }
    return best.slice(1);
  }

  /** Give the picture the keys and the wheel. */
  function focus() {
    const box = document.getElementById("network") ?? canvas.parentElement;
    box.focus();
    if (!box.contains(document.activeElement)) box.querySelector("[tabindex]")?.focus();
  }

  const size = () => [canvas.clientWidth, canvas.clientHeight];

  return { settled, marked, count, counted, empty, focus, size };
})();

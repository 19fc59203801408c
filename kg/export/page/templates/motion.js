/*
 * The picture while it moves: a bitmap made at rest replaces it, since hundreds of lines and labels take longer to draw than a frame lasts.
 * The real drawing returns as soon as the picture stops. vis-network's own nodes and edges draw the bitmap, so that both look the same.
 */
wsw.standIn = (network, look) => {
  const most = 2200; // pixels of the longer side
  const rest = 350; // milliseconds without change before the bitmap is made
  const after = 160; // milliseconds after the last movement before the real picture is drawn again
  const { renderer, body, interactionHandler } = network;
  let bitmap = null;
  let making = 0;
  let settling = 0;
  let moving = false;

  function made(part) {
    const scale = Math.min(most / part.width, most / part.height, 2);
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.ceil(part.width * scale), Math.ceil(part.height * scale)];
    const context = canvas.getContext("2d");
    context.scale(scale, scale);
    context.translate(-part.left, -part.top);
    for (const edge of Object.values(body.edges)) if (edge.connected) { edge.draw(context); edge.drawArrows(context); }
    for (const node of Object.values(body.nodes)) if (!node.options.hidden) node.draw(context)?.drawExternalLabel?.();
    return { canvas, ...part };
  }

  /** Draw the bitmap again after a pause without changes; `extent` returns the part of the layout that is shown. */
  function renew(extent) {
    clearTimeout(making);
    bitmap = null;
    making = setTimeout(() => { if (moving) renew(extent); else bitmap = made(extent()); }, rest);
  }

  function move() {
    moving = true;
    if (interactionHandler) interactionHandler.options.hover = false; // ignore the pointer during movement
    clearTimeout(settling);
    settling = setTimeout(() => {
      moving = false;
      if (interactionHandler) interactionHandler.options.hover = !look.heavy;
      network.redraw();
    }, after);
  }

  for (const name of ["_drawNodes", "_drawEdges", "_drawArrows"]) {
    const own = renderer[name];
    renderer[name] = (...given) => (moving && bitmap ? { drawExternalLabels: null } : own.apply(renderer, given));
  }
  network.on("beforeDrawing", (context) => { if (moving && bitmap) context.drawImage(bitmap.canvas, bitmap.left, bitmap.top, bitmap.width, bitmap.height); });
  for (const event of ["dragging", "zoom"]) network.on(event, move);
  return { renew, get moving() { return moving; }, get ready() { return bitmap !== null; } };
};

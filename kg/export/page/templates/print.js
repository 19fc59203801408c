/* Printing: the picture as SVG, the active filters, even if there are none, all rows, the sources. */
wsw.print = (now, restore) => {
  const get = (id) => document.getElementById(id);

  window.addEventListener("beforeprint", () => {
    const { view, state, picture, table } = now();
    const told = wsw.sheet.about(view, state);
    if (picture) get("printed").replaceChildren(wsw.sheet.svg(view, state, picture, { head: false, width: 1000, height: 640 }));
    get("force").hidden = false;
    if (!told.filters.length) get("chips").replaceChildren(wsw.make("li", "", "none"));
    get("sources").hidden = false;
    get("sources").replaceChildren(wsw.make("p", "", `Data as of ${told.asOf}. Sources of the statements in view:`), wsw.make("ul", "", told.sources.map((each) => wsw.make("li", "", wsw.said(each)))));
    table.print(true);
  });

  window.addEventListener("afterprint", () => {
    get("printed")?.replaceChildren();
    get("sources").hidden = true;
    now().table.print(false);
    restore();
  });
};

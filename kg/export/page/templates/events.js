/* Clicks and keys: each changes the state once. */
wsw.events = ({ now, select, change, reset, picture, panel, exporter, controls }) => {
  async function exportView(way, button) {
    const done = wsw.make("p", "hint", "");
    button.parentElement.querySelector(".done")?.remove();
    done.classList.add("done");
    done.setAttribute("role", "status");
    button.parentElement.append(done);
    try { await exporter.save(way, now().view, now().state, picture, done); } catch (problem) { done.textContent = `Export failed: ${problem.message}`; }
  }

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
    if (event.target.closest(".skip")) { // the address holds the state: the link must not change it
      event.preventDefault();
      const statements = document.getElementById("statements");
      statements.scrollIntoView();
      statements.focus({ preventScroll: true });
      return;
    }
    const target = event.target.closest("button, [data-edge]");
    if (!target) return;
    const asks = target.dataset;
    if ("back" in asks) { change({ select: "", q: "" }); controls.find.value = ""; panel.panel.focus({ preventScroll: true }); }
    else if (asks.node || asks.edge) { select(asks.node || asks.edge); panel.reveal(); }
    else if (asks.zoom) picture.zoom(asks.zoom);
    else if (asks.show) change({ show: asks.show });
    else if (asks.sort) change({ sort: now().state.sort === asks.sort ? `-${asks.sort}` : now().state.sort === `-${asks.sort}` ? "" : asks.sort });
    else if (asks.drop) { change(wsw.state.without(now().state, asks.drop)); if (asks.drop === "q") controls.find.value = ""; (document.getElementById("chips").querySelector("button") ?? controls.find).focus(); }
    else if (target.id === "clear") { change(wsw.state.cleared(now().state)); controls.find.value = ""; controls.find.focus(); }
    else if (asks.cite) wsw.cards.copy(wsw.cards.citation(wsw.data.cards[asks.cite]), target.nextElementSibling);
    else if (asks.export) exportView(asks.export, target);
  });

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === "Escape") {
      const open = document.querySelector("details.menu[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); } else reset();
    } else if (event.key === "+" && picture?.box.contains(document.activeElement)) picture.zoom("in"); // vis-network handles the other keys
    else if (event.key === "/" && !typing && controls.find) { event.preventDefault(); controls.find.focus(); }
    else if ((event.key === "Enter" || event.key === " ") && document.activeElement.dataset?.edge && document.activeElement.tagName === "rect") { event.preventDefault(); select(document.activeElement.dataset.edge); panel.reveal(); }
    else if (document.activeElement.getAttribute("role") === "tab" && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
      const tabs = [...document.querySelectorAll('[role="tab"]')];
      const next = tabs[(tabs.indexOf(document.activeElement) + (event.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length];
      next.focus();
      change({ show: next.dataset.show });
    }
  });
};

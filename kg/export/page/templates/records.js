"use strict";
/* The page's data, read once, and the only two ways in which it becomes elements. */
const wsw = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const options = JSON.parse(data.options);
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const edges = new Map(data.edges.map((edge) => [edge.id, edge]));

  /** An element with a class, text and children; text never becomes markup. */
  function make(tag, kind, ...content) {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    for (const part of content) {
      if (part === null || part === undefined || part === "") continue;
      element.append(part instanceof Node ? part : document.createTextNode(String(part)));
    }
    return element;
  }

  /** Text from the data, kept from turning the direction of what stands around it. */
  const said = (text) => make("bdi", "", text);

  /** A link to http or https; plain text for anything else. */
  function link(text, address) {
    if (!/^https?:\/\//i.test(address || "")) return said(text);
    const anchor = make("a", "", said(text));
    anchor.href = address;
    anchor.rel = "noopener noreferrer nofollow";
    anchor.target = "_blank";
    return anchor;
  }

  const svg = "http://www.w3.org/2000/svg";
  /** The line of a side as the legend shows it. */
  function line(side) {
    const image = document.createElementNS(svg, "svg");
    image.setAttribute("class", `line ${side}`);
    image.setAttribute("width", "34");
    image.setAttribute("height", "10");
    image.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(svg, "path");
    path.setAttribute("d", "M1 5H33");
    image.append(path);
    return image;
  }

  const count = (n, one) => `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`;
  return { data, options, nodes, edges, make, said, link, line, count };
})();

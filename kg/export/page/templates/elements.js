"use strict";
/* The only functions that turn data into elements; text never becomes markup. */
const wsw = (() => {
  const space = "http://www.w3.org/2000/svg";

  /** An element with a class, text and children; empty values are left out. */
  function make(tag, kind, ...content) {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    for (const part of content.flat()) {
      if (part === null || part === undefined || part === "") continue;
      element.append(part instanceof Node ? part : document.createTextNode(String(part)));
    }
    return element;
  }

  /** An element of SVG with attributes and children. */
  function draw(tag, attributes = {}, ...content) {
    const element = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(name, value);
    for (const part of content.flat()) if (part !== null && part !== undefined && part !== "") element.append(part);
    return element;
  }

  /** Text of the data, isolated so that it cannot change the direction of other text. */
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

  /** A button with a text and its action in data attributes. */
  function button(kind, data, ...content) {
    const one = make("button", kind, ...content);
    one.type = "button";
    Object.assign(one.dataset, data);
    return one;
  }

  /** A name that can be selected. */
  const pick = (name, what, id) => button("pick", { [what]: id }, said(name));

  /** The line of a side for a legend. */
  const line = (side) => draw("svg", { class: `line ${side}`, width: 34, height: 10, "aria-hidden": "true", focusable: "false" }, draw("path", { d: "M1 5H33" }));

  const numbers = new Intl.NumberFormat("en");
  const number = (n) => numbers.format(n);
  const count = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;

  /** A text without case, accents and kinds of quotation mark, for comparing. */
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’‚‛]/g, "'").replace(/[“”„‟«»]/g, '"').toLowerCase();

  const clip = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

  return { make, draw, said, link, button, pick, line, number, count, plain, clip };
})();

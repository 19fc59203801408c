/* The colours of the style sheet for a canvas and for files: light or dark as the page, always light on paper. */
wsw.colours = (() => {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  let kept = new Map();

  function read(name) {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  }

  /** The colour of a name in the style sheet, as `rgb(...)`. */
  function of(name) {
    if (!kept.has(name)) kept.set(name, read(name));
    return kept.get(name);
  }

  /** A colour on paper, regardless of the page's theme. */
  function onPaper(name) {
    probe.style.colorScheme = "light";
    const found = read(name);
    probe.style.colorScheme = "";
    return found;
  }

  const parts = (rgb) => rgb.match(/[\d.]+/g).slice(0, 3).map(Number);
  const faded = (rgb, share) => `rgba(${parts(rgb).join(", ")}, ${share})`;
  /** A colour blended with the paper's: an issue's box stays opaque, so that no line shows through. */
  const blend = (rgb, paper) => `rgb(${parts(rgb).map((part, at) => Math.round(0.2 * part + 0.8 * parts(paper)[at])).join(", ")})`;
  const forget = () => { kept = new Map(); };
  return { of, onPaper, faded, blend, forget };
})();

/* Light or dark: by the system's setting, until the button changes it. */
wsw.theme = (repaint) => {
  const button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  let dark = system.matches;
  const say = () => button.setAttribute("aria-pressed", String(dark));

  function turn(next) {
    dark = next;
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
    say();
    wsw.colours.forget();
    repaint();
  }

  say();
  button.addEventListener("click", () => turn(!dark));
  system.addEventListener("change", (event) => turn(event.matches));
};

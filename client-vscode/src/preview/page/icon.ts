import type { Severity } from "../../label.ts";

const SVG = "http://www.w3.org/2000/svg";

const DOT = "M8 11.4v.1";
const CIRCLE = "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8z";
const PATHS: Readonly<Record<Severity | "image", string>> = {
  error: `${CIRCLE}M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4`,
  warning: `M8 2 1.6 13.4h12.8zM8 6.2v3.2${DOT}`,
  info: `${CIRCLE}M8 7.4v3.8M8 4.8v.1`,
  hint: `${CIRCLE}M8 7.4v3.8M8 4.8v.1`,
  image: "M1.8 3h12.4v10H1.8zM1.8 11l3.6-3.6 3 3 2-2 3.8 3.6M10.6 5.8v.1",
};

/** A small drawing in the colour of the text around it. */
export function icon(name: Severity | "image"): SVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", name);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  drawing.append(path);
  return drawing;
}

import { seconds, wentOf } from "./data.js";

/**
 * @typedef {import("./data.js").Attempt} Attempt
 * @typedef {import("./data.js").Lane} Lane
 * @typedef {import("./data.js").Probe} Probe
 */

const SVG = "http://www.w3.org/2000/svg";
const LANE = 22;
const TOP = 26;

/** @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
function svg(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

/** @param {number} at @param {Attempt} attempt */
const percent = (at, { took }) => `${((at / Math.max(1, took)) * 100).toFixed(3)}%`;

const LETTER = 6.5;

/** The phases behind all lanes, with the names that have the room. @param {Attempt} attempt @param {number} height @param {number} room in pixels */
function phaseBands(attempt, height, room) {
  return attempt.phases.map(([name, from, to]) => {
    const width = percent((to ?? attempt.took) - from, attempt);
    const fits = (Number.parseFloat(width) / 100) * room > name.length * LETTER + 6;
    const band = svg("svg", { x: percent(from, attempt), y: 0, width, height, class: `band phase-${name}` });
    band.append(
      svg("rect", { width: "100%", height }),
      svg("text", { x: 4, y: 14 }, fits ? name : ""),
      svg("title", {}, `${name}: ${seconds((to ?? attempt.took) - from)}`),
    );
    return band;
  });
}

/** One probe: a filled disc is good, a cross is bad, a tick mark is a line that was only seen; a ring is what decided. @param {string} kind @param {Probe} probe @param {Attempt} attempt @param {number} y */
function dot(kind, probe, attempt, y) {
  const went = probe.state === 0 ? "good" : probe.state < 0 ? "seen" : "bad";
  const place = svg("svg", { x: percent(probe.at, attempt), y, class: `dot ${went}`, overflow: "visible" });
  if (probe.decided !== undefined) place.append(svg("circle", { r: 8, class: "decided" }));
  if (went === "good") place.append(svg("circle", { r: 4 }));
  else if (went === "bad") place.append(svg("path", { d: "M-4 -4L4 4M-4 4L4 -4" }));
  else place.append(svg("path", { d: "M0 -5V5" }));
  // Wider than what is drawn, because a pointer is no needle.
  place.append(svg("circle", { r: 9, class: "hit" }));
  place.append(svg("title", {}, `${seconds(probe.at)} ${wentOf(kind, probe)}: ${probe.text.slice(0, 160)}`));
  return place;
}

/**
 * The chart of an attempt, and its dots in the order of lanes.
 * @param {Attempt} attempt @param {Lane[]} lanes @param {number} room in pixels, about
 */
export function drawLanes(attempt, lanes, room) {
  const height = TOP + lanes.length * LANE + 4;
  const chart = svg("svg", { width: "100%", height, class: "lanes", "aria-hidden": "true" });
  chart.append(...phaseBands(attempt, height, room));
  const dots = lanes.map(({ kind, probes }, index) => {
    const y = TOP + index * LANE + LANE / 2;
    chart.append(svg("line", { x1: 0, x2: "100%", y1: y, y2: y, class: "lane" }));
    const drawn = probes.map((probe) => dot(kind, probe, attempt, y));
    chart.append(...drawn);
    return drawn;
  });
  return { chart, dots };
}

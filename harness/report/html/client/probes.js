import { seconds, wentOf } from "./data.js";

/**
 * @typedef {import("./data.js").Lane} Lane
 * @typedef {import("./data.js").Probe} Probe
 */

/** @param {string} name @param {string} [className] @param {(Node | string)[]} children */
export function element(name, className = "", ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** What one probe asked, when, how it went and what came back. @param {HTMLElement} pane @param {Lane} lane @param {Probe} probe @param {number} index */
export function showProbe(pane, lane, probe, index) {
  const where = lane.where && ` at ${lane.where}`;
  const took = probe.took > 0 ? `, after ${seconds(probe.took)}` : "";
  const went = wentOf(lane.kind, probe);
  pane.replaceChildren(
    element("p", "asked", element("code", "", lane.name), where),
    element(
      "p",
      "when",
      `${index + 1} of ${lane.probes.length}, ${seconds(probe.at)} into the cell${took}${went && `: ${went}`}`,
    ),
    ...(probe.decided === undefined ? [] : [element("p", "why", `This decided: ${probe.decided}`)]),
    element("pre", "", probe.text || "(no output)"),
  );
}

/** Every probe of an attempt as a table, for whoever reads no chart. @param {Lane[]} lanes @param {string} name of the table */
export function probeTable(lanes, name) {
  const all = lanes.flatMap((lane) => lane.probes.map((probe) => ({ lane, probe })));
  all.sort((a, b) => a.probe.at - b.probe.at);
  const body = element("tbody");
  for (const { lane, probe } of all)
    body.append(
      element(
        "tr",
        probe.decided === undefined ? "" : "decided",
        element("td", "time", seconds(probe.at)),
        element("td", "code", lane.name),
        element("td", "name", lane.where),
        element("td", "", wentOf(lane.kind, probe)),
        element("td", "code", probe.text),
        element("td", "", probe.decided ?? ""),
      ),
    );
  const head = element("tr");
  for (const heading of ["after", "asked", "at", "went", "what came back", "decided"]) {
    const cell = element("th", "", heading);
    cell.setAttribute("scope", "col");
    head.append(cell);
  }
  const table = element("table", "probes", element("thead", "", head), body);
  const scroll = element("div", "scroll tall", table);
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", name);
  return scroll;
}

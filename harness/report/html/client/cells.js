import { readAddress } from "./address.js";
import { attemptsOf, laneOf } from "./data.js";
import { sections } from "./filters.js";
import { drawLanes } from "./lanes.js";
import { element, probeTable, showProbe } from "./probes.js";

/**
 * @typedef {import("./data.js").Attempt} Attempt
 * @typedef {import("./data.js").Lane} Lane
 * @typedef {import("./data.js").Probe} Probe
 */

/** The timeline of one attempt: labels, lanes, and a pane for the probe that is picked with the pointer or with arrow keys. @param {string} cell @param {Attempt} attempt @param {boolean} isOnly @param {number} room */
function timelineOf(cell, attempt, isOnly, room) {
  const lanes = attempt.lanes.map(laneOf);
  const { chart, dots } = drawLanes(attempt, lanes, room);
  const pane = element("div", "probe");
  pane.setAttribute("aria-live", "polite");
  const labels = element("div", "labels");
  labels.setAttribute("aria-hidden", "true");
  // Of one server it need not be said of each line.
  const isOneServer = new Set(lanes.map(({ where }) => where).filter(Boolean)).size < 2;
  for (const { name, where } of lanes) {
    const label = element(
      "div",
      "",
      element("code", "", ...shortName(name)),
      where && !isOneServer ? ` ${where}` : "",
    );
    label.title = `${name} ${where}`;
    labels.append(label);
  }
  const box = element("div", "chart", chart);
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", `Probes of attempt ${attempt.attempt}: arrow keys go from one to the next`);
  let [row, column] = firstDecided(lanes);
  /** @param {number} toRow @param {number} toColumn */
  const pick = (toRow, toColumn) => {
    const lane = lanes[toRow];
    const probe = lane?.probes[toColumn];
    if (!lane || !probe) return;
    dots[row]?.[column]?.classList.remove("picked");
    [row, column] = [toRow, toColumn];
    dots[row]?.[column]?.classList.add("picked");
    showProbe(pane, lane, probe, column);
  };
  box.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const [down, right] = step;
    if (down === 0) return pick(row, column + right);
    const at = lanes[row]?.probes[column]?.at ?? 0;
    const to = lanes[row + down];
    if (to) pick(row + down, nearest(to.probes, at));
  });
  for (const [index, lane] of dots.entries())
    for (const [place, drawn] of lane.entries()) drawn.addEventListener("click", () => pick(index, place));
  pick(row, column);
  const table = element("details", "all", element("summary", "", "Every probe as a table"));
  table.addEventListener(
    "toggle",
    () =>
      table.childElementCount > 1 ||
      table.append(probeTable(lanes, `Every probe of attempt ${attempt.attempt} of ${cell}`)),
  );
  const head = isOnly ? [] : [element("h5", "", `Attempt ${attempt.attempt}`)];
  return element("div", "attempt", ...head, element("div", "plot", labels, box), pane, table);
}

/** @type {Record<string, [down: number, right: number]>} */
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** @param {Lane[]} lanes @returns {[number, number]} */
function firstDecided(lanes) {
  for (const [row, { probes }] of lanes.entries()) {
    const column = probes.findIndex(({ decided }) => decided?.startsWith("showed"));
    if (column >= 0) return [row, column];
  }
  return [0, 0];
}

/** @param {Probe[]} probes @param {number} at */
function nearest(probes, at) {
  let best = 0;
  for (const [index, probe] of probes.entries())
    if (Math.abs(probe.at - at) < Math.abs((probes[best]?.at ?? 0) - at)) best = index;
  return best;
}

const LONGEST_LABEL = 42;

/** Both ends of a long name, because its end is what tells paths apart; a narrow page has no room for what most begin with. @param {string} name */
function shortName(name) {
  const ends = name.length > LONGEST_LABEL ? `${name.slice(0, 20)}…${name.slice(-20)}` : name;
  return ends.startsWith(TOOL) ? [element("span", "tool", TOOL), ends.slice(TOOL.length)] : [ends];
}

const TOOL = "kubectl ";

/** How much of a section's width is the chart's, beside the labels. */
const CHART_SHARE = 0.7;

/** Draws a cell's timelines once, the newest attempt on top. @param {HTMLDetailsElement} section */
export async function drawCell(section) {
  const place = /** @type {HTMLElement | null} */ (section.querySelector(".timeline[hidden]"));
  if (!place) return;
  const cell = section.dataset.cell ?? "";
  // At once, because it may be opened again while the data is unpacked.
  place.hidden = false;
  const attempts = await attemptsOf(cell);
  place.append(
    element("h4", "", "What was asked, and what came back"),
    legend(),
    ...attempts
      .toReversed()
      .map((attempt) => timelineOf(cell, attempt, attempts.length === 1, section.clientWidth * CHART_SHARE)),
  );
}

function legend() {
  const text = "● answered or good   ✕ failed or bad   | seen   ◯ around what decided the verdict";
  return element("p", "legend", text);
}

/** Opens the cell that the address names, and goes there. */
export async function openCell() {
  const cell = readAddress().get("cell");
  const named = cell === null ? undefined : sections.get(cell);
  const target = named ?? document.getElementById(location.hash.slice(1))?.closest("details.cell");
  if (!(target instanceof HTMLDetailsElement)) return;
  target.open = true;
  target.hidden = false;
  const scenario = /** @type {HTMLElement | null} */ (target.closest("section.scenario"));
  if (scenario) scenario.hidden = false;
  await drawCell(target);
  target.scrollIntoView();
  target.querySelector("summary")?.focus({ preventScroll: true });
}

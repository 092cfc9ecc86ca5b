/**
 * What probe-data.ts writes.
 * @typedef {{ attempt: number, from: number, took: number, phases: [string, number, number | null][], lanes: LaneData[] }} Attempt
 * @typedef {{ kind: string, name: number, where: number, dots: number[], decided: Record<number, number> }} LaneData
 * @typedef {{ at: number, took: number, state: number, text: string, decided: string | undefined }} Probe
 * @typedef {{ kind: string, name: string, where: string, probes: Probe[] }} Lane
 */

const NUMBERS_A_DOT = 4;

/** @type {{ texts: string[], cells: Record<string, Attempt[]> }} */
let parsed = { texts: [], cells: {} };
/** @type {Promise<void> | undefined} */
let unpacking;

/** Unpacked when the first cell is opened, so that the page is there before. */
async function unpack() {
  const packed = atob(document.getElementById("data")?.textContent ?? "");
  const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  parsed = await new Response(stream).json();
}

/** @param {string} cell */
export async function attemptsOf(cell) {
  unpacking ??= unpack();
  await unpacking;
  return Object.hasOwn(parsed.cells, cell) ? (parsed.cells[cell] ?? []) : [];
}

/** @param {number} number */
function textAt(number) {
  return number < 0 ? undefined : parsed.texts[number];
}

/** @param {LaneData} data @returns {Lane} */
export function laneOf({ kind, name, where, dots, decided }) {
  const probes = [];
  let at = 0;
  for (let i = 0; i < dots.length; i += NUMBERS_A_DOT) {
    const [since = 0, took = 0, state = 0, text = -1] = dots.slice(i, i + NUMBERS_A_DOT);
    at += since;
    const what = decided[i / NUMBERS_A_DOT];
    probes.push({
      at,
      took,
      state,
      text: textAt(text) ?? "",
      decided: what === undefined ? what : textAt(what),
    });
  }
  return { kind, name: textAt(name) ?? "", where: textAt(where) ?? "", probes };
}

/** @param {number} ms */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** How a probe went, in a word: an exit code or a status as it was, of what is only watched whether it was good. @param {string} kind @param {Probe} probe */
export function wentOf(kind, { state }) {
  if (kind === "command") return state === 0 ? "exit 0" : state >= 100 ? `status ${state}` : `exit ${state}`;
  return state === 0 ? "good" : state === 1 ? "bad" : "";
}

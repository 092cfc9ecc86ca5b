import { readAddress, writeAddress } from "./address.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("filters"));
const shown = /** @type {HTMLOutputElement} */ (document.getElementById("shown"));
const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#cells tbody tr")]);
/** @type {Map<string, HTMLDetailsElement>} */
export const sections = new Map();
for (const section of /** @type {NodeListOf<HTMLDetailsElement>} */ (
  document.querySelectorAll("details.cell")
))
  sections.set(section.dataset.cell ?? "", section);

/** What can be searched of a cell, made when it is first searched. @type {Map<HTMLElement, string>} */
const searched = new Map();

/** @param {HTMLElement} row */
function textOfCell(row) {
  const known = searched.get(row);
  if (known !== undefined) return known;
  const section = sections.get(row.dataset.cell ?? "");
  const text = `${row.dataset.cell} ${row.textContent} ${section?.textContent ?? ""}`.toLowerCase();
  searched.set(row, text);
  return text;
}

/** Shows what the address asks for, and hides all else. */
export function applyFilters() {
  const state = readAddress();
  for (const field of form.elements)
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
      const value = state.get(field.name) ?? "";
      if (field.value !== value) field.value = value;
    }
  const words = (state.get("text") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = [...state].filter(([name]) => name !== "text" && name !== "cell");
  let count = 0;
  for (const row of rows) {
    const fits =
      wanted.every(([name, value]) => row.dataset[name] === undefined || row.dataset[name] === value) &&
      words.every((word) => textOfCell(row).includes(word));
    row.hidden = !fits;
    const section = sections.get(row.dataset.cell ?? "");
    if (section) section.hidden = !fits;
    if (fits) count++;
  }
  for (const scenario of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("section.scenario")
  ))
    scenario.hidden = !scenario.querySelector("details.cell:not([hidden])");
  shown.value = count === rows.length ? `${count} cells` : `${count} of ${rows.length} cells`;
}

function stateFromForm() {
  const state = readAddress();
  for (const [name, value] of new FormData(form)) state.set(name, String(value));
  return state;
}

export function startFilters() {
  form.hidden = false;
  form.addEventListener("input", () => {
    writeAddress(stateFromForm(), false);
    applyFilters();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    writeAddress(new URLSearchParams(), false);
    applyFilters();
  });
}

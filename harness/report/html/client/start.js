import { readAddress, writeAddress } from "./address.js";
import { drawCell, openCell } from "./cells.js";
import { applyFilters, sections, startFilters } from "./filters.js";

startFilters();
applyFilters();
openCell();

for (const section of sections.values())
  section.addEventListener("toggle", () => {
    if (section.open) drawCell(section);
  });

addEventListener("hashchange", () => {
  applyFilters();
  openCell();
});

// A click on a row's link or a block of the stands opens the cell, and keeps what is filtered by.
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey) return;
  const link = event.target.closest("#cells a, .unexpected a, .stands [data-cell]");
  const cell = link?.closest("[data-cell]")?.getAttribute("data-cell");
  if (cell === null || cell === undefined || !sections.has(cell)) return;
  event.preventDefault();
  const state = readAddress();
  state.set("cell", cell);
  writeAddress(state, true);
  openCell();
});

// What is folded away is no paper's business: what is shown is printed whole.
addEventListener("beforeprint", () => {
  for (const section of sections.values()) if (!section.hidden && section.open) drawCell(section);
});

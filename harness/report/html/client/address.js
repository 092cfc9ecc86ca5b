/** What the address's hash says: "#verdict=fail&cell=…". A plain "#cell-3", the link of a page without script, says nothing. */
export function readAddress() {
  return new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
}

/**
 * Puts what is not empty into the address. An opened cell is a step that the browser's back button undoes, a filter is not.
 * @param {URLSearchParams} state
 * @param {boolean} isStep
 */
export function writeAddress(state, isStep) {
  for (const [name, value] of [...state]) if (value === "") state.delete(name);
  const hash = `#${state}`;
  if (hash === location.hash || (hash === "#" && location.hash === "")) return;
  if (isStep) history.pushState(null, "", hash);
  else history.replaceState(null, "", hash);
}

import type { Verdict } from "../../plan/cell.ts";
import { VERDICT_MARK } from "../terminal/paint.ts";
import { html, type Markup } from "./markup.ts";

/** A verdict in its colour, with a mark for whoever sees none. */
export function verdictBadge(verdict: Verdict): Markup {
  return html`<span class="badge ${verdictClass(verdict)}"><span aria-hidden="true">${VERDICT_MARK[verdict]} </span>${verdict}</span>`;
}

/** "not run" is one word in a class. */
export const verdictClass = (verdict: Verdict): string => `is-${verdict.replace(" ", "-")}`;

import { isDeepStrictEqual } from "node:util";
import type { SignatureMatch } from "../journal/events.ts";
import { firstMatch } from "../judge/first-match.ts";
import { type HealthRule, healthCriteria } from "../judge/health.ts";
import { nameOfSignature } from "../judge/match-signature.ts";
import { nearestText } from "../judge/nearest-text.ts";
import { seenFrom, sidesOf } from "../judge/vantage.ts";
import type { View } from "../judge/view.ts";
import type { Signature, Symptom } from "../scenario/types.ts";
import type { Row, Said, Tell } from "./said.ts";

/** Every signature of a symptom: seen since the change began (`from`, ms since the epoch), or what came nearest to it. */
export function symptomRows(symptom: Symptom, view: View, from: number): readonly Row[] {
  const sides = sidesOf(symptom, view);
  const failing = sides ? seenFrom(view, sides.failing) : view;
  return symptom.signatures.map((signature): Row => {
    const name = nameOfSignature(signature);
    const match = firstMatch(signature, failing, from);
    if (match) return seenRow(signature, match, from);
    const found = nearestText(signature, failing, from);
    if (!found) return { name, state: "not yet", nearest: null };
    const { at: _, ...nearest } = found;
    return { name, state: "not yet", nearest };
  });
}

function seenRow(signature: Signature, { at, where, text }: SignatureMatch, from: number): Row {
  const name = nameOfSignature(signature);
  return { name, state: "seen", afterMs: Math.max(0, at - from), where, text: lineOf(signature, text) };
}

/** Of a text of many lines (a table, a help page) the one that shows the signature. */
function lineOf(signature: Signature, text: string): string {
  const patterns = "text" in signature ? signature.text : [];
  const at = patterns.map((pattern) => text.search(pattern)).find((found) => found >= 0);
  if (at === undefined) return text;
  const end = text.indexOf("\n", at);
  return text.slice(text.lastIndexOf("\n", at) + 1, end < 0 ? undefined : end);
}

/** All that health consists of: good since the change began, or what is wrong with it now. */
export function recoveryRows(view: View, rule: HealthRule): readonly Row[] {
  return healthCriteria(view, rule).map(({ what: name, run, flaw, probed }): Row => {
    if (run) return { name, state: "seen", afterMs: Math.max(0, run.since - rule.from) };
    const nearest = probed ? { where: "now", text: flaw, wanted: 0, missing: [], but: null } : null;
    return { name, state: "not yet", nearest };
  });
}

/** Tells of rows what has changed since the last time. Of a command that says one text and another in turn the nearest is told once. */
export function rowTeller(
  of: Extract<Said, { type: "row" }>["of"],
  tell: Tell,
): (rows: readonly Row[]) => void {
  const told = new Map<number, Row>();
  return (rows) => {
    for (const [index, row] of rows.entries()) {
      const before = told.get(index);
      if (before && (isDeepStrictEqual(before, row) || isNoNearer(before, row))) continue;
      told.set(index, row);
      tell({ type: "row", of, index, ...row });
    }
  };
}

/** What is as near as what was told before is no news: `top` fails in two texts by turns, and times are in every line of a log. */
function isNoNearer(before: Row, row: Row): boolean {
  if (before.name !== row.name || row.state === "seen" || before.state === "seen") return false;
  if (!before.nearest || !row.nearest) return before.nearest === row.nearest;
  return (
    row.nearest.wanted > 0 &&
    before.nearest.but === row.nearest.but &&
    before.nearest.missing.length <= row.nearest.missing.length
  );
}

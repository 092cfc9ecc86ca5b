import { createHash } from "node:crypto";
import { symptomOn } from "../scenario/scenario-on.ts";
import type { Fix, Platform, Scenario } from "../scenario/types.ts";

/**
 * Digest of all that a scenario says of one cell, evaluated: its desired states, what may change, what is done by hand, what is looked
 * for and what is expected. Whatever a scenario file imports is in it by what it does.
 */
export function contentOf({ healthy, fault, symptom }: Scenario, planned: Platform, fix: Fix): string {
  // By which profile a cell was selected is nothing that it does: versions that are asked for are taken out of theirs.
  const { profile: _, ...platform } = planned;
  const stand = healthy(platform);
  const faulty = fault.edit(stand);
  const fixed = fix.edit(faulty);
  const states = [stand, faulty, fixed, fix.afterwards?.edit(fixed), fault.again?.(faulty)];
  const text = JSON.stringify(
    [platform, states, fault, symptomOn(symptom, platform), fix],
    (_key, value: unknown) => (value instanceof RegExp ? String(value) : value),
  );
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

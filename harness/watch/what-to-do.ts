import { isDeepStrictEqual } from "node:util";
import { isObject } from "../../base/objects.ts";
import { platformText } from "../plan/cell-platform.ts";
import type { DraftOn } from "./draft.ts";

/** What a save asks for, from nothing at all to another cluster. */
export type ToDo =
  | { readonly does: "nothing"; readonly why: string }
  /** What was observed is judged by the new signatures; the cluster is not touched. */
  | { readonly does: "judge"; readonly why: string }
  /** The same stand goes to its healthy state, and is broken again. */
  | { readonly does: "again"; readonly why: string }
  | { readonly does: "new stand"; readonly why: string };

/** How far a stand has come. */
export interface Reached {
  /** `begun`: it may be in by half; `in`: whether or not it shows. */
  readonly fault: "none" | "begun" | "in";
  /** The fix that is in, or is being put in. */
  readonly fix?: string | undefined;
}

/**
 * What is to be done after a save: the least that makes what is shown true of the file. `after` is the scenario on the stand's platform,
 * undefined where the file no longer names it.
 */
export function whatToDo(before: DraftOn, after: DraftOn | undefined, reached: Reached): ToDo {
  if (!after) return { does: "new stand", why: `it is no longer on ${platformText(before.platform)}` };
  const missing = after.components.filter((component) => !before.components.includes(component));
  if (missing.length > 0) return { does: "new stand", why: `it needs ${missing.join(", ")} now` };
  const changed = CHANGES.filter(({ of }) => !isDeepStrictEqual(of(before), of(after))).map(
    ({ what }) => what,
  );
  const { fix } = reached;
  if (fix !== undefined && !isDeepStrictEqual(fixOf(before, fix), fixOf(after, fix)))
    changed.push(`fix ${fix}`);
  if (changed.length > 0) return { does: "again", why: `${changed.join(" and ")} changed` };
  const isSymptomNew = !isDeepStrictEqual(before.symptom, after.symptom);
  if (reached.fault !== "in" && !isDeepStrictEqual(before, after))
    return { does: "again", why: "it changed before the fault was in" };
  return isSymptomNew
    ? { does: "judge", why: "only what is looked for changed" }
    : { does: "nothing", why: "nothing of it concerns the cluster or what is looked for" };
}

/** What the cluster has to be moved for. */
const CHANGES: readonly { readonly what: string; readonly of: (draft: DraftOn) => unknown }[] = [
  { what: "the healthy state", of: ({ healthy }) => healthy },
  {
    what: "the fault",
    of: ({ healthy, faulty, fault: { act, settleSeconds } }) => [
      differs(healthy, faulty),
      act,
      settleSeconds,
    ],
  },
  { what: "what puts the fault right", of: ({ fault }) => fault.undo },
];

/** A fault is told as changed by what it does to a state, because every change of the healthy state is in the faulty one as well. */
function differs(healthy: unknown, faulty: unknown): unknown {
  if (isDeepStrictEqual(healthy, faulty)) return "same";
  if (!isObject(healthy) || !isObject(faulty)) return { healthy, faulty };
  const keys = [...new Set([...Object.keys(healthy), ...Object.keys(faulty)])];
  return Object.fromEntries(
    keys.map((key) => [key, differs(healthy[key], faulty[key])]).filter(([, how]) => how !== "same"),
  );
}

function fixOf({ fixes }: DraftOn, id: string): unknown {
  const found = fixes.find((fix) => fix.id === id);
  return found && { fixed: found.fixed, act: found.act, afterwards: found.afterwards };
}

import type { ResourceChange } from "../journal/events.ts";
import { replacesCluster } from "../journal/replaces-cluster.ts";
import type { Fault, Fix, Touch } from "../scenario/types.ts";

/**
 * What a diff touches beyond what the scenario declares, one text each; empty if nothing. A change is declared by a touch of the
 * same resource (and name, if it says one) whose path is a prefix of the property's; creating and deleting need a touch with an empty path. A declared
 * replacement of the cluster takes everything in it along.
 */
export function undeclaredChanges(
  allowedChanges: readonly Touch[],
  changes: readonly ResourceChange[],
): string[] {
  const beyond = changes.map((change) => ({ change, texts: beyondDeclared(allowedChanges, change) }));
  const clusterGoes = beyond.some(({ change, texts }) => replacesCluster(change) && texts.length === 0);
  return beyond.flatMap(({ change, texts }) => (clusterGoes && change.op === "replace" ? [] : texts));
}

/** What taking a fix back may touch: what the fix did, and what of the fault is done anew. */
export function changesBack(
  fault: Pick<Fault, "allowedChanges" | "again">,
  fix: Pick<Fix, "allowedChanges">,
): readonly Touch[] {
  return [...fix.allowedChanges, ...(fault.again ? fault.allowedChanges : [])];
}

/** What is wrong with the changes of a phase, in words: more than the scenario declares, or none where it declares some; else null. */
export function flawOfChanges(
  phase: string,
  allowedChanges: readonly Touch[],
  changes: readonly ResourceChange[],
): string | null {
  const beyond = undeclaredChanges(allowedChanges, changes);
  if (beyond.length > 0) return `the ${phase} touches more than it declares: ${beyond.join("; ")}`;
  return allowedChanges.length > 0 && changes.length === 0
    ? `the ${phase} changes nothing in the program`
    : null;
}

function beyondDeclared(
  allowedChanges: readonly Touch[],
  { resource, name, op, paths }: ResourceChange,
): string[] {
  const declared = allowedChanges.filter(
    (touch) => touch.resource === resource && (touch.name ?? name) === name,
  );
  if (declared.some(({ path }) => path === "")) return [];
  const what = `${op} of ${resource} ${name}`;
  if (op === "create" || op === "delete" || paths.length === 0) return [what];
  return paths
    .filter(({ path }) => !declared.some((touch) => isUnder(path, touch.path)))
    .map(({ path }) => `${what}: ${path}`);
}

/** "spec.rules[0].verbs" lies under "spec.rules" and "spec.rules[0]", not under "spec.rule". */
function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`);
}

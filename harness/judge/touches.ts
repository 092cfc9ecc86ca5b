import type { ResourceChange } from "../journal/events.ts";
import type { Touch } from "../scenario/types.ts";

/**
 * What a diff touches beyond what the scenario declares, one text each; empty if nothing. A change is declared by a touch of the
 * same resource whose path is a prefix of the property's; creating and deleting need a touch with an empty path.
 */
export function undeclaredChanges(touches: readonly Touch[], changes: readonly ResourceChange[]): string[] {
  return changes.flatMap((change) => {
    const declared = touches.filter(({ resource }) => resource === change.resource);
    if (declared.some(({ path }) => path === "")) return [];
    const what = `${change.op} of ${change.resource} ${change.name}`;
    if (change.op === "create" || change.op === "delete") return [what];
    const beyond = change.paths.filter(({ path }) => !declared.some((touch) => isUnder(path, touch.path)));
    if (change.paths.length === 0) return declared.length > 0 ? [] : [what];
    return beyond.map(({ path }) => `${what}: ${path}`);
  });
}

/** "spec.rules[0].verbs" lies under "spec.rules" and "spec.rules[0]", not under "spec.rule". */
function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`);
}

import { isWithin, type Path, valueAt } from "./path.ts";
import { isProperties, isUnknown, type Properties, type Value } from "./values.ts";

export interface Change {
  readonly path: Path;
  readonly kind: "add" | "delete" | "update";
}

/** Every leaf at which two values differ, in the order of the old value's keys. `null` counts as absent, as in Kubernetes. */
export function changesBetween(
  before: Value | undefined,
  after: Value | undefined,
  path: Path = [],
): Change[] {
  const [old, now] = [before ?? undefined, after ?? undefined];
  if (old === undefined && now === undefined) return [];
  if (old === undefined) return [{ path, kind: "add" }];
  if (now === undefined) return [{ path, kind: "delete" }];
  if (isUnknown(now)) return [{ path, kind: "update" }];
  if (Array.isArray(old) && Array.isArray(now)) {
    const longer = old.length > now.length ? old : now;
    return longer.flatMap((_, at) => changesBetween(old[at], now[at], [...path, at]));
  }
  if (isProperties(old) && isProperties(now)) {
    const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
    return [...keys].flatMap((key) => changesBetween(old[key], now[key], [...path, key]));
  }
  return old === now ? [] : [{ path, kind: "update" }];
}

/** The same with an added or deleted object told leaf by leaf instead of as one change. */
export function leafChangesBetween(before: Properties, after: Properties): Change[] {
  return changesBetween(before, after).flatMap((change) => {
    if (change.kind === "update") return [change];
    const value = valueAt(change.kind === "add" ? after : before, change.path);
    return leavesOf(value, change.path).map((path) => ({ path, kind: change.kind }));
  });
}

function leavesOf(value: Value | undefined, path: Path): Path[] {
  if (!isProperties(value) || Object.keys(value).length === 0) return [path];
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, [...path, key]));
}

/** A change and whether it can only be made by creating the resource anew. */
export interface JudgedChange extends Change {
  readonly replace: boolean;
}

/** Marks the changes at, below or above a path that cannot change in place ("*" in a path stands for any index or key). */
export function judgeChanges(changes: readonly Change[], fixed: readonly Path[]): JudgedChange[] {
  return changes.map((change) => ({
    ...change,
    replace: fixed.some((path) => isWithin(change.path, path) || isWithin(path, change.path)),
  }));
}

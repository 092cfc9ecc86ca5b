import type { PropertyChange, ResourceChange } from "../journal/events.ts";

const SIGN = { add: "+", delete: "-", update: "~" } as const;
/** Longer values are cut: a certificate says nothing in a diff. */
const VALUE_WIDTH = 120;

/** Pulumi's preview as lines a person reads as a diff: "~ Deployment metrics-server spec.replicas: 1 -> 2". */
export function changeLines(changes: readonly ResourceChange[]): string[] {
  return changes.flatMap((change) => {
    const name = `${change.resource} ${change.name}`;
    if (change.op === "create") return [`+ ${name}`];
    if (change.op === "delete") return [`- ${name}`];
    const lines = change.paths.map((path) => propertyLine(name, path));
    if (change.op === "replace") return [`± ${name} (replaced)`, ...lines];
    return lines.length > 0 ? lines : [`~ ${name}`];
  });
}

function propertyLine(name: string, { path, kind, before, after }: PropertyChange): string {
  const values = {
    add: value(after),
    delete: value(before),
    update: `${value(before)} -> ${value(after)}`,
  };
  return `${SIGN[kind]} ${name} ${path}${values[kind].trim() ? `: ${values[kind]}` : ""}`;
}

function value(of: unknown): string {
  if (of === undefined) return "";
  const text = typeof of === "string" ? of : JSON.stringify(of);
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > VALUE_WIDTH ? `${line.slice(0, VALUE_WIDTH)}…` : line;
}

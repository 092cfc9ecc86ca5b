import { styleText } from "node:util";
import type { PropertyChange, ResourceChange } from "../journal/events.ts";

const SIGNS = { create: "+", update: "~", delete: "-", replace: "+-" } as const;
const COLORS = { create: "green", update: "yellow", delete: "red", replace: "magenta" } as const;
const PROPERTY = {
  add: { sign: "+", color: "green" },
  delete: { sign: "-", color: "red" },
  update: { sign: "~", color: "yellow" },
} as const;
const COUNTED = {
  create: "to create",
  update: "to update",
  delete: "to delete",
  replace: "to replace",
} as const;

/** A diff the way Pulumi shows one: a line a resource, a line a property that changes in place, and the sum. */
export function diffLines(
  changes: readonly ResourceChange[],
  { color }: { readonly color: boolean },
): string[] {
  if (changes.length === 0) return ["  no changes"];
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const lines = changes.flatMap((change) => [
    paint(
      COLORS[change.op],
      `${SIGNS[change.op].padStart(3)} ${change.resource} ${change.name}: ${change.op}`,
    ),
    ...change.paths.map((property) => paint(PROPERTY[property.kind].color, propertyLine(property))),
  ]);
  return [...lines, "", `  ${sum(changes)}`];
}

function propertyLine({ path, kind, before, after }: PropertyChange): string {
  const values = [before, ...(kind === "delete" ? [] : [after])].slice(kind === "add" ? 1 : 0);
  return `      ${PROPERTY[kind].sign} ${path}: ${values.map(valueText).join(" => ")}`;
}

/** Longer values (a CA bundle) would bury the line they stand on. */
const WIDEST_VALUE = 120;

function valueText(value: unknown): string {
  if (value === undefined) return "(known after the update)";
  const text = JSON.stringify(value);
  return text.length > WIDEST_VALUE ? `${text.slice(0, WIDEST_VALUE)}… (${text.length} characters)` : text;
}

function sum(changes: readonly ResourceChange[]): string {
  return (["create", "update", "replace", "delete"] as const)
    .map((op) => [changes.filter((change) => change.op === op).length, COUNTED[op]] as const)
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(", ");
}

import { styleText } from "node:util";
import type { PropertyChange, ResourceChange } from "../journal/events.ts";

const OPERATION = {
  create: { sign: "+", color: "green" },
  update: { sign: "~", color: "yellow" },
  replace: { sign: "+-", color: "magenta" },
  delete: { sign: "-", color: "red" },
} as const;
const PROPERTY = { add: OPERATION.create, update: OPERATION.update, delete: OPERATION.delete } as const;

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
      OPERATION[change.op].color,
      `${OPERATION[change.op].sign.padStart(3)} ${change.resource} ${change.name}: ${change.op}`,
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
  return Object.keys(OPERATION)
    .map((op) => ({ op, count: changes.filter((change) => change.op === op).length }))
    .filter(({ count }) => count > 0)
    .map(({ op, count }) => `${count} to ${op}`)
    .join(", ");
}

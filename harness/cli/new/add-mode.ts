import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { writeWhole } from "../../../base/write-whole.ts";
import { FILL_IN } from "../../scenario/load/fill-ins.ts";
import { MODES_FILE } from "../../scenario/load/load-modes.ts";
import type { FailureModes } from "../../scenario/types.ts";
import { UsageError } from "../../usage-error.ts";
import { moduleFor } from "./import-of.ts";

/** The number after the last one. */
export function nextMode(modes: FailureModes): string {
  const numbers = Object.keys(modes).map((mode) => Number(/^F(\d+)/.exec(mode)?.[1] ?? 0));
  return `F${Math.max(0, ...numbers) + 1}`;
}

/** Adds a failure mode, to be filled in, to the folder's own. @throws UsageError where its file is none that can be added to. */
export async function addMode(dir: string, mode: string): Promise<void> {
  const file = join(dir, MODES_FILE);
  const entry = `  ${mode}: {
    title: "${FILL_IN}: the kind of fault, in a few words",
    meaning: "${FILL_IN}: what goes wrong, in one sentence.",
  },
`;
  const empty = `import type { FailureModes } from "${moduleFor("define", dir)}";

/** Failure modes of the scenarios in this folder, beside faultline's own. */
export const modes: FailureModes = {
};
`;
  const text = existsSync(file) ? await readFile(file, "utf8") : empty;
  const end = endOfModes(file, text);
  if (end === undefined)
    throw new UsageError(`${file} has no \`export const modes = {...}\`; write it, or give --mode <mode>`);
  await writeWhole(file, text.slice(0, end) + entry + text.slice(end));
}

/** Where the closing brace of the catalog stands. */
function endOfModes(file: string, text: string): number | undefined {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const declared = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find(({ name }) => name.getText(source) === "modes")?.initializer;
  const value = declared && ts.isSatisfiesExpression(declared) ? declared.expression : declared;
  return value && ts.isObjectLiteralExpression(value) ? value.getEnd() - 1 : undefined;
}

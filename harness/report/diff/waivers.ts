import { readFile } from "node:fs/promises";
import { messageOf } from "../../../base/text/message-of.ts";
import { UsageError } from "../../usage-error.ts";
import { type Acceptance, acceptanceIn } from "./acceptance.ts";

const FORM = "<cell>=<yyyy-mm-dd>: <reason>";

/**
 * A file of waivers, a line each as `--accept` takes them; empty lines and such as begin with # say nothing.
 * @throws UsageError naming file, line and column.
 */
export async function readWaivers(path: string): Promise<readonly Acceptance[]> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new UsageError(`${path} cannot be read: ${messageOf(cause)}`, { cause });
  });
  const waivers = new Map<string, Acceptance>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "" || line.trimStart().startsWith("#")) continue;
    const where = `${path}:${index + 1}:${line.search(/\S/) + 1}`;
    const waiver = acceptanceIn(line.trim());
    if (!waiver) throw new UsageError(`${where}: is not ${FORM}`);
    if (waivers.has(waiver.cell))
      throw new UsageError(`${where}: ${waiver.cell} is waived twice; leave one out`);
    waivers.set(waiver.cell, waiver);
  }
  return [...waivers.values()];
}

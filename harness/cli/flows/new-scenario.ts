import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { threadAsWritten } from "../../plan/select/terms.ts";
import { fillIns } from "../../scenario/load/fill-ins.ts";
import { loadModes, MODES_FILE } from "../../scenario/load/load-modes.ts";
import { kebab } from "../../scenario/load/schema.ts";
import { UsageError } from "../../usage-error.ts";
import { addMode, nextMode } from "../new/add-mode.ts";
import { scenarioText } from "../new/scenario-text.ts";

export interface NewScenario {
  readonly id?: string;
  readonly mode?: string;
}

/**
 * Writes a scenario of a thread ("owner/repo#n" or its address) to be filled in, and says where.
 * @throws UsageError for what is no thread, and where a scenario of that id is there.
 */
export async function newScenario(
  dir: string,
  asked: string,
  { id: wanted, mode: known }: NewScenario,
): Promise<readonly string[]> {
  const thread = threadAsWritten(asked);
  if (thread === undefined)
    throw new UsageError(
      `"${asked}" is no thread: give owner/repo#number or the address of an issue, pull request or discussion`,
    );
  const id = wanted ?? idOf(thread);
  if (!kebab.safeParse(id).success)
    throw new UsageError(`"${id}" is no id: it must be kebab-case, e.g. bad-flag-pair`);
  const folder = resolve(dir);
  const file = join(folder, `${id}.ts`);
  if (existsSync(file))
    throw new UsageError(
      `${file} is there already and stays as it is; give --id <another> for a second scenario of the thread`,
    );
  await mkdir(folder, { recursive: true });
  const modes = await loadModes(folder);
  if (known !== undefined && !Object.hasOwn(modes, known))
    throw new UsageError(
      `there is no failure mode ${known}; docs/modes.md has all, and without --mode a new one is added`,
    );
  const mode = known ?? nextMode(modes);
  if (known === undefined) await addMode(folder, mode);
  // Never over another's work: whoever wrote it a moment ago keeps it.
  await writeFile(file, scenarioText({ id, mode, thread, dir: folder }), { flag: "wx" });
  const places = (await fillIns(file)).length;
  return [
    `wrote ${shown(file)}: ${places} places to fill in${known === undefined ? `, and ${mode} in ${shown(join(folder, MODES_FILE))}` : ""}`,
    `faultline check ${id} names what is left, and prints what the edits change`,
  ];
}

/** "kubernetes-sigs/metrics-server#1692" is metrics-server-1692. */
function idOf(thread: string): string {
  return thread
    .toLowerCase()
    .slice(thread.indexOf("/") + 1)
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

function shown(file: string): string {
  const below = relative(process.cwd(), file);
  return below.startsWith("..") ? file : below;
}

import { mkdir, rm, rmdir, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import type { Ledger } from "../../../base/ledger/ledger.ts";
import type { Places } from "../../../base/places.ts";
import { shellQuote } from "../../../base/text/shell-quote.ts";
import { pulumiEnv } from "../../stand/pulumi-env.ts";

/** Where a stack moved by hand keeps its state, run after run; `pulumi` by hand uses `backend` as its PULUMI_BACKEND_URL. */
export interface StackFolder {
  readonly path: string;
  readonly backend: string;
  readonly workDir: string;
}

export function stackFolder(places: Places, scenario: string): StackFolder {
  const path = join(places.state, "stacks", scenario);
  return { path, backend: join(path, "backend"), workDir: join(path, "work") };
}

/** Makes the folder, in the ledger first; one that is there already stays as it is. */
export async function makeStackFolder(ledger: Ledger, { path }: StackFolder): Promise<void> {
  if ((await openEntry(ledger, path)) === undefined)
    await ledger.record({ kind: "path", path }, { kept: true });
  await mkdir(path, { recursive: true, mode: 0o700 });
}

/** For when nothing of the stack exists any more. */
export async function removeStackFolder(ledger: Ledger, { path }: StackFolder): Promise<void> {
  await rm(path, { recursive: true, force: true });
  // Another scenario's stack may be in the folder of them all.
  await rmdir(dirname(path)).catch(() => {});
  const entry = await openEntry(ledger, path);
  if (entry !== undefined) await ledger.close(entry);
}

/** Variables of the child environment that decide where things happen; the rest a person's shell has. */
const PLACES = ["DOCKER_HOST", "FAULTLINE_CHARTS", "FAULTLINE_LEDGER", "FAULTLINE_RUN"] as const;

/**
 * Writes a shell script that lets plain `pulumi preview|up|destroy`, where Pulumi's Node language plugin is installed, work on
 * the state of a stack that `faultline stack` made. Returns the command lines to print.
 */
export async function writeByHandEnv(
  { backend, workDir, path }: StackFolder,
  stack: Readonly<Record<"id" | "pulumiHome" | "bin" | "nodeImage", string>>,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const passphraseFile = join(backend, "passphrase");
  const variables: Record<string, string | undefined> = {
    ...Object.fromEntries(PLACES.map((name) => [name, env[name]])),
    ...pulumiEnv({ backend, pulumiHome: stack.pulumiHome, passphraseFile }),
    FAULTLINE_NODE_IMAGE: stack.nodeImage,
  };
  const lines = Object.entries(variables)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => `export ${name}=${shellQuote(value)}`);
  const file = join(path, "env.sh");
  await writeFile(file, [...lines, `export PATH=${shellQuote(stack.bin)}${delimiter}"$PATH"`, ""].join("\n"));
  return `. ${file} && pulumi preview --stack ${stack.id} --config-file ${join(workDir, `Pulumi.${stack.id}.yaml`)}`;
}

async function openEntry(ledger: Ledger, path: string): Promise<string | undefined> {
  const entries = await ledger.entries();
  return entries.find(({ state, thing }) => state === "open" && thing.kind === "path" && thing.path === path)
    ?.id;
}

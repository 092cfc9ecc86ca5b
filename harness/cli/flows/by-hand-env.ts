import { writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { shellQuote } from "../../../base/text/shell-quote.ts";
import { pulumiEnv } from "../../stand/pulumi-env.ts";
import type { StackFolder } from "./stack-folder.ts";

/** Variables of the child environment that decide where things happen; the rest a person's shell has. */
const PLACES = ["DOCKER_HOST", "FAULTLINE_CHARTS", "FAULTLINE_LEDGER", "FAULTLINE_RUN"] as const;

/**
 * Writes a shell script that lets plain `pulumi preview|up|destroy`, where Pulumi's Node language plugin is installed, work on
 * the state of a stack that `faultline stack` made. Returns the command lines to print.
 */
export async function writeByHandEnv(
  folder: StackFolder,
  stack: {
    readonly id: string;
    readonly pulumiHome: string;
    readonly bin: string;
    readonly nodeImage: string;
  },
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const { backend, workDir, path } = folder;
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

import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { shellQuote } from "../../base/text/shell-quote.ts";

/** Writes the executable the engine starts: a shell script that becomes `command`, so that signals reach the plugin itself. */
export async function writeLauncher(plugin: {
  readonly pulumiHome: string;
  readonly name: string;
  readonly version: string;
  readonly command: readonly string[];
}): Promise<void> {
  const folder = join(plugin.pulumiHome, "plugins", `resource-${plugin.name}-v${plugin.version}`);
  const file = join(folder, `pulumi-resource-${plugin.name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, `#!/bin/sh\nexec ${plugin.command.map(shellQuote).join(" ")} "$@"\n`);
  await chmod(file, 0o755);
}

import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation/index.js";
import { PROJECT, stackExists } from "./backend.ts";
import type { StandOptions } from "./stand.ts";

/**
 * A stack of the Automation API without the CLI calls faultline has no use for. After each update the API runs `stack output`
 * twice and `stack history`, and before the first `stack select`: half the time of a small update.
 */
export async function leanStack(
  options: StandOptions & { readonly backend: string; readonly env: Record<string, string> },
): Promise<Stack> {
  const { name, workDir, backend } = options;
  await mkdir(workDir, { recursive: true, mode: 0o700 });
  const workspace = await LocalWorkspace.create({
    workDir,
    envVars: options.env,
    pulumiCommand: await cli(workDir, options.pulumi),
    projectSettings: { name: PROJECT, runtime: "nodejs" },
  });
  // Every operation names its stack, so there is nothing to select.
  workspace.selectStack = async () => {};
  const exists = await stackExists(backend, name);
  const stack = exists ? await Stack.select(name, workspace) : await Stack.create(name, workspace);
  if (options.config) {
    const settings = await workspace.stackSettings(name);
    await workspace.saveStackSettings(name, {
      ...settings,
      config: { ...settings.config, ...options.config },
    });
  }
  stack.outputs = async () => ({});
  stack.info = async () => undefined;
  return stack;
}

/** The API looks for `<root>/bin/pulumi`; the CLI may be called and lie as it likes. */
async function cli(workDir: string, pulumi: string): Promise<PulumiCommand> {
  const root = join(workDir, "cli");
  await mkdir(join(root, "bin"), { recursive: true });
  await symlink(pulumi, join(root, "bin", "pulumi")).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  return await PulumiCommand.get({ root });
}

import { fileURLToPath } from "node:url";
import { systemExec } from "../../base/exec.ts";

const CLI = fileURLToPath(new URL("../../harness/cli/main.ts", import.meta.url));

/**
 * Before the live tests: nothing of ours may be left on the machine. A kept environment holds the private engine, so that the engine's
 * tests could not start one, and its removal later would look like a leak.
 */
export default async function cleanMachine(): Promise<void> {
  const { exitCode, stdout, stderr } = await systemExec(process.execPath, [CLI, "prune"], {
    timeoutMs: 180_000,
  });
  process.stdout.write(`before the live tests: ${stdout}`);
  if (exitCode !== 0) throw new Error(`prune ended with ${exitCode}: ${stderr}`);
}

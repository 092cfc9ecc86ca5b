import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { delimiter, dirname, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { freshMachine } from "../cli/faultline.ts";
import { writeShardRuns } from "../cli/shard-runs.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

/** A checkout of a project's on a machine of a CI's, with two shards' runs as they are to end there; see tools/npx. */
export async function ciMachine(runs: Parameters<typeof writeShardRuns>[2] = {}) {
  const machine = await freshMachine();
  const project = join(machine.root, "project");
  const prepared = join(machine.root, "prepared");
  await mkdir(project);
  await writeShardRuns(prepared, 2, runs);
  const { FAULTLINE_RESULTS_DIR: _, ...own } = machine.env;
  const env = {
    ...own,
    PATH: [join(import.meta.dirname, "tools"), dirname(process.execPath), own.PATH].join(delimiter),
    FAKE_NODE: process.execPath,
    FAKE_MAIN: join(ROOT, "harness/cli/main.ts"),
    FAKE_SHARDS: prepared,
  };
  return {
    ...machine,
    env,
    project,
    prepared,
    /** Runs a program in the project. */
    async execute(command: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) {
      const child = spawn(command, args, {
        cwd: project,
        env: { ...env, ...more },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const [[exit], stdout, stderr] = await Promise.all([
        once(child, "exit"),
        text(child.stdout),
        text(child.stderr),
      ]);
      return { exit: exit as number | null, stdout, stderr };
    },
  };
}

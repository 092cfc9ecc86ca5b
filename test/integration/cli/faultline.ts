import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { tempFolder } from "../../temp-folder.ts";

const MAIN = resolve(import.meta.dirname, "../../../harness/cli/main.ts");
const FAKES = join(import.meta.dirname, "fakes");

/** An empty machine of its own: state, cache and results in a fresh folder, fake tools first on PATH; removed as `tempFolder` is. */
export async function freshMachine(whenOver?: Parameters<typeof tempFolder>[1]) {
  const root = tempFolder("cli", whenOver);
  const home = join(root, "home");
  await mkdir(home);
  const env = {
    PATH: `${FAKES}:${process.env.PATH}`,
    HOME: home,
    FAULTLINE_STATE_DIR: join(root, "state"),
    FAULTLINE_CACHE_DIR: join(root, "cache"),
    FAULTLINE_RESULTS_DIR: join(root, "results"),
    FAKE_LOG: join(root, "fakes.log"),
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
  };
  return {
    root,
    env,
    /** What a command left in state, cache and results. */
    created: async () => (await readdir(root)).filter((name) => ["state", "cache", "results"].includes(name)),
    start: (
      args: readonly string[],
      more: NodeJS.ProcessEnv = {},
      node: readonly string[] = [],
      cwd: string = process.cwd(),
    ) =>
      spawn(process.execPath, [...node, MAIN, ...args], {
        cwd,
        env: { ...env, ...more },
        stdio: ["ignore", "pipe", "pipe"],
      }),
    async run(
      args: readonly string[],
      more: NodeJS.ProcessEnv = {},
      node: readonly string[] = [],
      cwd?: string,
    ) {
      const child = this.start(args, more, node, cwd);
      const [[exit], stdout, stderr] = await Promise.all([
        once(child, "exit"),
        text(child.stdout),
        text(child.stderr),
      ]);
      return { exit: exit as number | null, stdout, stderr };
    },
  };
}

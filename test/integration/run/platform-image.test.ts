import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { Matrix } from "../../../harness/report/matrix-schema.ts";
import { FAKE_TOOLS, fakeMachine } from "../toolchain/fake-machine.ts";

const MAIN = resolve(import.meta.dirname, "../../../harness/cli/main.ts");
const K0S = "docker.io/k0sproject/k0s:v1.32.3-k0s.0";
/** A registry that has everything but k0s. */
const NO_K0S = `case "$*" in *k0sproject*) echo "manifest unknown" >&2; exit 1 ;; esac\n${FAKE_TOOLS.docker}`;

async function faultline(env: NodeJS.ProcessEnv, ...args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const [[exit], stdout, stderr] = await Promise.all([
    once(child, "exit"),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { exit, stdout, stderr };
}

test("a platform whose image cannot be had is not run, and terminal, matrix and journal say which image and what to do", async () => {
  const machine = await fakeMachine({ ...FAKE_TOOLS, docker: NO_K0S });
  const results = join(dirname(machine.bin), "results");
  const env = { ...machine.env, HOME: dirname(machine.bin), FAULTLINE_RESULTS_DIR: results };
  const { exit, stdout, stderr } = await faultline(env, "run", "k0s-without-konnectivity");
  const reason = `${K0S} is not in the engine and cannot be pulled; bring it as a file (\`docker save\` elsewhere) with \`faultline toolchain import <tar>\``;
  expect(stderr).toBe("");
  expect(stdout).toContain(`7 not run: ${reason}`);
  expect(exit).toBe(6);

  const matrix: Matrix = JSON.parse(await readFile(join(results, "latest/matrix.json"), "utf8"));
  expect(matrix.run.outcome).toBe("complete");
  expect(matrix.totals).toMatchObject({ pass: 0, error: 0, notRun: 7 });
  expect(new Set(matrix.cells.map((cell) => `${cell.verdict}: ${cell.reason}`))).toEqual(
    new Set([`not run: ${reason}`]),
  );
  const journal = await readFile(join(results, "latest/journal.ndjson"), "utf8");
  expect(journal).toContain(JSON.stringify(reason));
  expect(journal).not.toContain("cell.started");
});

test("a run that ended has no ledger left the moment it ends, and no reaper is needed for that", async () => {
  const machine = await fakeMachine({ ...FAKE_TOOLS, docker: NO_K0S });
  const root = dirname(machine.bin);
  const env = { ...machine.env, HOME: root, FAULTLINE_NO_REAPER: "1" };
  for (const command of ["run", "repro"]) {
    await faultline(
      { ...env, FAULTLINE_RESULTS_DIR: join(root, command) },
      command,
      "k0s-without-konnectivity",
    );
    expect(await readdir(join(root, "state"), { recursive: true }), command).toEqual([]);
  }
});

test("where a thread's platform cannot be had, repro says so; with no other scenario it is the environment's fault", async () => {
  const machine = await fakeMachine({ ...FAKE_TOOLS, docker: NO_K0S });
  const env = { ...machine.env, HOME: dirname(machine.bin) };
  const { exit, stderr } = await faultline(env, "repro", "k0s-without-konnectivity");
  expect(stderr).toContain(`faultline: not k0s-without-konnectivity on k0s 1.32.3 (reported): ${K0S}`);
  expect(exit).toBe(4);
});

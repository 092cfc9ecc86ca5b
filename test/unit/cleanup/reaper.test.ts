import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { tempFolder } from "../../temp-folder.ts";

const root = resolve(import.meta.dirname, "../../..");

/** A run in miniature: records a folder, makes it, starts its reaper, then does as told. */
async function runThat(ending: string, env: NodeJS.ProcessEnv = {}) {
  const folder = tempFolder("reaper");
  const made = join(folder, "runs", "r1");
  const script = join(folder, "run.ts");
  await mkdir(made, { recursive: true });
  await writeFile(
    script,
    `import { openLedger } from "${root}/base/ledger/open-ledger.ts";
     import { ownerOf } from "${root}/base/ledger/owner.ts";
     import { startReaper } from "${root}/harness/cleanup/start-reaper.ts";
     import { systemClock } from "${root}/base/system-clock.ts";
     const owner = ownerOf(process.pid), dir = "${folder}/ledger";
     const ledger = await openLedger({ dir, run: "r1", owner, clock: systemClock });
     const id = await ledger.record({ kind: "path", path: "${made}" });
     const reaper = startReaper({ run: "r1", owner, ledgerDir: dir, engineRoot: "${folder}/engine", log: "${folder}/reaper.log" }, process.env);
     ${ending}`,
  );
  const child = spawn(process.execPath, [script], { env: { ...process.env, ...env }, stdio: "inherit" });
  const [code, signal] = await once(child, "exit");
  expect(code ?? signal).toBeOneOf([0, "SIGKILL"]);
  return { made, log: join(folder, "reaper.log") };
}

const gone = async (path: string, withinMs: number) => {
  for (const end = Date.now() + withinMs; Date.now() < end; await delay(50))
    if (!existsSync(path)) return true;
  return false;
};

test("what a killed run made is removed from outside", async () => {
  const { made, log } = await runThat("process.kill(process.pid, 'SIGKILL');");
  expect(await gone(made, 8_000)).toBe(true);
  await delay(100);
  expect(await readFile(log, "utf8")).toContain(`removed ${made}`);
});

test("after a goodbye nothing is touched, even if something is still recorded", async () => {
  const { made } = await runThat("reaper.goodbye();");
  expect(await gone(made, 700)).toBe(false);
});

test("FAULTLINE_NO_REAPER=1 leaves it to prune", async () => {
  const { made } = await runThat("process.kill(process.pid, 'SIGKILL');", { FAULTLINE_NO_REAPER: "1" });
  expect(await gone(made, 700)).toBe(false);
});

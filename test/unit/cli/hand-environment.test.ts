import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLedger } from "../../../base/ledger/open-ledger.ts";
import { placesFrom } from "../../../base/places.ts";
import { systemClock } from "../../../base/system-clock.ts";
import { handEnvironment } from "../../../harness/cli/hand-environment.ts";
import type { CliContext } from "../../../harness/context.ts";
import { tempFolder } from "../../temp-folder.ts";

async function machine() {
  const root = tempFolder("env");
  const places = placesFrom({
    FAULTLINE_STATE_DIR: join(root, "state"),
    FAULTLINE_CACHE_DIR: join(root, "cache"),
  });
  const context = { places, clock: systemClock, exec: async () => Promise.reject(new Error("runs nothing")) };
  return { places, context: context as unknown as CliContext };
}

test("an empty machine has nothing to use by hand", async () => {
  expect(await handEnvironment((await machine()).context, undefined)).toEqual({});
});

test("a kept run gives its kubeconfig, a finished one does not", async () => {
  const { places, context } = await machine();
  const kubeconfig = join(places.runs, "r-kept", "stand", "kubeconfig");
  await mkdir(join(kubeconfig, ".."), { recursive: true });
  await writeFile(kubeconfig, "");
  const ledger = await openLedger({
    dir: places.ledger,
    run: "r-kept",
    owner: { pid: 4_000_000, startTicks: "1" },
    clock: systemClock,
    kept: true,
  });
  const entry = await ledger.record({ kind: "path", path: join(places.runs, "r-kept") });
  expect(await handEnvironment(context, undefined)).toEqual({ KUBECONFIG: kubeconfig });
  expect(await handEnvironment(context, "r-kept")).toEqual({ KUBECONFIG: kubeconfig });
  await expect(handEnvironment(context, "r-other")).rejects.toThrow(
    'run "r-other" keeps nothing; kept are: r-kept',
  );
  await ledger.close(entry);
  expect(await handEnvironment(context, undefined)).toEqual({});
});

test("the last linked toolchain goes first on PATH", async () => {
  const { places, context } = await machine();
  await mkdir(join(places.cache, "bin", "aaaa.123"), { recursive: true });
  await mkdir(join(places.cache, "bin", "bbbb"), { recursive: true });
  expect(await handEnvironment(context, undefined)).toEqual({ PATH: join(places.cache, "bin", "bbbb") });
});

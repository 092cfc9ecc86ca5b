import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemExec } from "../../base/exec.ts";
import { openLedger } from "../../base/ledger/open-ledger.ts";
import { ownerOf } from "../../base/ledger/owner.ts";
import { placesFrom } from "../../base/places.ts";
import { systemClock } from "../../base/system-clock.ts";
import { build } from "../../toolchain/build/build.ts";
import { openCache } from "../../toolchain/cache/cache.ts";
import { findDaemon } from "../../toolchain/engine/find/find-daemon.ts";
import { engineDataRoot } from "../../toolchain/engine/private/engine-paths.ts";
import { removeEngine } from "../../toolchain/engine/undo/stop-engine.ts";
import { useEngine } from "../../toolchain/engine/use-engine.ts";
import { readLock } from "../../toolchain/lock/read-lock.ts";
import { sourceRecipes } from "../../toolchain/recipes/source-recipes.ts";

/** An engine under a state folder of its own; its programs come from the machine's usual toolchain cache. */
export async function engineFixture(state = mkdtempSync(join(tmpdir(), "faultline-live-"))) {
  const places = placesFrom({ ...process.env, FAULTLINE_STATE_DIR: state });
  const ledger = await openLedger({
    dir: places.ledger,
    run: "live-test",
    owner: ownerOf(process.pid),
    clock: systemClock,
  });
  const { signal } = new AbortController();
  const deps = { exec: systemExec, clock: systemClock };
  const install = async () => {
    const { engine: recipe } = sourceRecipes(await readLock(), places);
    const cache = openCache({ root: places.cache, clock: systemClock });
    const outputOf = await build([recipe], { cache, clock: systemClock, progress: () => {}, signal });
    return { bin: join(outputOf(recipe), "bin") };
  };
  return {
    places,
    ledger,
    install,
    use: () => useEngine({ places, ledger, ...deps, install }),
    discard: async () => {
      await removeEngine({ root: places.engine, ...deps, dropKept: true });
      rmSync(engineDataRoot(places.cache, places.engine), { recursive: true, force: true });
      rmSync(state, { recursive: true, force: true });
    },
  };
}

/** Why no private engine can be tried here; undefined where it can. */
export async function whyNoPrivateEngine(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return "not root";
  const found = await findDaemon({ env: process.env, exec: systemExec, own: "" });
  return found && `this machine has a Docker daemon (${found.dockerHost})`;
}

/** The machine's resolvers and default gateway: what a leak would reach first. */
export function outsideAddresses(): string[] {
  const resolvers = [...readFileSync("/etc/resolv.conf", "utf8").matchAll(/^nameserver ([\d.]+)/gm)];
  const gateways = readFileSync("/proc/net/route", "utf8")
    .split("\n")
    .map((line) => line.split("\t"))
    .filter(([, destination]) => destination === "00000000")
    .map(([, , hex = ""]) =>
      (hex.match(/../g) ?? [])
        .reverse()
        .map((byte) => Number.parseInt(byte, 16))
        .join("."),
    );
  return [...resolvers.map(([, address = ""]) => address), ...gateways].filter(
    (address) => !address.startsWith("127."),
  );
}

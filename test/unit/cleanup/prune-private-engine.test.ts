import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import type { Exec } from "../../../base/exec.ts";
import { openLedger } from "../../../base/ledger/open-ledger.ts";
import { systemClock } from "../../../base/system-clock.ts";
import type { PrivateEngine } from "../../../harness/cleanup/remove/engine.ts";
import { tempFolder } from "../../temp-folder.ts";
import { dead, ended, fakeMachine, pruning } from "./fake-machine.ts";

let root: string;
let ledgerDir: string;
beforeEach(() => {
  root = tempFolder("prune");
  ledgerDir = join(root, "ledger");
});
const run = pruning(() => ledgerDir);

/** A fake private engine: what its stop() was asked, and whether it answers. */
function fakeEngine(running: boolean) {
  const stops: boolean[] = [];
  const engine: PrivateEngine = {
    root: join(root, "engine"),
    dockerHost: "unix:///run/private.sock",
    programs: undefined,
    running: async () => running,
    stop: async ({ dropKept }) => stops.push(dropKept) === 1,
  };
  return { engine, stops };
}

const inPrivate = {
  kind: "kind-cluster",
  name: "faultline-a",
  dockerHost: "unix:///run/private.sock",
} as const;

test("a killed private engine is taken apart by its own stop, which empties it", async () => {
  const ledger = await openLedger({ dir: ledgerDir, run: "r1", owner: dead, clock: systemClock });
  const { engine, stops } = fakeEngine(false);
  await ledger.record({ kind: "engine", root: engine.root });
  await ledger.record(inPrivate);
  const machine = fakeMachine();
  const report = await run(machine.exec, {}, engine);
  expect(report.removed.map(({ what }) => what)).toEqual([
    `private engine ${engine.root}`,
    "kind-cluster faultline-a",
  ]);
  expect(machine.calls, "nobody would answer").toEqual([]);
  expect(stops[0]).toBe(true);
  expect((await ledger.entries()).filter(({ state }) => state === "open")).toEqual([]);
});

test("a kept environment holds its engine up until it is removed itself", async () => {
  const ledger = await openLedger({ dir: ledgerDir, run: "r1", owner: dead, clock: systemClock });
  await ledger.record(inPrivate, { kept: true });
  const first = fakeEngine(true);
  await run(fakeMachine().exec, {}, first.engine);
  expect(first.stops, "kept leases are respected").toEqual([false]);
  const second = fakeEngine(true);
  await run(fakeMachine().exec, { run: "r1" }, second.engine);
  expect(second.stops, "nothing kept is left").toEqual([true]);
});

test("strays named faultline-… go from an engine only kept environments use; others' things stay", async () => {
  const ledger = await openLedger({ dir: ledgerDir, run: "r1", owner: dead, clock: systemClock });
  await ledger.record(inPrivate, { kept: true });
  const removed: string[] = [];
  const exec: Exec = async (_file, args) => {
    if (args[0] === "ps")
      return {
        ...ended,
        stdout:
          "faultline-a-control-plane\tfaultline-a\nfaultline-lost\t\nk3d-faultline-b-server-0\t\nk3d-mine-server-0\t",
      };
    if (args[1] === "ls")
      return { ...ended, stdout: args[0] === "network" ? "faultline-a\nfaultline-old\nbridge" : "" };
    removed.push(args.join(" "));
    return ended;
  };
  await run(exec, {}, fakeEngine(true).engine);
  expect(removed).toEqual([
    "rm -f -v faultline-lost",
    "rm -f -v k3d-faultline-b-server-0",
    "network rm faultline-old",
  ]);
});

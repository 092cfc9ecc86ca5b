import { appendFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import type { Clock } from "../../../../base/clock.ts";
import { merge } from "../../../../base/ledger/files.ts";
import { ledgerEnv, ledgerFromEnv, openLedger } from "../../../../base/ledger/open-ledger.ts";
import { ownerOf } from "../../../../base/ledger/owner.ts";
import { tempFolder } from "../../../temp-folder.ts";

const clock: Clock = { now: () => Date.parse("2026-11-22T10:00:00Z"), sleep: async () => {} };
const owner = ownerOf(process.ppid);
const network = { kind: "network", name: "faultline-n", dockerHost: "unix:///d.sock" } as const;
let dir: string;
beforeEach(async () => {
  dir = join(tempFolder("ledger"), "ledger");
});

test("a record is on disk before record() returns and closes from another ledger of the same folder", async () => {
  const first = await openLedger({ dir, run: "r1", owner, clock });
  const id = await first.record(network);
  const second = await openLedger({ dir, run: "r2", owner, clock });
  expect(await second.entries()).toEqual([
    { id, run: "r1", owner, at: "2026-11-22T10:00:00.000Z", thing: network, state: "open" },
  ]);
  await second.close(id);
  expect((await first.entries()).map((entry) => entry.state)).toEqual(["closed"]);
  expect(await readdir(dir), "the closing line lies with the record").toEqual(["r1"]);
});

test("a torn last line loses only itself", async () => {
  const ledger = await openLedger({ dir, run: "r1", owner, clock });
  await ledger.record(network);
  const [file] = await readdir(join(dir, "r1"));
  await appendFile(join(dir, "r1", String(file)), '{"id":"torn","run":"r1","own');
  expect((await ledger.entries()).map((entry) => entry.thing)).toEqual([network]);
});

test("closed wins in whatever order the files are read", () => {
  const open = { id: "a", run: "r", owner, at: "1", thing: network, state: "open" } as const;
  const closed = { ...open, state: "closed" } as const;
  expect(merge([closed, open])).toEqual([closed]);
  expect(merge([open, closed])).toEqual([closed]);
});

test("closing what was pruned meanwhile is not an error", async () => {
  const ledger = await openLedger({ dir, run: "r1", owner, clock });
  await ledger.close("unknown");
  expect(await ledger.entries()).toEqual([]);
});

test("a plugin of a run writes for the run's owner; outside a run what it makes is kept", async () => {
  const inRun = await ledgerFromEnv({ ...ledgerEnv({ dir, run: "r9", owner }) }, clock);
  await inRun.record(network);
  const byHand = await ledgerFromEnv({ FAULTLINE_LEDGER: dir }, clock);
  await byHand.record({ kind: "path", path: "/x" });
  expect((await byHand.entries()).map(({ run, kept, owner: by }) => ({ run, kept, pid: by.pid }))).toEqual(
    expect.arrayContaining([
      { run: "r9", kept: undefined, pid: owner.pid },
      { run: "by-hand", kept: true, pid: process.pid },
    ]),
  );
});

test("an empty or foreign folder is an empty ledger", async () => {
  const ledger = await openLedger({ dir, run: "r1", owner, clock });
  expect(await ledger.entries()).toEqual([]);
  await writeFile(`${dir}.txt`, "not ours");
  expect(await (await openLedger({ dir: `${dir}.txt`, run: "r", owner, clock })).entries()).toEqual([]);
});

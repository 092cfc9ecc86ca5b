import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { formatOwner, ownerOf } from "../../../../base/ledger/owner.ts";
import { openCache } from "../../../../toolchain/cache/cache.ts";
import { slotName } from "../../../../toolchain/cache/key.ts";
import { type PruneScope, pruneCache } from "../../../../toolchain/cache/prune.ts";
import { tempFolder } from "../../../temp-folder.ts";
import { virtualClock } from "../../../virtual-clock.ts";
import { sampleRecipe } from "../sample-recipe.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const now = 100 * DAY_MS;
const clock = virtualClock({ startAt: now });
const old = sampleRecipe("old");
const fresh = sampleRecipe("fresh");

async function filled(): Promise<string> {
  const root = tempFolder("toolchain");
  const cache = openCache({ root, clock });
  for (const recipe of [old, fresh]) {
    await cache.obtain(recipe, { needed: new Map(), signal: new AbortController().signal });
  }
  utimesSync(join(cache.slot(old), "made.json"), (now - 40 * DAY_MS) / 1000, (now - 40 * DAY_MS) / 1000);
  mkdirSync(join(root, "go-build"));
  writeFileSync(join(root, "go-build", "object"), "1234");
  return root;
}

async function prunedOf(root: string, scope: PruneScope, dryRun = false): Promise<string[]> {
  return (await pruneCache(root, scope, clock, { dryRun })).map(({ what }) => basename(what)).sort();
}

test("by use: what no recipe makes goes, the compilers' cache stays", async () => {
  const root = await filled();
  const scope: PruneScope = { type: "unused", used: new Set([slotName(fresh)]) };
  expect(await prunedOf(root, scope)).toEqual([slotName(old)]);
  expect(readdirSync(join(root, "store"))).toEqual([slotName(fresh)]);
  expect(readdirSync(join(root, "logs"))).toEqual([`${slotName(fresh)}.log`]);
  expect(readdirSync(join(root, "go-build"))).toEqual(["object"]);
});

test("by age: days since the last use, and using something makes it young again", async () => {
  const root = await filled();
  expect(await prunedOf(root, { type: "older", days: 41 }, true)).toEqual([]);
  expect(await prunedOf(root, { type: "older", days: 30 }, true)).toEqual([slotName(old)]);
  await openCache({ root, clock }).obtain(old, { needed: new Map(), signal: new AbortController().signal });
  expect(await prunedOf(root, { type: "older", days: 30 })).toEqual([]);
});

test("all: nothing is left to reuse, and a dry run removes nothing", async () => {
  const root = await filled();
  const expected = ["go-build", slotName(fresh), slotName(old)].sort();
  expect(await prunedOf(root, { type: "all" }, true)).toEqual(expected);
  expect(await prunedOf(root, { type: "all" })).toEqual(expected);
  expect(await prunedOf(root, { type: "all" })).toEqual([]);
});

test("what a dead process was making goes, what a living one makes stays", async () => {
  const root = tempFolder("toolchain");
  const living = `${formatOwner(ownerOf(process.pid)).replace(":", "-")}-slot`;
  for (const name of [living, "4194000-1-slot"]) mkdirSync(join(root, "work", name), { recursive: true });
  expect(await prunedOf(root, { type: "unused", used: new Set() })).toEqual(["4194000-1-slot"]);
  expect(readdirSync(join(root, "work"))).toEqual([living]);
});

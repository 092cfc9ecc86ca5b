import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLedger } from "../../../../base/ledger/open-ledger.ts";
import { ownerOf } from "../../../../base/ledger/owner.ts";
import { placesFrom } from "../../../../base/places.ts";
import {
  makeStackFolder,
  removeStackFolder,
  stackFolder,
} from "../../../../harness/cli/flows/stack-folder.ts";
import { tempFolder } from "../../../temp-folder.ts";
import { virtualClock } from "../../../virtual-clock.ts";

test("with the last stack the folder of all stacks goes, and not before", async () => {
  const state = join(tempFolder("stacks"), "state");
  const places = placesFrom({ HOME: "/nowhere", FAULTLINE_STATE_DIR: state });
  const owner = ownerOf(process.ppid);
  const ledger = await openLedger({ dir: places.ledger, run: "r", owner, clock: virtualClock() });
  const [one, other] = [stackFolder(places, "one"), stackFolder(places, "other")];
  for (const folder of [one, other]) await makeStackFolder(ledger, folder);
  await removeStackFolder(ledger, one);
  expect([one, other].map(({ path }) => existsSync(path))).toEqual([false, true]);
  await removeStackFolder(ledger, other);
  expect(existsSync(join(state, "stacks"))).toBe(false);
});

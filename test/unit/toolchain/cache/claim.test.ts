import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ownerOf } from "../../../../base/ledger/owner.ts";
import { claim } from "../../../../toolchain/cache/claim.ts";
import { tempFolder } from "../../../temp-folder.ts";
import { virtualClock } from "../../../virtual-clock.ts";

const clock = virtualClock();

test("the second claimant gets in when the first lets go, and was told whom it waits for", async () => {
  const dir = tempFolder("toolchain");
  const order: string[] = [];
  const first = await claim({ dir, clock });
  const second = claim({ dir, clock, onWait: ({ pid }) => order.push(`waits for ${pid}`) }).then((held) => {
    order.push("second in");
    return held;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  order.push("first out");
  await first.release();
  await (await second).release();
  expect(order).toEqual([`waits for ${process.pid}`, "first out", "second in"]);
  expect(existsSync(dir)).toBe(false);
});

test("of many at once one holds at a time, and all get their turn", async () => {
  const dir = tempFolder("toolchain");
  let inside = 0;
  let most = 0;
  let served = 0;
  const one = async () => {
    const held = await claim({ dir, clock });
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setTimeout(resolve, 2));
    inside -= 1;
    served += 1;
    await held.release();
  };
  await Promise.all(Array.from({ length: 6 }, one));
  expect({ most, served }).toEqual({ most: 1, served: 6 });
});

test("a dead process's claim is taken over, also when its pid runs again as another process", async () => {
  const dir = tempFolder("toolchain");
  const { pid, startTicks } = ownerOf(process.pid);
  const reused = `${pid}-${Number(startTicks) - 1}-aaaaaaaa`;
  writeFileSync(join(dir, "4194000-12345-bbbbbbbb"), "");
  writeFileSync(join(dir, reused), "");
  const waits: number[] = [];
  const held = await claim({ dir, clock, onWait: (owner) => waits.push(owner.pid) });
  expect(waits).toEqual([]);
  expect(readdirSync(dir)).toHaveLength(1);
  expect(readdirSync(dir)).not.toContain(reused);
  await held.release();
});

test("an abort ends the wait and leaves no claim", async () => {
  const dir = join(tempFolder("toolchain"), "deep");
  mkdirSync(dir);
  const held = await claim({ dir, clock });
  const stop = new AbortController();
  const waiting = claim({ dir, clock, signal: stop.signal, onWait: () => stop.abort(new Error("enough")) });
  await expect(waiting).rejects.toThrow("enough");
  expect(readdirSync(dir)).toHaveLength(1);
  await held.release();
});

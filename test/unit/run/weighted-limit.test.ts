import { expect, test } from "vitest";
import { weightedLimit } from "../../../harness/run/weighted-limit.ts";

test("what does not fit waits its turn, and what came later waits behind it", async () => {
  const room = weightedLimit(4);
  const log: string[] = [];
  const ends: Record<string, () => void> = {};
  const work = (name: string) => () => {
    log.push(name);
    return new Promise<void>((resolve) => {
      ends[name] = resolve;
    });
  };
  const all = [room(3, work("three servers")), room(2, work("two nodes")), room(1, work("one"))];
  await Promise.resolve();
  expect(log).toEqual(["three servers"]);
  ends["three servers"]?.();
  await all[0];
  await Promise.resolve();
  expect(log).toEqual(["three servers", "two nodes", "one"]);
  ends["two nodes"]?.();
  ends.one?.();
  await Promise.all(all);
});

test("what weighs more than there is room runs alone, and a failure gives its room back", async () => {
  const room = weightedLimit(2);
  await expect(room(5, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expect(room(2, async () => "yes")).resolves.toBe("yes");
});

import { expect, test } from "vitest";
import { limit } from "../../../base/limit.ts";

test("what does not fit waits its turn, and what came later waits behind it", async () => {
  const room = limit(4);
  const log: string[] = [];
  const ends: Record<string, () => void> = {};
  const work = (name: string) => () => {
    log.push(name);
    return new Promise<void>((resolve) => {
      ends[name] = resolve;
    });
  };
  const all = [
    room(work("three servers"), { weight: 3 }),
    room(work("two nodes"), { weight: 2 }),
    room(work("one")),
  ];
  await Promise.resolve();
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
  const room = limit(2);
  await expect(room(() => Promise.reject(new Error("no")), { weight: 5 })).rejects.toThrow("no");
  await expect(room(async () => "yes", { weight: 2 })).resolves.toBe("yes");
});

test("of those that are asked for at once the most urgent goes first, equals in the order they came", async () => {
  const room = limit(1);
  const log: string[] = [];
  const work = (name: string) => async () => void log.push(name);
  await Promise.all([room(work("a")), room(work("b")), room(work("urgent"), { urgency: 2 })]);
  expect(log).toEqual(["urgent", "a", "b"]);
});

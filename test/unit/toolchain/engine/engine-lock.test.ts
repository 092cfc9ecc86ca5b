import { expect, test } from "vitest";
import { systemClock } from "../../../../base/system-clock.ts";
import { withEngineLock } from "../../../../toolchain/engine/private/engine-lock.ts";
import { tempFolder } from "../../../temp-folder.ts";

test("work under the lock of one root does not overlap; another root's does not wait", async () => {
  const root = tempFolder("toolchain");
  const seen: string[] = [];
  const work = (name: string) => async () => {
    seen.push(`${name} in`);
    await systemClock.sleep(30);
    seen.push(`${name} out`);
  };
  const first = withEngineLock(root, systemClock, work("a"));
  const second = withEngineLock(root, systemClock, work("b"));
  await withEngineLock(tempFolder("toolchain"), systemClock, async () => seen.push("other"));
  await Promise.all([first, second]);
  const ours = seen.filter((line) => line !== "other");
  expect([ours.slice(0, 2), ours.slice(2)].map((pair) => pair[0]?.[0] === pair[1]?.[0])).toEqual([
    true,
    true,
  ]);
  expect(seen.indexOf("other")).toBeLessThan(seen.length - 1);
});

test("an error in the work frees the lock", async () => {
  const root = tempFolder("toolchain");
  await expect(withEngineLock(root, systemClock, () => Promise.reject(new Error("x")))).rejects.toThrow("x");
  expect(await withEngineLock(root, systemClock, async () => "free")).toBe("free");
});

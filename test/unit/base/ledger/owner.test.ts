import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { formatOwner, isAlive, ownerOf, parseOwner, startTicksFrom } from "../../../../base/ledger/owner.ts";

test("a program name with spaces and brackets does not shift the fields", () => {
  const after = "S 1 2 3 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1000 2000";
  expect(startTicksFrom(`42 (a) b (c d) ${after}`)).toBe("987654");
});

test("an owner is alive while its process runs, and a later process with its pid is someone else", async () => {
  const child = spawn("sleep", ["60"]);
  const owner = ownerOf(child.pid as number);
  expect(isAlive(owner)).toBe(true);
  expect(isAlive({ ...owner, startTicks: "1" })).toBe(false);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(isAlive(owner)).toBe(false);
});

test("an owner survives the way through an environment variable", () => {
  const owner = ownerOf(process.pid);
  expect(parseOwner(formatOwner(owner))).toEqual(owner);
  expect(parseOwner("12;13")).toBeUndefined();
  expect(parseOwner(undefined)).toBeUndefined();
});

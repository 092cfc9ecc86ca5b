import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorText } from "../../../harness/cli/error-text.ts";
import { UsageError } from "../../../harness/usage-error.ts";

async function caught(work: () => Promise<unknown>): Promise<unknown> {
  return work().then(
    () => undefined,
    (error: unknown) => error,
  );
}

test("a full disk is no internal error: the file and the remedy are named, and no stack", async () => {
  const error = await caught(async () => {
    const file = await open("/dev/full", "a");
    await file.writeFile("a line").finally(() => file.close());
  });
  expect(errorText(error, {})).toMatch(
    /^faultline: cannot use .+: no space is left on its disk; free some\n$/,
  );
});

test("so is a file that may not be written, with its path", async () => {
  const dir = await mkdtemp(join(tmpdir(), "faultline-error-text-"));
  const error = Object.assign(new Error("EACCES: permission denied"), { code: "EACCES", path: dir });
  expect(errorText(error, {})).toBe(
    `faultline: cannot use ${dir}: permission denied; choose another folder, or become who may\n`,
  );
  await rm(dir, { recursive: true });
});

test("an error of ours is its message; another one is to be reported, with its stack", () => {
  expect(errorText(new UsageError("no such cell"), {})).toBe("faultline: no such cell\n");
  expect(errorText(new TypeError("x is undefined"), {})).toMatch(
    /^faultline: internal error, please report it: TypeError: x is undefined\n +at /,
  );
});

test("an error that quotes ten megabytes is told in a few lines", () => {
  const text = errorText(new Error("x".repeat(10_000_000)), {});
  expect(text.length).toBeLessThan(9_000);
  expect(text).toMatch(/^faultline: internal error, please report it: Error: x+… \(\d+ more characters\)\n$/);
});

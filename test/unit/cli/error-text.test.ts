import { expect, test } from "vitest";
import { errorText } from "../../../harness/cli/error-text.ts";

test("an error that quotes ten megabytes is told in a few lines", () => {
  const text = errorText(new Error("x".repeat(10_000_000)), {});
  expect(text.length).toBeLessThan(9_000);
  expect(text).toMatch(/^faultline: internal error, please report it: Error: x+… \(\d+ more characters\)\n$/);
});

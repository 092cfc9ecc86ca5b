import { expect, test } from "vitest";
import { acceptanceOf } from "../../../../harness/report/diff/acceptance.ts";

test("a loss is accepted by cell, last day and reason", () => {
  expect(acceptanceOf("a/kind-1.37.2/restart=2026-12-31: waits for upstream = soon")).toEqual({
    cell: "a/kind-1.37.2/restart",
    until: "2026-12-31",
    reason: "waits for upstream = soon",
  });
});

test.each([
  "a/kind-1/x",
  "a/kind-1/x=2026-12-31",
  "a/kind-1/x=2026-12-31: ",
  "a=2026-13-01: why",
  "=2026-12-31: why",
])("%j is none: the message shows one", (text) => {
  expect(() => acceptanceOf(text)).toThrow(/is not <cell>=<yyyy-mm-dd>: <reason>, as in "a\/kind-1\.37\.2/);
});

import { expect, test, vi } from "vitest";
import { BROKEN, diagnosed, FLAGS_CLASH, machineFor, PATIENCE_MS } from "./diagnosing.ts";

vi.setConfig({ testTimeout: PATIENCE_MS });

test("a log that nobody may read rules nothing out: it cannot tell, and says what was denied", async () => {
  const { exit, stdout } = await diagnosed({ ...FLAGS_CLASH, denied: /\/log$/ }, "-o", "json");
  const { verdict, open } = JSON.parse(stdout);
  expect(verdict).toBe("cannot tell");
  expect(open).toContainEqual({
    code: "bad-flag-pair",
    because: expect.stringMatching(/denied: .*pods\/log is forbidden: User "paul"/),
  });
  expect(exit).toBe(4);
});

test("a breakage that nobody has documented is no guess", async () => {
  const { exit, stdout } = await diagnosed(BROKEN, "-o", "json");
  expect(JSON.parse(stdout)).toMatchObject({ verdict: "unknown", findings: [], open: [] });
  expect(exit).toBe(5);
});

test("a pod that may only be starting is waited for, and past the time there is nothing is said", async () => {
  const { exit, stdout } = await diagnosed({ ...BROKEN, restarts: 0, podAge: 1 }, "--wait", "4");
  expect(stdout).toMatch(/^cannot tell: .* may only be starting/);
  expect(exit).toBe(4);
});

test("an API server that does not answer is none to tell of", async () => {
  const machine = await machineFor({ url: "http://127.0.0.1:1" });
  const { exit, stdout } = await machine.diagnose("-o", "json");
  const { verdict, reason, open } = JSON.parse(stdout);
  expect({ exit, verdict, reason }).toEqual({
    exit: 4,
    verdict: "cannot tell",
    reason: expect.stringContaining("ECONNREFUSED"),
  });
  const codes = open.map(({ code }: { code: string }) => code);
  expect(codes).toContain("bad-flag-pair");
  // What shows in the act alone is looked for with --for only.
  expect(codes).not.toContain("vcluster-cordon");
});

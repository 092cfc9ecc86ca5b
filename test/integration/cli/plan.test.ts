import { expect, test } from "vitest";
import { freshMachine } from "./faultline.ts";

test("a plan for fewer clusters at once than the machine carries takes longer, and creates nothing", async () => {
  const machine = await freshMachine();
  const planned = async (...options: readonly string[]) =>
    JSON.parse((await machine.run(["plan", "tag:rbac", "-o", "json", ...options])).stdout);
  const [usual, narrow] = await Promise.all([planned(), planned("--parallel", "1")]);
  expect(narrow.wallSeconds).toBeGreaterThan(usual.wallSeconds);
  expect(narrow.plan.stands.length).toBeLessThanOrEqual(usual.plan.stands.length);
  const { stdout } = await machine.run(["plan", "tag:rbac", "--parallel", "1"]);
  expect(stdout).toMatch(/ clusters?, 1 at once: about \d+ min/);
  expect(await machine.created()).toEqual([]);
});

import { expect, test } from "vitest";
import { systemExec } from "../../../base/exec.ts";
import { childCpu } from "../../../harness/cell/child-cpu.ts";

test("a child's time goes to its program, whoever started it, and is told once", async () => {
  let used = 1_000;
  const cpu = childCpu(() => used);
  await systemExec("true", []);
  used += 400;
  await systemExec("/bin/sh", ["-c", "exit 1"]);
  used += 30;
  await systemExec("true", []);
  expect(cpu.taken()).toMatchObject({ sh: 400, true: 30, worker: expect.any(Number) });
  expect(Object.keys(cpu.taken())).not.toContain("sh");
});

import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { systemExec } from "../../../base/exec.ts";
import { tempFolder } from "../../temp-folder.ts";

test("a limit ends a program with what it has started, which else would hold its outputs open", async () => {
  const folder = tempFolder("exec");
  const program = join(folder, "program");
  await writeFile(program, "#!/bin/sh\nsleep 60\n:\n");
  await chmod(program, 0o755);
  const result = await systemExec(program, [], { cwd: folder, timeoutMs: 2_000, ownGroup: true });
  expect(result.timedOut).toBe(true);
  expect(result.durationMs).toBeLessThan(20_000);
});

import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { machineWithClusters } from "./fake-cluster.ts";
import { EXAMPLE, PATIENCE_MS, scenarioIn, watching } from "./watching.ts";

const LATE = `signatures: [TOP_FAILS, { kind: "log", text: [/no such line/] }]`;

test("--once --fix ends with the recovery, and --once with 1 where a signature does not come", {
  timeout: PATIENCE_MS,
}, async () => {
  const machine = await machineWithClusters();
  const file = await scenarioIn(machine.root);
  const healed = watching(machine.env, [file, "--once", "--fix", "restore"]);
  expect(await healed.next("row", { of: "recovery", index: 0, state: "seen" })).toMatchObject({
    name: expect.stringContaining("top nodes"),
  });
  expect(await healed.next("recovery")).toMatchObject({
    fix: "restore",
    outcome: "heals",
    expected: "heals",
  });
  expect(await healed.ended, healed.stderr()).toBe(0);

  await writeFile(
    file,
    EXAMPLE.replace("signatures: [TOP_FAILS]", LATE).replace(
      "withinSeconds: 30,\n    persists",
      "withinSeconds: 5,\n    persists",
    ),
  );
  const late = watching(machine.env, [file, "--once"]);
  expect(await late.next("symptom")).toMatchObject({
    state: "late",
    note: "within 5 s of the change not seen: log line /no such line/",
  });
  expect(await late.ended).toBe(1);
  expect(await readdir(join(machine.root, "state"), { recursive: true })).toEqual([]);
});

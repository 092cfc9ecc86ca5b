import { beforeEach, expect, test } from "vitest";
import { secretFilter } from "../../../base/text/secrets.ts";
import type { CellOrder } from "../../../harness/cell/messages.ts";
import type { CellEntry } from "../../../harness/journal/events.ts";
import { NOTHING_SEEN } from "../../../harness/judge/judge-cell.ts";
import { openWorkerLog } from "../../../harness/run/worker-log.ts";
import { forkWorker } from "../../../harness/run/worker-process.ts";
import { tempFolder } from "../../temp-folder.ts";

let folder: string;

beforeEach(() => {
  folder = tempFolder("worker");
});

/** An order nobody can carry out: there are no scenarios in the folder. */
function impossibleOrder(): CellOrder {
  const cell = { id: "nowhere/kind-1.32.5/nothing", scenario: "nowhere", fix: "nothing" };
  return {
    cell: { ...cell, platform: { distribution: "kind", version: "1.32.5" } } as CellOrder["cell"],
    attempt: 1,
    scenarios: folder,
    standName: "faultline-test-1",
    workDir: folder,
    ownPlugins: [],
    pulumiHome: folder,
    tools: { pulumi: "/nowhere/pulumi", kubectl: "/nowhere/kubectl" },
    nodeImage: "none",
    last: true,
  };
}

const run = forkWorker(process.env, (order) => openWorkerLog(folder, order, secretFilter({})));

test("a worker that breaks makes the cell an error that says why, and its stand is not used again", async () => {
  const entries: CellEntry[] = [];
  const pids: number[] = [];
  const onStart = async (pid: number) => void pids.push(pid);
  const result = await run(
    impossibleOrder(),
    { onStart, onEntry: (entry) => entries.push(entry) },
    new AbortController().signal,
  );
  expect(result).toEqual({ verdict: "error", standUsable: false });
  expect(entries).toEqual([
    {
      type: "cell.ended",
      ...NOTHING_SEEN,
      verdict: "error",
      observed: null,
      reason: expect.stringContaining("nowhere.ts"),
    },
  ]);
  expect(() => process.kill(pids[0] as number, 0)).toThrow();
});

test("a worker that is killed makes the cell an error that names the signal", async () => {
  const entries: CellEntry[] = [];
  const onStart = async (pid: number) => void process.kill(pid, "SIGKILL");
  const result = await run(
    impossibleOrder(),
    { onStart, onEntry: (entry) => entries.push(entry) },
    new AbortController().signal,
  );
  expect(result.verdict).toBe("error");
  expect(entries.at(-1)).toMatchObject({ reason: expect.stringContaining("SIGKILL") });
});

test("a worker that cannot be written down is ended, and its cell is an error that says why", async () => {
  const entries: CellEntry[] = [];
  const pids: number[] = [];
  const onStart = async (pid: number) => {
    pids.push(pid);
    throw new Error("no space left on device");
  };
  const result = await run(
    impossibleOrder(),
    { onStart, onEntry: (entry) => entries.push(entry) },
    new AbortController().signal,
  );
  expect(result).toEqual({ verdict: "error", standUsable: false });
  expect(entries.at(-1)).toMatchObject({
    reason: "its worker process could not be recorded: no space left on device",
  });
  expect(() => process.kill(pids[0] as number, 0)).toThrow();
});

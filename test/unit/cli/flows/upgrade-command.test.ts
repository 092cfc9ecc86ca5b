import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { EXIT_CODES } from "../../../../base/exit-codes.ts";
import { refuseVain, showUpgrade } from "../../../../harness/cli/flows/upgrade-command.ts";
import type { CliContext } from "../../../../harness/context.ts";
import type { Verdict } from "../../../../harness/plan/cell.ts";
import { pointOf } from "../../../../harness/plan/point.ts";
import { diffSchema } from "../../../../harness/report/diff/diff-schema.ts";
import { matrixFrom } from "../../../../harness/report/matrix-from.ts";
import type { Outcome } from "../../../../harness/scenario/types.ts";
import { START, SyntheticJournal, syntheticCell } from "../../../synthetic-journal.ts";
import { virtualClock } from "../../../virtual-clock.ts";

const [from, to] = [pointOf("metrics-server=0.7.2"), pointOf("metrics-server=0.8.0")];
const was = syntheticCell("a", "right", { metricsServer: "0.7.2" });
const is = syntheticCell("a", "right", {
  id: "a/kind-1.32.5+metrics-server-0.8.0/right",
  metricsServer: "0.8.0",
  platform: { distribution: "kind", version: "1.32.5", metricsServer: "0.8.0" },
});

/** A run of both sides of which the second ends so, shown: what stdout has, and the exit code. */
async function shown(
  verdict: Verdict,
  observed: Outcome | null,
  more: { accept?: string; output?: "json" } = {},
) {
  const stdout = new PassThrough();
  let exit = 0;
  const context = {
    stdout,
    color: false,
    clock: virtualClock({ startAt: START }),
    setExit: (code: number) => {
      exit = code;
    },
  } as unknown as CliContext;
  const { events } = new SyntheticJournal()
    .started([was, is])
    .attempt(was, 10, "pass")
    .attempt(is, 80, verdict, 1, "because", { observed })
    .ended(200);
  const accepted = more.accept ? [{ cell: more.accept, until: "2999-12-31", reason: "known" }] : [];
  const { output = "text" } = more;
  const error = await showUpgrade(matrixFrom(events), { from, to, accepted, output }, context).catch(
    (thrown: Error) => thrown.message,
  );
  return { exit, error, text: String(stdout.read() ?? "") };
}

test("nothing lost is green, a loss is not, and an accepted one is", async () => {
  expect(await shown("pass", "heals")).toMatchObject({ exit: EXIT_CODES.ok.code, error: undefined });
  const lost = await shown("fail", "no effect");
  expect(lost.exit).toBe(EXIT_CODES.unexpected.code);
  expect(lost.text).toMatch(
    /^fix lost +a\/kind-1\.32\.5\/right -> a\/kind-1\.32\.5\+metrics-server-0\.8\.0\/right/m,
  );
  expect((await shown("fail", "no effect", { accept: is.id })).exit).toBe(EXIT_CODES.ok.code);
});

test("where the machine failed that is what the command ends with, and the rows are printed all the same", async () => {
  const { exit, text } = await shown("error", null);
  expect(exit).toBe(EXIT_CODES.infrastructure.code);
  expect(text).toMatch(/^not comparable +a\//m);
});

test("an acceptance that nothing needed is told after the rows, not in their place", async () => {
  const { text, error } = await shown("pass", "heals", { accept: is.id });
  expect(text).toContain("1 cell unchanged");
  expect(error).toContain('it is "unchanged", which is no loss; leave it out');
});

test("as JSON stdout has the comparison and nothing else", async () => {
  const { text, exit } = await shown("fail", "no effect", { output: "json" });
  expect(diffSchema.parse(JSON.parse(text)).unaccepted).toEqual([is.id]);
  expect(exit).toBe(EXIT_CODES.unexpected.code);
});

test("a side that cannot run, and an acceptance of what is not planned, are refused before the hour", () => {
  const stands = [{ id: "s", cells: [was], estimateSeconds: 1, weight: 1 }];
  const blocked = { stands, notRun: [{ cell: is, reason: "upstream does not; --force" }] };
  expect(() => refuseVain(blocked, [from, to], [])).toThrow(
    "no cell can be run with metrics-server=0.8.0: upstream does not; --force",
  );
  const both = { stands: [{ id: "s", cells: [was, is], estimateSeconds: 1, weight: 1 }], notRun: [] };
  expect(() => refuseVain(both, [from, to], [])).not.toThrow();
  const accepted = [{ cell: "a/kind-1.32.5/rihgt", until: "2999-12-31", reason: "x" }];
  expect(() => refuseVain(both, [from, to], accepted)).toThrow("neither side has such a cell");
});

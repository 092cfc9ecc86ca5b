import { EXIT_CODES } from "../../../base/exit-codes.ts";
import type { CliContext } from "../../context.ts";
import { stepsBetween } from "../../plan/bisect.ts";
import type { Plan } from "../../plan/plan.ts";
import { isAt, isSame, type Point, pointText, upgradedTo } from "../../plan/point.ts";
import { depthIn } from "../../plan/select/profile.ts";
import { type Acceptance, acceptanceOf } from "../../report/diff/acceptance.ts";
import { diffRuns } from "../../report/diff/diff-runs.ts";
import type { Diff } from "../../report/diff/diff-schema.ts";
import { refuseIdle, refuseIncomparable } from "../../report/diff/refuse.ts";
import { sideAt } from "../../report/diff/side-at.ts";
import type { Matrix } from "../../report/matrix-schema.ts";
import { UsageError } from "../../usage-error.ts";
import type { DiffOptions } from "../diff-options.ts";
import { printDiff, today } from "../print-diff.ts";
import { type RunAt, withBisection } from "./bisect-changes.ts";
import { exitOf } from "./exit-of.ts";
import type { RunCommand } from "./run-asked.ts";
import { runAndReport } from "./run-command.ts";

export interface UpgradeCommand extends Omit<RunCommand, "at">, DiffOptions {
  readonly from: Point;
  readonly to: Point;
  /** The same cluster is upgraded, once the fix is in; else each side has clusters of its own. */
  readonly inPlace: boolean;
  /** For what changed, the first version between with which it does. */
  readonly bisect: boolean;
}

/**
 * `faultline upgrade`: one run with the cells of both sides, so that they share the machine's hours and days, and then what became of
 * each. What another format than text prints is that alone; the run itself then goes to stderr.
 */
export async function upgradeCommand(command: UpgradeCommand, context: CliContext): Promise<void> {
  const { from, to: wanted, inPlace, bisect, accept, output, ...asked } = command;
  if (isSame(from, wanted))
    throw new UsageError(
      `--from ${pointText(from)} and --to ${pointText(wanted)} are the same: name the versions before and after`,
    );
  const to = inPlace ? upgradedTo(from, wanted) : wanted;
  const steps = bisect ? stepsBetween(from, to) : undefined;
  const accepted = accept.map(acceptanceOf);
  const beside = { ...context, stdout: context.stderr, isTTY: false, color: false };
  const run = { ...asked, at: [from, to], paired: true };
  const where = output === "text" ? context : beside;
  const { matrix, outcome } = await runAndReport(run, "upgrade", where, (plan) =>
    refuseVain(plan, [from, to], accepted),
  );
  if (outcome === "interrupted") return context.setExit(EXIT_CODES.interrupted.code);
  const refine = async (diff: Diff) => {
    if (!steps) return diff;
    const runAt: RunAt = (selector, version) => runStep(asked, selector, steps.at(version), where);
    return withBisection(diff, { steps, matrix, runAt }, context);
  };
  if (output === "text") context.stdout.write("\n");
  await showUpgrade(matrix, { from, to, accepted, output, refine }, context);
}

/** One cell at a point between. @throws Error where it is interrupted, and what ends a run before its time. */
async function runStep(
  { budget: _, profile, depth = depthIn(profile), ...asked }: Omit<RunCommand, "at">,
  selector: string,
  point: Point,
  context: CliContext,
): Promise<Matrix> {
  // One cell is named, which a profile that names its own refuses and no budget cuts.
  const kind = { profile: profile === "quick" ? "default" : profile, depth } as const;
  const step = { ...asked, ...kind, selectors: [selector], at: [point], aside: true };
  const { matrix, outcome } = await runAndReport(step, "upgrade", context);
  if (outcome === "interrupted") throw new Error("interrupted");
  return matrix;
}

/** What cannot say anything of the upgrade is not worth an hour. @throws UsageError. */
export function refuseVain(plan: Plan, sides: readonly Point[], accepted: readonly Acceptance[]): void {
  const cells = plan.stands.flatMap((stand) => stand.cells);
  for (const point of sides) {
    if (cells.some((cell) => isAt(cell, point))) continue;
    const why = plan.notRun.find(({ cell }) => isAt(cell, point));
    throw new UsageError(`no cell can be run with ${pointText(point)}${why ? `: ${why.reason}` : ""}`);
  }
  const known = [...cells, ...plan.notRun.map(({ cell }) => cell)].map(({ id }) => id);
  const all = new Set([...known, ...(plan.leftOut ?? []).map(({ cell }) => cell)]);
  const stranger = accepted.find(({ cell }) => !all.has(cell));
  if (stranger)
    throw new UsageError(`--accept ${stranger.cell}: neither side has such a cell; see faultline plan --at`);
}

interface Shown extends Pick<UpgradeCommand, "from" | "to" | "output"> {
  readonly accepted: readonly Acceptance[];
  readonly refine?: (diff: Diff) => Promise<Diff>;
}

/** What the run says of the upgrade, and then by the exit code; an acceptance that nothing needed is told last. @throws UsageError for that. */
export async function showUpgrade(
  matrix: Matrix,
  { from, to, accepted, output, refine = async (diff) => diff }: Shown,
  context: CliContext,
): Promise<void> {
  const diff = await refine(diffRuns(sideAt(matrix, from), sideAt(matrix, to), accepted, today(context)));
  await printDiff(context, output, diff);
  // Graver than a loss: where the machine failed nothing is said of the versions.
  const { totals } = matrix;
  if (totals.error > 0 || totals.pass + totals.fail + totals.flaky === 0) context.setExit(exitOf(totals));
  else refuseIncomparable(diff);
  refuseIdle(diff, accepted);
}

import { FaultlineError } from "../../../base/faultline-error.ts";
import type { CliContext } from "../../context.ts";
import { firstToDiffer, type Steps } from "../../plan/bisect.ts";
import { changeOf, isOther } from "../../report/diff/change-class.ts";
import type { ComparedCell } from "../../report/diff/compared.ts";
import { changedRows } from "../../report/diff/diff-lines.ts";
import type { Diff, DiffRow } from "../../report/diff/diff-schema.ts";
import { sideAt } from "../../report/diff/side-at.ts";
import type { Matrix } from "../../report/matrix-schema.ts";

/** Runs one cell with one version; gives the run. */
export type RunAt = (selector: string, version: string) => Promise<Matrix>;

/** What the versions between are asked for with `--bisect`. */
interface Bisection {
  readonly steps: Steps;
  /** The run of both ends. */
  readonly matrix: Matrix;
  readonly runAt: RunAt;
}

/**
 * The comparison with the version since which each cell that changed is what it is at the end. Where a version between tells nothing
 * (a cluster that was not healthy, a cell that cannot run) the row says so in place of a version.
 */
export async function withBisection(
  diff: Diff,
  { steps, matrix, runAt }: Bisection,
  { stderr }: Pick<CliContext, "stderr">,
): Promise<Diff> {
  const rows: DiffRow[] = [];
  const changed = new Set(changedRows(diff).filter(isKnown));
  for (const row of diff.rows) {
    const before = matrix.cells.find(({ id }) => id === row.before);
    if (!changed.has(row) || !before) rows.push(row);
    else {
      stderr.write(`faultline: ${row.cell}: ${row.note}; looking for the first ${steps.component} with it\n`);
      rows.push({ ...row, since: await sinceOf(before, steps, runAt) });
    }
  }
  return { ...diff, rows };
}

/** How much slower is a matter of the hour as well: no version is to blame for it. */
const isKnown = (row: DiffRow) => row.class !== "not comparable" && row.class !== "slower";

async function sinceOf(
  before: ComparedCell,
  { component, versions, at }: Steps,
  runAt: RunAt,
): Promise<NonNullable<DiffRow["since"]>> {
  const looks: string[] = [];
  const { scenario, platform, fix } = before;
  const { distribution } = platform;
  // A scenario may be on several versions of a platform of which none is looked for.
  const own = distribution === "kind" || distribution === component ? "" : platform.version;
  try {
    const version = await firstToDiffer(versions, async (middle) => {
      looks.push(middle);
      const run = await runAt(`${scenario}/${distribution}-${own}*/${fix}`, middle);
      const cell = sideAt(run, at(middle)).cells.find(
        (each) => each.fix === fix && each.platform.version.startsWith(own),
      );
      return differs(before, cell, middle);
    });
    return { component, version, looks };
  } catch (error) {
    // What is known already is told, whatever a step between runs into; but for a Ctrl-C.
    if (!(error instanceof TellsNothing || error instanceof FaultlineError)) throw error;
    return { component, version: null, looks, why: error.message };
  }
}

/** A version between that is no answer either way. */
class TellsNothing extends Error {}

function differs(before: ComparedCell, cell: ComparedCell | undefined, version: string): boolean {
  const change = changeOf({ before, ...(cell && { after: cell }) });
  if (change.class === "not comparable") throw new TellsNothing(`${version} tells nothing: ${change.note}`);
  return change.class !== "slower" && isOther(change);
}

import type { CliContext } from "../../context.ts";
import { type Depth, depthOf } from "../../plan/depth.ts";
import { type Point, pointOf } from "../../plan/point.ts";
import type { Profile } from "../../plan/select/profile.ts";
import { isGreen } from "../../report/cell-words.ts";
import { findJournal } from "../../report/find-journal.ts";
import { readRunOutline, runOf } from "../../report/read-run.ts";
import { UsageError } from "../../usage-error.ts";

/** The cells that showed something else than was expected, and what their run was asked for, so that they are found again. */
export interface FailedCells {
  readonly only: ReadonlySet<string>;
  readonly at: readonly Point[];
  readonly profile: Profile;
  readonly depth: Depth;
  readonly force: boolean;
}

/** What was not run showed nothing, and is not among them. @throws UsageError where a run has none. */
export async function failedCells({ places }: CliContext, run: string): Promise<FailedCells> {
  const { matrix } = await runOf(await readRunOutline(await findJournal(places.results, run)));
  const failed = matrix.cells.filter((cell) => !isGreen(cell));
  if (failed.length === 0)
    throw new UsageError(
      `no cell of run ${matrix.run.id} is other than expected; there is nothing to run again`,
    );
  const { at = "", profile, depth, force } = matrix.run.options;
  return {
    only: new Set(failed.map(({ id }) => id)),
    at: String(at).split(" ").filter(Boolean).map(pointOf),
    profile: profile === "full" ? "full" : "default",
    depth: depthOf(depth),
    force: force === true,
  };
}

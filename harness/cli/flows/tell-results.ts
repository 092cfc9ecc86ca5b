import { join } from "node:path";
import type { CliContext } from "../../context.ts";
import { reportToGithub } from "../../report/github.ts";
import { lastRun } from "../../report/last-run.ts";
import type { Matrix } from "../../report/matrix-schema.ts";
import type { readForPage } from "../../report/read-for-page.ts";
import { summaryLines } from "../../report/terminal/summary.ts";
import { PAGE, publishLatest, writeReports } from "../../report/write-reports.ts";

interface Results {
  readonly dir: string;
  /** Of the run's journal, which lies in `dir`. */
  readonly events: Awaited<ReturnType<typeof readForPage>>;
  readonly matrix: Matrix;
  readonly isComplete: boolean;
  /** A step of something greater: it is not the newest run, and no CI is told of it. */
  readonly aside?: boolean | undefined;
}

/** Writes the reports of a run that has ended beside its journal, and says what it came to. */
export async function tellResults(
  { dir, events, matrix, isComplete, aside = false }: Results,
  context: CliContext,
): Promise<void> {
  const { results } = context.places;
  await writeReports(dir, { matrix, events, since: await lastRun(results) });
  if (isComplete && !aside) await publishLatest(results, matrix.run.id);
  context.stdout.write(
    `${summaryLines(matrix, context.color).join("\n")}\nresults: ${dir}\nin a browser: ${join(dir, PAGE)}\n`,
  );
  if (!aside) await reportToGithub(matrix, context);
}

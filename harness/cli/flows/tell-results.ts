import { join } from "node:path";
import type { CliContext } from "../../context.ts";
import { diagnosedIn } from "../../report/diagnosed.ts";
import { reportToGithub } from "../../report/github.ts";
import { lastRun } from "../../report/last-run.ts";
import type { ReadRun } from "../../report/read-run.ts";
import { diagnosedLines } from "../../report/terminal/diagnosed-lines.ts";
import { summaryLines } from "../../report/terminal/summary.ts";
import { PAGE, publishLatest, writeReports } from "../../report/write-reports.ts";

/** Of the run whose journal lies in `dir`. */
interface Results extends ReadRun {
  readonly dir: string;
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
  const diagnosed = diagnosedIn(events);
  const lines = [...summaryLines(matrix, context.color), ...(diagnosed ? diagnosedLines(diagnosed) : [])];
  context.stdout.write(`${lines.join("\n")}\nresults: ${dir}\nin a browser: ${join(dir, PAGE)}\n`);
  if (!aside) await reportToGithub(matrix, context);
}

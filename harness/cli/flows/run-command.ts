import { join } from "node:path";
import { WriteStream } from "node:tty";
import { EXIT_CODES, type ExitCode } from "../../../base/exit-codes.ts";
import { lineProgress, liveProgress } from "../../../toolchain/index.ts";
import type { CliContext } from "../../context.ts";
import type { JournalEvent } from "../../journal/events.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Matrix } from "../../report/matrix-schema.ts";
import { readRun } from "../../report/read-run.ts";
import { openDisplay } from "../../report/terminal/live-grid.ts";
import type { Display } from "../../report/terminal/run-progress.ts";
import { newRun } from "../../run/new-run.ts";
import { run } from "../../run/run.ts";
import { exitOf } from "./exit-of.ts";
import { plannedRun } from "./planned-run.ts";
import type { RunCommand } from "./run-asked.ts";
import { tellResults } from "./tell-results.ts";

/** `faultline run`: bad input ends it before anything is created; then run, report, and say by the exit code how it went. */
export async function runCommand(command: RunCommand, context: CliContext): Promise<ExitCode> {
  const { matrix, outcome } = await runAndReport(command, "run", context);
  return outcome === "interrupted" ? EXIT_CODES.interrupted.code : exitOf(matrix.totals);
}

interface Reported {
  readonly matrix: Matrix;
  readonly outcome: "complete" | "interrupted";
}

/**
 * Runs what was asked for, writes the reports and prints the summary. `refuse` throws where the plan is not worth running.
 * @throws what ended the run before its time.
 */
export async function runAndReport(
  command: RunCommand,
  name: "run" | "upgrade",
  context: CliContext,
  refuse: (plan: Plan) => void = () => {},
): Promise<Reported> {
  const { budget, ...made } = await plannedRun(command, name, context);
  refuse(made.plan);
  const toolchain = watchToolchain(context);
  const display = lateDisplay(context, toolchain.stop);
  const { run: id } = await newRun(context.places.results, context.clock);
  const result = await run(
    {
      ...made,
      run: id,
      parallel: command.parallel ?? budget.parallel,
      onEvent: display.see,
      progress: toolchain.progress,
    },
    context,
  ).finally(() => {
    // Also where there is no journal: a picture that goes on being drawn keeps the process.
    toolchain.stop();
    display.close();
  });
  const { matrix, events } = await readRun(join(result.dir, "journal.ndjson"));
  const isComplete = result.outcome === "complete";
  await tellResults({ dir: result.dir, events, matrix, isComplete, aside: command.aside }, context);
  if (result.outcome === "interrupted") return { matrix, outcome: "interrupted" };
  if (result.error !== undefined) throw result.error;
  return { matrix, outcome: "complete" };
}

/** The grid takes the screen when the toolchain has left it; what happened before is shown then. */
function lateDisplay(context: CliContext, toolchainDone: () => void): Display {
  const before: JournalEvent[] = [];
  let display: Display | undefined;
  return {
    see: (event) => {
      if (display) return display.see(event);
      before.push(event);
      if (event.type !== "run.toolchain") return;
      toolchainDone();
      display = openDisplay(context);
      for (const each of before) display.see(each);
    },
    close: () => display?.close(),
  };
}

/** The toolchain's progress on this terminal or in this log; `stop` leaves the last picture and draws no more. */
function watchToolchain({ stdout, isTTY, clock }: CliContext) {
  const write = (text: string) => void stdout.write(text);
  if (!isTTY) return { progress: lineProgress(write, clock), stop: () => {} };
  const end = new AbortController();
  const { progress, run: draw } = liveProgress(write, clock, () =>
    stdout instanceof WriteStream ? stdout.columns : 100,
  );
  draw(end.signal).catch(() => {});
  return { progress, stop: () => end.abort() };
}

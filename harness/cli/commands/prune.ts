import type { Command } from "commander";
import { EXIT_CODES } from "../../../base/exit-codes.ts";
import type { PruneReport } from "../../cleanup/prune-report.ts";
import type { CliContext } from "../../context.ts";
import { type Output, outputOption, printResult } from "../output.ts";

interface Options extends Output {
  readonly leaveKept?: boolean;
  readonly run?: string;
  readonly dryRun?: boolean;
}

export function registerPrune(program: Command, context: CliContext): void {
  program
    .command("prune")
    .description(
      "remove whatever killed runs left and whatever repro and stack kept: clusters, networks, firewall rules, processes, files, the private engine",
    )
    .option("--leave-kept", "not what repro and stack kept", false)
    .option("--run <id>", "only what this run made, kept or not")
    .option("--dry-run", "only say what would go")
    .addOption(outputOption())
    .action(async ({ output, leaveKept, dryRun = false, run }: Options) => {
      const { pruneMachine } = await import("../../cleanup/prune-machine.ts");
      const report = await pruneMachine(context, {
        all: !leaveKept,
        dryRun,
        ...(run !== undefined && { run }),
      });
      printResult(context, output, { schema: "faultline/prune@1", dryRun, ...report }, () =>
        linesOf(report, dryRun),
      );
      if (report.failed.length > 0) context.setExit(EXIT_CODES.infrastructure.code);
    });
}

function linesOf({ removed, failed, left }: PruneReport, dryRun: boolean): readonly string[] {
  if (removed.length + failed.length + left.length === 0) return ["nothing to remove"];
  const leftByReason = Map.groupBy(left, ({ run, reason }) => `run ${run}, ${reason}`);
  return [
    ...removed.map(({ what, run }) => `${dryRun ? "would remove" : "removed"} ${what} (run ${run})`),
    ...failed.map(({ what, run, message }) => `could not remove ${what} (run ${run}): ${message}`),
    ...[...leftByReason].map(
      ([reason, things]) => `left ${things.length} ${things.length === 1 ? "thing" : "things"}: ${reason}`,
    ),
  ];
}

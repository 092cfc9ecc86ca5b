import type { Command } from "commander";
import { columns } from "../../../base/text/columns.ts";
import { indispensableImage } from "../../../stacks/clusters/released-images.ts";
import type { ComponentStatus } from "../../../toolchain/status.ts";
import type { CliContext } from "../../context.ts";
import type { Cell } from "../../plan/cell.ts";
import { type Depth, depthOption } from "../../plan/depth.ts";
import type { MadePlan } from "../../plan/make-plan.ts";
import { type Profile, profileOption } from "../../plan/select/profile.ts";
import { SELECTOR_HELP } from "../../plan/select/terms.ts";
import { type Output, outputOption, printResult } from "../output.ts";
import { forceOption, type PointChoice, pointOption } from "../point-option.ts";

interface Options extends Output, PointChoice {
  readonly fresh: boolean;
  readonly profile: Profile;
  readonly depth: Depth;
}

export function registerPlan(program: Command, context: CliContext): void {
  program
    .command("plan")
    .description("say what a run would do, how long it would take and what would be built; creates nothing")
    .argument("[selectors...]", "which cells; all when none is given")
    .option("--fresh", "plan a cluster of its own for every cell", false)
    .addOption(profileOption())
    .addOption(depthOption())
    .addOption(pointOption())
    .addOption(forceOption())
    .addOption(outputOption())
    .addHelpText("after", `\n${SELECTOR_HELP}`)
    .action(async (selectors: string[], { output, ...options }: Options) => {
      const { makePlan } = await import("../../plan/make-plan.ts");
      const made = await makePlan(context, selectors, options);
      printResult(context, output, { schema: "faultline/plan@1", ...made }, () => linesOf(made));
    });
}

function linesOf({ plan, budget, wallSeconds, toBuild }: MadePlan): readonly string[] {
  const cells = plan.stands.flatMap((stand) => stand.cells);
  const rows = cells.map(({ id, claim, expected, fidelity, estimateSeconds }) => [
    id,
    claim,
    expected,
    fidelity,
    `~${estimateSeconds} s`,
  ]);
  return [
    ...(rows.length > 0 ? columns([["CELL", "CLAIM", "EXPECTED", "FIDELITY", "ESTIMATE"], ...rows]) : []),
    "",
    `${cells.length} cells on ${plan.stands.length} clusters, ${budget.parallel} at once (bound by ${budget.boundBy}): about ${minutes(wallSeconds)}`,
    ...indispensable(cells).map(
      (image) => `needs ${image}: where neither the engine nor its registry has it, its cells are not run`,
    ),
    ...plan.notRun.map(({ cell, reason }) => `not run: ${cell.id}: ${reason}`),
    ...(toBuild.length === 0
      ? ["toolchain: everything is there"]
      : [
          `toolchain: ${toBuild.length} components are missing, about ${minutes(sum(toBuild))}:`,
          ...toBuild.map(
            ({ component, version, expectedSeconds }) => `  ${component} ${version}, ~${expectedSeconds} s`,
          ),
        ]),
  ];
}

/** Whether the engine has them is not known without one. */
const indispensable = (cells: readonly Cell[]): readonly string[] => [
  ...new Set(cells.flatMap(({ platform }) => indispensableImage(platform) ?? [])),
];

const sum = (rows: readonly ComponentStatus[]) =>
  rows.reduce((total, { expectedSeconds }) => total + expectedSeconds, 0);
const minutes = (seconds: number) => (seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`);

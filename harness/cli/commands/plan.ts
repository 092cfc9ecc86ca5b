import { type Command, Option } from "commander";
import { columns } from "../../../base/text/columns.ts";
import { indispensableImage } from "../../../stacks/clusters/released-images.ts";
import type { ComponentStatus } from "../../../toolchain/status.ts";
import type { CliContext } from "../../context.ts";
import type { Cell } from "../../plan/cell.ts";
import { type Depth, depthOption } from "../../plan/depth.ts";
import type { MadePlan } from "../../plan/make-plan.ts";
import { budgetOption, type ProfileChoice, profileOption } from "../../plan/select/profile.ts";
import { SELECTOR_HELP } from "../../plan/select/terms.ts";
import type { JobPlaces } from "../../plan/shards/indexed-job.ts";
import { ENGINES, MOST_SHARDS } from "../../plan/shards/shard.ts";
import { UsageError } from "../../usage-error.ts";
import { wholeNumber } from "../../whole-number.ts";
import { printResult } from "../output.ts";
import { parallelOption } from "../parallel-option.ts";
import { forceOption, type PointChoice, pointOption } from "../point-option.ts";

const FORMATS = ["text", "json", ...ENGINES] as const;

interface Options extends PointChoice, ProfileChoice, JobPlaces {
  readonly output: (typeof FORMATS)[number];
  readonly shards?: number;
  readonly fresh: boolean;
  readonly depth?: Depth;
  readonly parallel?: number;
}

export function registerPlan(program: Command, context: CliContext): void {
  program
    .command("plan")
    .description("say what a run would do, how long it would take and what would be built; creates nothing")
    .argument("[selectors...]", "which cells; without any what --profile and --budget have, with '*' all")
    .option("--fresh", "plan a cluster of its own for every cell", false)
    .addOption(profileOption())
    .addOption(budgetOption())
    .addOption(depthOption())
    .addOption(pointOption())
    .addOption(forceOption())
    .addOption(parallelOption())
    .option(
      "--shards <n>",
      "divide it over so many machines, each of which runs faultline run --shard i/n",
      wholeNumber(MOST_SHARDS),
    )
    .addOption(
      new Option(
        "-o, --output <format>",
        "for people or for scripts; of shards also the matrix of a CI's own: a GitHub workflow's, a GitLab pipeline's, a Kubernetes Indexed Job",
      )
        .choices(FORMATS)
        .default("text"),
    )
    .option("--image <name>", "of -o job: the image of its pods (default: faultline:<version>)")
    .option(
      "--claim <name>",
      "of -o job: the PersistentVolumeClaim that its pods write results to (default: faultline-results)",
    )
    .addHelpText("after", `\n${SELECTOR_HELP}`)
    .action(async (selectors: string[], { output, ...options }: Options) => {
      if (output !== "job" && (options.image !== undefined || options.claim !== undefined))
        throw new UsageError("--image and --claim are of a Kubernetes Job: say -o job too");
      if (options.shards !== undefined) {
        const { showShards } = await import("../flows/show-shards.ts");
        return showShards(context, { ...options, selectors, output, shards: options.shards });
      }
      const engine = ENGINES.find((each) => each === output);
      if (engine) throw new UsageError(`-o ${engine} is of a plan in shards: say --shards <n> too`);
      const { makePlan } = await import("../../plan/make-plan.ts");
      const made = await makePlan(context, { ...options, selectors });
      const { leftOutLines } = await import("../../report/left-out-text.ts");
      printResult(context, output, { schema: "faultline/plan@1", ...made }, () => [
        ...linesOf(made, options.parallel),
        ...leftOutLines(made.plan.leftOut ?? [], options.profile, made.withinMinutes),
      ]);
    });
}

function linesOf({ plan, budget, wallSeconds, toBuild }: MadePlan, asked?: number): readonly string[] {
  const cells = plan.stands.flatMap((stand) => stand.cells);
  const rows = cells.map(({ id, claim, expected, fidelity, estimateSeconds }) => [
    id,
    claim,
    expected,
    fidelity,
    `~${estimateSeconds} s`,
  ]);
  const atOnce =
    asked === undefined ? `${budget.parallel} at once (bound by ${budget.boundBy})` : `${asked} at once`;
  return [
    ...(rows.length > 0 ? columns([["CELL", "CLAIM", "EXPECTED", "FIDELITY", "ESTIMATE"], ...rows]) : []),
    "",
    `${cells.length} cells on ${plan.stands.length} clusters, ${atOnce}: about ${minutes(wallSeconds)}`,
    ...indispensable(cells).map(
      (image) => `needs ${image}: where neither the engine nor its registry has it, its cells are not run`,
    ),
    ...plan.notRun.map(({ cell, reason }) => `not run: ${cell.id}: ${reason}`),
    ...(toBuild.length === 0
      ? ["toolchain: everything is there"]
      : [
          `toolchain: ${toBuild.length} ${toBuild.length === 1 ? "component is" : "components are"} missing, about ${minutes(sum(toBuild))}:`,
          ...toBuild.map(
            ({ component, version, expectedSeconds }) =>
              `  ${component.replace(`-${version}`, "")} ${version}, ~${expectedSeconds} s`,
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

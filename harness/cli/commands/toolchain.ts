import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { columns } from "../../../base/text/columns.ts";
import type { CliContext } from "../../context.ts";
import { type Output, outputOption, printResult } from "../output.ts";
import { bytesText, statusRows } from "../toolchain-rows.ts";

/** `faultline toolchain …`: what the components are, where they come from, and what the cache holds of them. */
export function registerToolchain(program: Command, context: CliContext): void {
  const toolchain = program
    .command("toolchain")
    .description("the components a run uses: get them, look at them, throw them away");

  toolchain
    .command("status")
    .description(
      "every component's version, where it comes from, whether it is there, its size and build time",
    )
    .addOption(outputOption())
    .action(async ({ output }: Output) => {
      const { toolchainStatus } = await import("../../../toolchain/index.ts");
      const components = await toolchainStatus(context);
      const { cache } = context.places;
      printResult(context, output, { schema: "faultline/toolchain-status@1", cache, components }, () => [
        ...columns(statusRows(components)),
        "",
        `cache: ${cache}`,
      ]);
    });

  toolchain
    .command("build")
    .description("make the source form of components (all when none is named), whatever the machine has")
    .argument("[components...]", "names as `toolchain status` shows them")
    .addOption(outputOption())
    .action(async (components: string[], { output }: Output) => {
      const { buildComponents, showProgress } = await import("../../../toolchain/index.ts");
      const outputs = await showProgress(progressTarget(context), (progress) =>
        buildComponents({ ...context, progress, components }),
      );
      printResult(context, output, { schema: "faultline/toolchain-build@1", outputs }, () =>
        columns(Object.entries(outputs)),
      );
    });

  toolchain
    .command("pull")
    .description("pull the released images into the engine and use them from now on")
    .addOption(outputOption())
    .action(async (options: Output) => {
      const { pullImages } = await import("../../../toolchain/index.ts");
      await bring(context, options, pullImages);
    });

  toolchain
    .command("import")
    .description("load images this machine cannot pull from a `docker save` file")
    .argument("<tar>", "the file")
    .addOption(outputOption())
    .action(async (tar: string, options: Output) => {
      const { importImages } = await import("../../../toolchain/index.ts");
      await bring(context, options, (bringing) => importImages(bringing, resolve(tar)));
    });

  toolchain
    .command("prune")
    .description(
      "free the cache of what this version does not use; engine and clusters are `faultline prune`'s",
    )
    .option("--all", "everything, the compilers' cache too: the next run builds from nothing")
    .option("--older-than <days>", "what was not used for so many days", days)
    .option("--dry-run", "only say what would go")
    .addOption(outputOption())
    .action(async ({ output, olderThan, all = false, dryRun = false }: PruneOptions) => {
      const { pruneToolchain } = await import("../../../toolchain/index.ts");
      const age = olderThan === undefined ? {} : { olderThanDays: olderThan };
      const removed = await pruneToolchain({ ...context, ...age, all, dryRun });
      printResult(context, output, { schema: "faultline/toolchain-prune@1", dryRun, removed }, () => {
        const did = dryRun ? "would remove" : "removed";
        const rows = removed.map(({ what, bytes }) => [did, bytesText(bytes), what]);
        return rows.length > 0 ? columns(rows) : ["nothing to remove"];
      });
    });
}

interface PruneOptions extends Output {
  readonly olderThan?: number;
  readonly all?: boolean;
  readonly dryRun?: boolean;
}

type Bring = typeof import("../../../toolchain/index.ts")["pullImages"];

async function bring(context: CliContext, { output }: Output, how: Bring): Promise<void> {
  const { showProgress } = await import("../../../toolchain/index.ts");
  const { openLedger } = await import("../../../base/ledger/open-ledger.ts");
  const { ownerOf } = await import("../../../base/ledger/owner.ts");
  const { clock, places } = context;
  const run = `toolchain-${clock.now()}`;
  const ledger = await openLedger({ dir: places.ledger, run, owner: ownerOf(process.pid), clock });
  const images = await showProgress(progressTarget(context), (progress) =>
    how({ ...context, ledger, progress }),
  );
  printResult(context, output, { schema: "faultline/toolchain-images@1", images }, () => images);
}

/** Progress goes to stderr, so that stdout is the result only. */
const progressTarget = ({ stderr, isTTY, clock }: CliContext) => ({ stream: stderr, isTTY, clock });

function days(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0 || text.trim() === "")
    throw new InvalidArgumentError("not a number of days");
  return value;
}

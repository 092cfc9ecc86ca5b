import { byHand } from "../../../stacks/by-hand.ts";
import { componentsFor } from "../../../stacks/components.ts";
import type { StandSpec } from "../../../stacks/spec.ts";
import { UnknownVariant, variantOf } from "../../../stacks/variant.ts";
import { lineProgress } from "../../../toolchain/index.ts";
import type { CliContext } from "../../context.ts";
import type { ResourceChange } from "../../journal/events.ts";
import { needsOf } from "../../plan/platform-needs.ts";
import { openEnvironment } from "../../run/environment.ts";
import { nodeImageOf } from "../../run/names.ts";
import { commandLine } from "../../scenario/command-line.ts";
import { withNodeNames } from "../../scenario/node-names.ts";
import type { Act, Scenario } from "../../scenario/types.ts";
import { stackExists } from "../../stand/backend.ts";
import { diffLines } from "../../stand/diff-text.ts";
import { openStand } from "../../stand/open-stand.ts";
import type { Stand } from "../../stand/stand.ts";
import { UsageError } from "../../usage-error.ts";
import { printLines } from "../output.ts";
import type { PluginChoice } from "../plugin-option.ts";
import { selectedScenarios } from "./choose-scenario.ts";
import { makeStackFolder, removeStackFolder, stackFolder, writeByHandEnv } from "./stack-folder.ts";

export type Operation = "preview" | "up" | "destroy";

export interface StackOptions extends PluginChoice {
  readonly variant?: string;
}

/**
 * One `faultline stack` operation. The cluster and the state of its stack outlive this process: the ledger has them as kept
 * under the run `stack-<scenario>`, and `destroy` or `faultline prune` removes them.
 * @throws UsageError for an unknown scenario or variant, before anything is created; StandError family.
 */
export async function operateStack(
  context: CliContext,
  operation: Operation,
  selector: string,
  { variant = "healthy", plugin }: StackOptions,
): Promise<void> {
  const scenario = await scenarioOf(context, selector);
  const { id } = scenario;
  const spec = specOf(scenario, variant);
  const folder = stackFolder(context.places, id);
  const existed = await stackExists(folder.backend, id);
  if (operation === "destroy" && !existed)
    throw new UsageError(`there is no stack ${id}; nothing to destroy`);
  const environment = await openEnvironment({
    context,
    run: `stack-${id}`,
    ...needsOf([spec.cluster]),
    components: componentsFor(spec),
    kept: true,
    plugin,
    progress: lineProgress((text) => context.stderr.write(text), context.clock),
  });
  let keep = existed;
  try {
    await makeStackFolder(environment.ledger, folder);
    const { pulumiHome, toolchain, childEnv } = environment;
    const nodeImage = nodeImageOf(spec.cluster, toolchain);
    const config = { "faultline:scenario": id, "faultline:variant": variant };
    const stand = await openStand({
      name: id,
      cluster: byHand(id, context.env).name,
      ...folder,
      pulumiHome,
      pulumi: toolchain.tools.pulumi,
      nodeImage,
      env: childEnv,
      ...(operation === "up" && { config }),
    });
    keep ||= operation === "up";
    const acts = actsOf(scenario, variant);
    await operate(context, stand, operation, { id, variant, spec, acts });
    if (operation === "up") {
      const plain = await writeByHandEnv(folder, { id, pulumiHome, bin: toolchain.bin, nodeImage }, childEnv);
      printLines(context, [`# look at it with plain Pulumi: ${plain}`]);
    }
    keep &&= operation !== "destroy";
  } finally {
    if (!keep) await removeStackFolder(environment.ledger, folder);
    await environment.release({ keep });
  }
}

/** A state of a scenario, and what is done by hand beside the program to get there. */
interface State {
  readonly id: string;
  readonly variant: string;
  readonly spec: StandSpec;
  readonly acts: readonly Act[];
}

function actsOf({ fault, fixes }: Scenario, variant: string): readonly Act[] {
  if (variant === "healthy") return [];
  const fix = fixes.find(({ id }) => `fix:${id}` === variant);
  return [...(fault.act ?? []), ...(fix?.act ?? [])];
}

async function operate(
  context: CliContext,
  stand: Stand,
  operation: Operation,
  { id, variant, spec, acts }: State,
): Promise<void> {
  const { signal } = context;
  if (operation === "preview") {
    print(context, `Previewing update (${id}, ${variant})`, await stand.preview(spec, { signal }));
  } else if (operation === "up") {
    const { changes, kubeconfig, nodes } = await stand.up(spec, { signal });
    print(context, `Updated (${id}, ${variant})`, changes);
    printLines(context, [
      "",
      `export KUBECONFIG=${kubeconfig}`,
      ...acts.map((act) => `# then, by hand: ${withNodeNames(commandLine(act), nodes)}`),
      `# remove it: faultline stack destroy ${id}`,
    ]);
  } else {
    await stand.destroy({ signal });
    printLines(context, [`Destroyed ${id}: cluster, network and state`]);
  }
}

/** The one scenario a selector names. */
async function scenarioOf(context: CliContext, selector: string): Promise<Scenario> {
  const [first, ...more] = await selectedScenarios(context, [selector]);
  if (first === undefined) throw new UsageError(`"${selector}" names no scenario; see faultline list`);
  if (more.length > 0) {
    const ids = [first, ...more].map(({ id }) => id).join(", ");
    throw new UsageError(`"${selector}" names several scenarios, a stack is of one: ${ids}`);
  }
  return first;
}

function specOf(scenario: Scenario, variant: string): StandSpec {
  try {
    return variantOf(scenario, variant);
  } catch (error) {
    if (error instanceof UnknownVariant) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function print(context: CliContext, title: string, changes: readonly ResourceChange[]): void {
  printLines(context, [title, "", ...diffLines(changes, { color: context.color })]);
}

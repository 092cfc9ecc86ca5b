import type { StandSpec } from "../../../stacks/spec.ts";
import type { ResourceChange } from "../../journal/events.ts";
import { commandLine } from "../../scenario/command-line.ts";
import { expectedOn, isTriedOn } from "../../scenario/expectation.ts";
import { withNodeNames } from "../../scenario/node-names.ts";
import type { Fix, Platform, Scenario } from "../../scenario/types.ts";
import { diffLines } from "../../stand/diff-text.ts";
import type { Stand } from "../../stand/stand.ts";
import type { SeenSymptom } from "./see-symptom.ts";

/** A kept, broken-as-reported environment, as `faultline repro` tells of it. */
export interface Reproduction extends SeenSymptom {
  readonly run: string;
  readonly scenario: string;
  readonly platform: Platform;
  readonly kubeconfig: string;
  /** Of the cluster that a virtual cluster runs on. */
  readonly hostKubeconfig?: string;
  /** Folder with the kubectl, kind and docker to use. */
  readonly bin: string;
  /** From the start of the stand to the symptom, milliseconds. */
  readonly elapsedMs: number;
  readonly fixes: readonly FixDiff[];
}

interface FixDiff extends Pick<Fix, "id" | "title"> {
  readonly claim: string;
  readonly expected: string;
  readonly why: string;
  readonly changes: readonly ResourceChange[];
  /** Commands the fix needs besides the change. */
  readonly commands: readonly string[];
}

/** What each documented fix would change in the program, as Pulumi's preview sees it. */
export async function fixDiffs(
  scenario: Scenario,
  platform: Platform,
  faulty: StandSpec,
  { stand, nodes }: { readonly stand: Stand; readonly nodes: readonly string[] },
): Promise<readonly FixDiff[]> {
  const diffs: FixDiff[] = [];
  for (const fix of scenario.fixes.filter((each) => isTriedOn(each, platform))) {
    const { outcome, why } = expectedOn(fix, platform);
    diffs.push({
      id: fix.id,
      title: fix.title,
      claim: fix.claim.outcome,
      expected: outcome,
      why,
      changes: await stand.preview(fix.afterwards ? fix.afterwards.edit(fix.edit(faulty)) : fix.edit(faulty)),
      commands: (fix.act ?? []).map((act) => withNodeNames(commandLine(act), nodes)),
    });
  }
  return diffs;
}

/** The reproduction for a person: what to export, what fails, what would fix it, how to get rid of it. */
export function reproLines(scenario: Scenario, made: Reproduction, color: boolean): readonly string[] {
  const threads = scenario.sources.filter(({ kind }) => kind === "report").map(({ ref }) => ref);
  const { fidelity } = made.platform;
  return [
    scenario.title,
    `  reported in ${threads.join(", ")}; here on ${platformText(made.platform)} (${fidelity === "reported" ? "as reported" : fidelity})`,
    `  fault: ${scenario.fault.summary}`,
    made.shown
      ? `  broken as reported after ${(made.elapsedMs / 1000).toFixed(1)} s: ${made.signatures.join("; ")}`
      : `  NOT broken as reported: ${made.reason}`,
    "",
    "# the cluster, and tools of matching versions",
    `export KUBECONFIG=${made.kubeconfig}`,
    ...(made.hostKubeconfig === undefined ? [] : [`export HOST_KUBECONFIG=${made.hostKubeconfig}`]),
    `export PATH=${made.bin}:$PATH`,
    "",
    "# fails:",
    `$ ${made.command}`,
    ...made.output.split("\n"),
    "",
    ...(made.works ? ["# works:", `$ ${made.works.command}`, ...made.works.output.split("\n"), ""] : []),
    ...made.fixes.flatMap((fix) => fixLines(fix, color)),
    "# remove everything:",
    `faultline prune --run ${made.run}`,
  ];
}

function platformText({ distribution, version, kubernetes }: Platform): string {
  return kubernetes === undefined
    ? `${distribution} with Kubernetes ${version}`
    : `${distribution} ${version}, its nodes with Kubernetes ${kubernetes}`;
}

function fixLines(fix: FixDiff, color: boolean): readonly string[] {
  return [
    `# fix ${fix.id}: ${fix.title} (claimed: ${fix.claim}; expected: ${fix.expected}, ${fix.why})`,
    ...diffLines(fix.changes, { color }),
    ...fix.commands.map((command) => `  then: ${command}`),
    "",
  ];
}

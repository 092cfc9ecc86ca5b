import { platformText } from "../../plan/cell-platform.ts";
import type { MeasuredVerdicts } from "../../plan/measured-verdict.ts";
import { commandLine } from "../../scenario/command-line.ts";
import { isTriedOn } from "../../scenario/expectation.ts";
import type { Platform, Scenario } from "../../scenario/types.ts";
import { changesBetween } from "../../stand/changes-between.ts";
import { diffLines } from "../../stand/diff-text.ts";
import { type ObjectChange, type OtherChange, patchesBetween, type Target } from "./as-patches.ts";
import { inOrder, measuredText, type Versions } from "./measured.ts";

/** A fix as it is handed over: what it did, and how to do it. */
export interface Advice {
  readonly fix: string;
  readonly title: string;
  /** What a real cluster did; "not measured" where none was asked. */
  readonly outcome: string;
  readonly recoveryMs: number | null;
  readonly platform: string | null;
  readonly run: string | null;
  /** All of it in one sentence. */
  readonly measured: string;
  /** Popular or documented, and measured not to help. */
  readonly control: boolean;
  /** To be typed, in this order. */
  readonly commands: readonly string[];
  readonly objects: readonly ObjectChange[];
  /** What is no object of the cluster. */
  readonly others: readonly OtherChange[];
  /** What Pulumi would change on a stand. */
  readonly pulumi: readonly string[];
}

/** The documented fixes of a fault, best first, for one cluster. Nothing is applied. */
export async function adviceFor(
  scenario: Scenario,
  verdicts: MeasuredVerdicts,
  cluster: Versions,
  target: Target,
): Promise<readonly Advice[]> {
  const platform = platformOf(scenario);
  const faulty = scenario.fault.edit(scenario.healthy(platform));
  const fixes = scenario.fixes.filter((fix) => isTriedOn(fix, platform));
  const advice: Advice[] = [];
  for (const each of inOrder(fixes, verdicts[scenario.id] ?? [], cluster)) {
    const { fix, measured } = each;
    const fixed = fix.edit(faulty);
    const { objects, others } = await patchesBetween(faulty, fixed, target);
    advice.push({
      fix: fix.id,
      title: fix.title,
      outcome: measured?.outcome ?? "not measured",
      recoveryMs: measured?.recoveryMs ?? null,
      platform: measured?.platform ?? null,
      run: measured?.run ?? null,
      measured: measuredText(each, cluster),
      control: fix.control ?? false,
      commands: [...objects.map(({ command }) => command), ...(fix.act ?? []).map(commandLine)],
      objects,
      others,
      pulumi: diffLines(await changesBetween(faulty, fixed), { color: false }),
    });
  }
  return advice;
}

/** The platform whose program the changes are drawn from: the newest, which has all that was documented. */
function platformOf({ platforms }: Scenario): Platform {
  const newest = platforms.toSorted((a, b) =>
    platformText(b).localeCompare(platformText(a), "en", { numeric: true }),
  );
  return newest[0] as Platform;
}

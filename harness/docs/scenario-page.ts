import { nameOfSignature } from "../judge/match-signature.ts";
import { platformText } from "../plan/cell-platform.ts";
import { outcomeColumns } from "../report/header.ts";
import { actsOnly } from "../scenario/acts-only.ts";
import { commandLine } from "../scenario/command-line.ts";
import { sinceText } from "../scenario/expectation.ts";
import type { Act, FailureModes, Fix, Platform, Scenario } from "../scenario/types.ts";
import { fenced, generatedPage, list, table } from "./markdown.ts";
import type { Measured } from "./measured.ts";
import { modeLink } from "./modes-docs.ts";
import { quoted } from "./source-links.ts";
import { specChanges } from "./spec-changes.ts";

/** docs/scenarios/<id>.md: sources, what is said, what is true, what was measured, and how to see it oneself. */
export function scenarioPage(scenario: Scenario, modes: FailureModes, measured: readonly Measured[]): string {
  return generatedPage(
    `# ${scenario.id}`,
    `${scenario.title}.`,
    list([`**Failure mode**: ${modeLink(modes, scenario.mode, "../")}`]),
    ...reported(scenario),
    ...broken(scenario),
    ...scenario.fixes.flatMap((fix) => fixSection(scenario, fix)),
    "## Measured",
    measuredRows(scenario, measured),
    "## By hand",
    byHand(scenario),
  );
}

function reported({ reportedOn, platforms, tags, sources, corrections }: Scenario): readonly string[] {
  const on = platforms.map((platform) => `${platformText(platform)} (${platform.fidelity})`);
  return [
    list([
      `**Reported on**: ${reportedOn}`,
      `**Run on**: ${on.join(", ")}`,
      `**Labels**: ${tags.map((tag) => `\`tag:${tag}\``).join(" ")}`,
    ]),
    ...sources.map(quoted),
    ...(corrections ? ["## What is said, and what is true", list(corrections)] : []),
  ];
}

function broken(scenario: Scenario): readonly string[] {
  const { fault, symptom } = scenario;
  const healthy = scenario.healthy(first(scenario));
  const { persists, transient, signatures, from } = symptom;
  const lasting = transient
    ? `clears by itself within ${transient.clearsWithinSeconds} s`
    : persists
      ? `stays for at least ${persists.seconds} s`
      : "stays";
  return [
    "## The fault",
    `${fault.summary}.${scenario.platforms.length > 1 ? ` The changes on this page are those on ${platformText(first(scenario))}.` : ""}`,
    changed(specChanges(healthy, fault.edit(healthy)), fault.act),
    ...(actsOnly(fault)
      ? ["What puts it right again, whatever fix was tried:", changed([], fault.undo)]
      : []),
    `\`${symptom.command}\` shows it within ${symptom.withinSeconds} s, and it ${lasting}. All of these are seen:`,
    list(signatures.map((signature) => code(nameOfSignature(signature)))),
    ...(from
      ? [
          `From ${sinceText(from)} on these instead: ${from.why}.`,
          list(from.signatures.map((signature) => code(nameOfSignature(signature)))),
        ]
      : []),
    ...(symptom.alike ?? []).map(
      ({ scenario: other, why }) =>
        `How it fails does not tell it from [${other}](${other}.md): ${why}. All pairs: [confusion](../confusion.md).`,
    ),
  ];
}

function fixSection(scenario: Scenario, fix: Fix): readonly string[] {
  const faulty = scenario.fault.edit(scenario.healthy(first(scenario)));
  const fixed = fix.edit(faulty);
  const { id, title, claim, alsoClaimed = [], expect, control } = fix;
  const { from } = expect;
  return [
    `## Fix \`${id}\`${control ? " (control: must not heal)" : ""}`,
    `${title}.`,
    list([
      ...[claim, ...alsoClaimed].map(
        ({ outcome, by, quote }) => `**Said**: ${outcome}, by ${by}${quote ? `: “${quote}”` : ""}`,
      ),
      `**Expected**: ${expect.outcome}: ${expect.why}`,
      ...(from ? [`**Expected from ${sinceText(from)} on**: ${from.outcome}: ${from.why}`] : []),
      ...(fix.fromVersion ? [`**Tried from ${fix.fromVersion} on**`] : []),
    ]),
    changed(specChanges(faulty, fixed), fix.act),
    ...(fix.afterwards
      ? ["Then, for another reason:", changed(specChanges(fixed, fix.afterwards.edit(fixed)))]
      : []),
  ];
}

function measuredRows({ fixes }: Scenario, measured: readonly Measured[]): string {
  if (measured.length === 0) return "Not yet on a machine of ours: its images could not be had there.";
  // Doing nothing is no fix of the scenario, and stands last.
  const order = fixes.map(({ id }) => id).toReversed();
  return table(
    ["fix", "platform", "said", "expected", "observed", "verdict", "to symptom", "to recovery", "run"],
    measured
      .toSorted((a, b) => order.indexOf(b.cell.fix) - order.indexOf(a.cell.fix))
      .map(({ run, cell }) => [cell.fix, platformText(cell.platform), ...outcomeColumns(cell), run]),
  );
}

function byHand({ id, fixes }: Scenario): string {
  return fenced(
    "sh",
    `npx faultline repro ${id}                          # broken as reported, kept, with the commands to type`,
    `npx faultline run ${id}                            # every cell of it`,
    `npx faultline stack up ${id} --variant fault       # or in steps`,
    `npx faultline stack preview ${id} --variant fix:${fixes[0]?.id}`,
    `npx faultline stack destroy ${id}`,
    "npx faultline prune                               # leaves nothing",
  );
}

function changed(lines: readonly string[], acts: readonly Act[] = []): string {
  const all = [...lines, ...acts.map((act) => `$ ${commandLine(act)}`)];
  return all.length > 0 ? fenced("diff", ...all) : "";
}

const code = (text: string) => (text.includes("`") ? text : `\`${text}\``);

function first({ platforms }: Scenario): Platform {
  return platforms[0] as Platform;
}

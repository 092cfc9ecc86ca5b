import { nameOfSignature } from "../judge/match-signature.ts";
import { outcomeColumns } from "../report/header.ts";
import { commandLine } from "../scenario/command-line.ts";
import type { FailureModes, Fix, Platform, Scenario } from "../scenario/types.ts";
import { GENERATED } from "./generated.ts";
import type { Measured } from "./measured.ts";
import { modeLink } from "./modes-docs.ts";
import { quoted } from "./source-links.ts";
import { specChanges } from "./spec-changes.ts";
import { tableRow } from "./table-row.ts";

/** docs/scenarios/<id>.md: sources, what is said, what is true, what was measured, and how to see it oneself. */
export function scenarioPage(scenario: Scenario, modes: FailureModes, measured: readonly Measured[]): string {
  return [
    GENERATED,
    `# ${scenario.id}`,
    "",
    `${scenario.title}.`,
    "",
    `- **Failure mode**: ${modeLink(modes, scenario.mode, "../")}`,
    "",
    ...reported(scenario),
    ...broken(scenario),
    ...scenario.fixes.flatMap((fix) => fixSection(scenario, fix)),
    ...measuredRows(scenario, measured),
    ...byHand(scenario),
  ].join("\n");
}

function reported({ reportedOn, platforms, tags, sources, corrections = [] }: Scenario): readonly string[] {
  const on = platforms.map((platform) => `${platformName(platform)} (${platform.fidelity})`);
  return [
    `- **Reported on**: ${reportedOn}`,
    `- **Run on**: ${on.join(", ")}`,
    `- **Labels**: ${tags.map((tag) => `\`tag:${tag}\``).join(" ")}`,
    "",
    ...sources.flatMap(quoted),
    ...(corrections.length > 0 ? ["## What is said, and what is true", ""] : []),
    ...corrections.map((correction) => `- ${correction}`),
    ...(corrections.length > 0 ? [""] : []),
  ];
}

function broken(scenario: Scenario): readonly string[] {
  const { fault, symptom } = scenario;
  const healthy = scenario.healthy(first(scenario));
  const { persists, transient } = symptom;
  const lasting = transient
    ? `clears by itself within ${transient.clearsWithinSeconds} s`
    : persists
      ? `stays for at least ${persists.seconds} s`
      : "stays";
  return [
    "## The fault",
    "",
    `${fault.summary}.${scenario.platforms.length > 1 ? ` The changes on this page are those on ${platformName(first(scenario))}.` : ""}`,
    "",
    ...changed(specChanges(healthy, fault.edit(healthy)), (fault.act ?? []).map(commandLine)),
    `\`${symptom.command}\` shows it within ${symptom.withinSeconds} s, and it ${lasting}. All of these are seen:`,
    "",
    ...symptom.signatures.map((signature) => `- ${code(nameOfSignature(signature))}`),
    "",
  ];
}

function fixSection(scenario: Scenario, fix: Fix): readonly string[] {
  const faulty = scenario.fault.edit(scenario.healthy(first(scenario)));
  const { id, title, claim, expect, control } = fix;
  return [
    `## Fix \`${id}\`${control ? " (control: must not heal)" : ""}`,
    "",
    `${title}.`,
    "",
    `- **Said**: ${claim.outcome}, by ${claim.by}${claim.quote ? `: “${claim.quote}”` : ""}`,
    `- **Expected**: ${expect.outcome}: ${expect.why}`,
    ...(expect.from
      ? [`- **Expected from ${expect.from.version} on**: ${expect.from.outcome}: ${expect.from.why}`]
      : []),
    ...(fix.fromVersion ? [`- **Tried from ${fix.fromVersion} on**`] : []),
    "",
    ...changed(specChanges(faulty, fix.edit(faulty)), (fix.act ?? []).map(commandLine)),
    ...(fix.afterwards
      ? [
          "Then, for another reason:",
          "",
          ...changed(specChanges(fix.edit(faulty), fix.afterwards(fix.edit(faulty))), []),
        ]
      : []),
  ];
}

function measuredRows(scenario: Scenario, measured: readonly Measured[]): readonly string[] {
  const order = scenario.fixes.map(({ id }) => id);
  const rows = measured.toSorted((a, b) => order.indexOf(a.cell.fix) - order.indexOf(b.cell.fix));
  if (rows.length === 0)
    return ["## Measured", "", "Not yet on a machine of ours: its images could not be had there.", ""];
  return [
    "## Measured",
    "",
    "| fix | platform | said | expected | observed | verdict | to symptom | to recovery | run |",
    "|---|---|---|---|---|---|---|---|---|",
    ...rows.map(({ run, cell }) =>
      tableRow([
        cell.fix,
        `${cell.platform.distribution} ${cell.platform.version}`,
        ...outcomeColumns(cell),
        run,
      ]),
    ),
    "",
  ];
}

function byHand({ id, fixes }: Scenario): readonly string[] {
  return [
    "## By hand",
    "",
    "```sh",
    `npx faultline repro ${id}                          # broken as reported, kept, with the commands to type`,
    `npx faultline run ${id}                            # every cell of it`,
    `npx faultline stack up ${id} --variant fault       # or in steps`,
    `npx faultline stack preview ${id} --variant fix:${fixes[0]?.id}`,
    `npx faultline stack destroy ${id}`,
    "npx faultline prune                               # leaves nothing",
    "```",
    "",
  ];
}

function changed(lines: readonly string[], commands: readonly string[]): readonly string[] {
  const all = [...lines, ...commands.map((each) => `$ ${each}`)];
  return all.length > 0 ? ["```diff", ...all, "```", ""] : [];
}

const code = (text: string) => (text.includes("`") ? text : `\`${text}\``);
const platformName = ({ distribution, version }: Platform) => `${distribution} ${version}`;

function first({ platforms }: Scenario): Platform {
  return platforms[0] as Platform;
}

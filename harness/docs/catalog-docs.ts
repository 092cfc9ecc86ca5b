import type { Fix, Scenario, Source } from "../scenario/types.ts";
import { GENERATED } from "./generated.ts";

/** docs/catalog.md: what is reproduced, who reported it, what is said to help and what we expect of it. */
export function catalogDocs(scenarios: readonly Scenario[]): string {
  const fixes = scenarios.reduce((sum, scenario) => sum + scenario.fixes.length, 0);
  return [
    GENERATED,
    "# Catalog of scenarios",
    "",
    `${scenarios.length} scenarios with ${fixes} documented or popular fixes. The results are in a run's matrix; this is what goes in.`,
    "",
    "| scenario | mode | what is wrong | reported in |",
    "|---|---|---|---|",
    ...scenarios.map(
      ({ id, mode, title, sources }) =>
        `| [${id}](#${id}) | ${mode} | ${cell(title)} | ${sources.filter(isThread).map(link).join(", ")} |`,
    ),
    "",
    ...scenarios.flatMap(section),
  ].join("\n");
}

function section(scenario: Scenario): readonly string[] {
  const {
    id,
    mode,
    title,
    sources,
    tags,
    reportedOn,
    platforms,
    corrections = [],
    fault,
    symptom,
  } = scenario;
  const on = platforms.map(
    ({ distribution, version, fidelity }) => `${distribution} ${version} (${fidelity})`,
  );
  return [
    `## ${id}`,
    "",
    `${mode}: ${title}.`,
    "",
    `- **Reported on**: ${reportedOn}`,
    `- **Run on**: ${on.join(", ")}`,
    `- **Fault**: ${fault.summary}`,
    `- **Shows in**: \`${symptom.command}\`, within ${symptom.withinSeconds} s, ${lasting(scenario)}`,
    `- **Labels**: ${tags.map((tag) => `\`tag:${tag}\``).join(" ")}`,
    ...corrections.map((correction) => `- **The report is wrong here**: ${correction}`),
    "",
    ...sources.flatMap(quoted),
    "| fix | said to | by | expected | why |",
    "|---|---|---|---|---|",
    ...scenario.fixes.map(fixRow),
    "",
  ];
}

function lasting({ symptom: { persists, transient } }: Scenario): string {
  if (transient) return `and clears by itself within ${transient.clearsWithinSeconds} s`;
  return persists ? `and stays for at least ${persists.seconds} s` : "and stays";
}

function quoted(source: Source): readonly string[] {
  const lines = (source.quote ?? "").split("\n").map((line) => `> ${line}`);
  return source.quote ? [...lines, `>`, `> ${link(source)} (${source.kind})`, ""] : [];
}

function fixRow({ id, title, claim, expect, control }: Fix): string {
  const name = `\`${id}\`${control ? " (control)" : ""}: ${title}`;
  return `| ${[name, claim.outcome, claim.by, expect.outcome, expect.why].map(cell).join(" | ")} |`;
}

function isThread({ ref }: Source): boolean {
  return /^[\w.-]+\/[\w.-]+#\d+$/.test(ref);
}

function link(source: Source): string {
  const { ref } = source;
  if (!isThread(source)) return `<${ref}>`;
  return `[${ref}](https://github.com/${ref.replace("#", "/issues/")})`;
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");

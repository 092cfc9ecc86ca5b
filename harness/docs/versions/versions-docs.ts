import { duration } from "../../report/duration.ts";
import { generatedPage, table } from "../markdown.ts";
import { KNOWN } from "./known.ts";
import type { Seen } from "./seen-at.ts";

/** The same cell as reported and with other versions. */
interface Compared {
  readonly reported: Seen;
  readonly other: Seen;
}

/** docs/versions.md: what cells come to, and what is said, with other versions than the reported ones. */
export function versionsDocs(reported: readonly Seen[], others: readonly Seen[]): string {
  const platforms = [...new Set(others.map(({ platform }) => platform))];
  return generatedPage(
    "# Versions",
    "What other versions than the reported ones do, cell for cell as a real cluster showed it, and what they do in words. `npx faultline upgrade` asks the same of two versions of yours.",
    "## In words",
    table(
      ["what", "before", "after", "seen in"],
      KNOWN.map(({ what, before, after, source }) => [what, before, after, source]),
    ),
    ...platforms.flatMap((platform) => section(platform, reported, others)),
  );
}

function section(platform: string, reported: readonly Seen[], others: readonly Seen[]): readonly string[] {
  const cells = others.filter((seen) => seen.platform === platform);
  const compared = cells.flatMap((other) => {
    const same = reported.filter((seen) => seen.scenario === other.scenario && seen.fix === other.fix);
    const [own] = other.platform.split("+");
    const found = same.find((seen) => seen.platform === own) ?? same[0];
    return found ? [{ reported: found, other }] : [];
  });
  const apart = compared.filter(({ reported: was, other }) => was.observed !== other.observed);
  const runs = [...new Set(cells.map(({ run }) => run))];
  const words = wordRows(compared);
  return [
    `## ${platform}`,
    `Of ${runs.join(" and ")}: ${compared.length} cells of ${new Set(compared.map(({ other }) => other.scenario)).size} scenarios, of which ${compared.length - apart.length} come to what they come to as reported. Change to symptom ${medians(compared, "symptomMs")}, change to recovery ${medians(compared, "recoveryMs")} (median here, as reported; the machine was not equally busy).`,
    apart.length > 0
      ? table(
          ["cell", "as reported", "here", "why"],
          apart.map(({ reported: was, other }) => [
            `[${other.scenario}](scenarios/${other.scenario}.md)/${other.fix}`,
            was.observed ?? "nothing",
            other.observed ?? "nothing",
            other.reason ?? other.verdict,
          ]),
        )
      : "No cell comes to anything else.",
    ...(words.length > 0
      ? [
          "Said in other words, by a command that failed while the fault was on; what only one of the two said in any cell of the scenario:",
          table(["scenario", "as reported", "here"], words),
        ]
      : []),
  ];
}

/** A row a scenario; what both said is left out, and so is a scenario of which one said nothing of its own. */
function wordRows(compared: readonly Compared[]): readonly (readonly string[])[] {
  const scenarios = Map.groupBy(compared, ({ other }) => other.scenario);
  return [...scenarios].flatMap(([scenario, cells]) => {
    const was = new Set(cells.flatMap(({ reported }) => reported.said));
    const is = new Set(cells.flatMap(({ other }) => other.said));
    const gone = [...was].filter((text) => !is.has(text));
    const come = [...is].filter((text) => !was.has(text));
    if (gone.length === 0 || come.length === 0) return [];
    return [[`[${scenario}](scenarios/${scenario}.md)`, quoted(gone), quoted(come)]];
  });
}

const quoted = (texts: readonly string[]) =>
  texts
    .toSorted()
    .map((text) => `\`${text}\``)
    .join("<br>");

function medians(compared: readonly Compared[], time: "symptomMs" | "recoveryMs"): string {
  const both = compared.filter(({ reported, other }) => reported[time] !== null && other[time] !== null);
  const median = (of: (each: Compared) => number | null) => {
    const sorted = both.map(of).toSorted((a, b) => (a ?? 0) - (b ?? 0));
    return duration(sorted[sorted.length >> 1] ?? null);
  };
  return `${median(({ other }) => other[time])}, ${median(({ reported }) => reported[time])}`;
}

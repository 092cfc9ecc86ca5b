import type { FailureModes, Scenario } from "../scenario/types.ts";
import { generatedPage, table } from "./markdown.ts";
import { sourceLink } from "./source-links.ts";

/** docs/modes.md: every failure mode with the scenarios that show it, or why none does. */
export function modesDocs(modes: FailureModes, scenarios: readonly Scenario[]): string {
  const shown = Map.groupBy(scenarios, ({ mode }) => mode);
  const numbers = Object.keys(modes).map((mode) => Number(mode.slice(1)));
  const unused = Array.from({ length: Math.max(...numbers) }, (_, index) => index + 1)
    .filter((number) => !numbers.includes(number))
    .map((number) => `F${number}`);
  return generatedPage(
    "# Failure modes",
    "A failure mode is a kind of fault: what goes wrong, whoever made the cluster. A [scenario](catalog.md) is one documented instance of it, on given platforms. Several scenarios may show one mode.",
    "Select by mode: `npx faultline run F15`. The list is `scenarios/modes.ts`.",
    table(
      ["mode", "title", "what goes wrong", "scenarios"],
      Object.entries(modes).map(([mode, { title, meaning, absent, threads = [] }]) => [
        `<a id="${mode.toLowerCase()}"></a>${mode}`,
        title,
        meaning,
        absent !== undefined
          ? [`none: ${absent}`, ...threads.map((ref) => sourceLink({ ref }))].join("<br>")
          : (shown.get(mode) ?? []).map(({ id }) => `[${id}](scenarios/${id}.md)`).join("<br>"),
      ]),
    ),
    unused.length > 0
      ? `Numbers are kept once given, as reports name them. Never given to a mode: ${unused.join(", ")}.`
      : undefined,
  );
}

/** A mode by number and title, linked to its row; `docs` is the way from the page to docs/. */
export function modeLink(modes: FailureModes, mode: string, docs = ""): string {
  return `[${mode}: ${modes[mode]?.title}](${docs}modes.md#${mode.toLowerCase()})`;
}

import { columns } from "../../../base/text/columns.ts";
import { type ConfusionRow, undeclared } from "../../judge/confusion.ts";

/** The table as the terminal shows it, why of each declared pair, and what it comes to. */
export function confusionLines(table: readonly ConfusionRow[]): readonly string[] {
  const rows = table.map(({ scenario, cells, own, others }) => [
    scenario,
    `${cells}`,
    `${own}`,
    others
      .map((other) => `${other.scenario} (${other.cells}${other.alike === null ? "" : ", declared"})`)
      .join(", ") || "-",
  ]);
  const whys = table.flatMap(({ scenario, others }) =>
    others.flatMap((other) =>
      other.alike === null ? [] : [`${scenario} as ${other.scenario}: ${other.alike}`],
    ),
  );
  const confused = undeclared(table);
  return [
    ...columns([["SCENARIO", "CELLS", "OWN", "ALSO READ AS"], ...rows]),
    ...(whys.length > 0 ? ["", ...whys] : []),
    "",
    confused.length === 0
      ? "no cell can be read as another scenario but for declared pairs"
      : `can be read as another scenario, and no pair is declared: ${confused.map(({ scenario }) => scenario).join(", ")}`,
  ];
}

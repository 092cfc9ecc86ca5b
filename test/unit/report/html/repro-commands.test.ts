import { expect, test } from "vitest";
import { reproCommands } from "../../../../harness/report/html/repro-commands.ts";
import { matrixFrom } from "../../../../harness/report/matrix-from.ts";
import { SyntheticJournal, syntheticCell } from "../../../synthetic-journal.ts";

const VIRTUAL = { distribution: "vcluster", version: "0.36.1", kubernetes: "1.32.5" };

test.each([
  [VIRTUAL, "npx faultline run a/x/right\n"],
  [{ ...VIRTUAL, helm: "4.1.4" }, "npx faultline run a/x/right --at kubernetes=1.32.5,helm=4.1.4\n"],
  [
    { ...VIRTUAL, metricsServer: "0.8.0", helm: "4.1.4" },
    "npx faultline run a/x/right --at kubernetes=1.32.5,metrics-server=0.8.0,helm=4.1.4\n",
  ],
])("a cell on %j is run again with its versions", (platform, command) => {
  const planned = syntheticCell("a", "right", { id: "a/x/right", platform });
  const { cells } = matrixFrom(new SyntheticJournal().started([planned]).ended(200).events);
  const [cell] = cells;
  if (!cell) throw new Error("no cell");
  expect(reproCommands(cell).pieces.join("")).toContain(command);
});

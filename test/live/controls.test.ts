import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runMatrix } from "./cli.ts";

const CONTROLS = fileURLToPath(new URL("./controls", import.meta.url));

test("a healthy cluster never passes for a fault, and a fault without its fix fails", async () => {
  const { matrix, exitCode } = await runMatrix(["--depth", "fixes", "--attempts", "1"], {
    FAULTLINE_SCENARIOS_DIR: CONTROLS,
  });
  const cells = Object.fromEntries(matrix.cells.map((cell) => [cell.scenario, cell]));
  expect(cells["harmless-restart"]).toMatchObject({ verdict: "fail", observed: null });
  expect(cells["harmless-restart"]?.reason).toMatch(/cleared by itself/);
  expect(cells["useless-fix"]).toMatchObject({ verdict: "fail", expected: "heals", observed: "no effect" });
  expect(exitCode).toBe(1);
});

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runMatrix } from "./cli.ts";

const CONTROLS = fileURLToPath(new URL("./controls", import.meta.url));

test("a healthy cluster never passes for a fault, and a fault without its fix fails", async () => {
  const { matrix, exitCode, results } = await runMatrix(["--depth", "fixes", "--attempts", "1"], {
    FAULTLINE_SCENARIOS_DIR: CONTROLS,
  });
  const cells = Object.fromEntries(matrix.cells.map((cell) => [cell.scenario, cell]));
  expect(cells["harmless-restart"]).toMatchObject({ verdict: "fail", observed: null });
  expect(cells["harmless-restart"]?.reason).toMatch(/cleared by itself/);
  expect(cells["useless-fix"]).toMatchObject({ verdict: "fail", expected: "heals", observed: "no effect" });
  expect(exitCode).toBe(1);
  // Both were asked before they went.
  for (const { evidenceFile = "" } of matrix.cells) {
    const said = await readFile(join(results, "latest", evidenceFile), "utf8");
    expect(said).toMatch(/^\$ kubectl get events -A .*\n(?!\[exit)/m);
    // The oldest of the lines kept may be containerd's, or say how much before it is left out.
    expect(said).toMatch(/^\$ docker exec \S+ journalctl .*\n(?:(?!\$ ).*\n)*?.* kubelet\[\d+\]: /m);
    expect(said).toMatch(/^# fault, by Pulumi's \w+\n[+~±] \w+ /m);
    expect(said).toMatch(/^\[pod\/metrics-server-\S+ (?:I|E|W)\d{4}/m);
  }
});

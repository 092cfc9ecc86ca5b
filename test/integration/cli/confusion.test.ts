import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";
import { freshMachine } from "./faultline.ts";

const RECORDINGS = join(import.meta.dirname, "../../recordings");
const SCENARIOS = join(import.meta.dirname, "../../../scenarios");

async function machineWithRun(journal: string) {
  const machine = await freshMachine();
  const dir = join(machine.env.FAULTLINE_RESULTS_DIR, "20261122-100000-abcd");
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "journal.ndjson"), journal);
  return machine;
}

const recorded = async (file: string) => gunzipSync(await readFile(join(RECORDINGS, file))).toString();

test("a run whose cells nobody else's judge can claim is green; a declared pair is printed with its reason", async () => {
  const clear = await machineWithRun(await recorded("bad-flag-pair/timeout-9s.ndjson.gz"));
  const { exit, stdout } = await clear.run(["confusion"]);
  expect(stdout).toMatch(/^bad-flag-pair +1 +1 +-$/m);
  expect(stdout).toMatch(/no cell can be read as another scenario/);
  expect(exit).toBe(0);
  const alike = await machineWithRun(await recorded("k3s-startup-noise-60s/probe-30-10.ndjson.gz"));
  const declared = await alike.run(["confusion", "20261122-100000-abcd"]);
  expect(declared.stdout).toMatch(/^k3s-startup-noise-60s +1 +1 +k3s-startup-noise \(1, declared\)$/m);
  expect(declared.stdout).toMatch(/^k3s-startup-noise-60s as k3s-startup-noise: the same probe/m);
  expect(declared.exit).toBe(0);
});

test("a cell that another scenario's judge claims, and nobody has declared it, fails the command", async () => {
  const machine = await machineWithRun(await recorded("bad-flag-pair/timeout-9s.ndjson.gz"));
  const scenarios = join(machine.root, "scenarios");
  await mkdir(scenarios);
  const general = `import original from ${JSON.stringify(join(SCENARIOS, "host-network-port-clash.ts"))};
const { signatures } = original.symptom;
export default { ...original, id: "too-general", symptom: { ...original.symptom, signatures: signatures.slice(0, 2) } };
`;
  await writeFile(join(scenarios, "too-general.ts"), general);
  await writeFile(
    join(scenarios, "bad-flag-pair.ts"),
    `export { default } from ${JSON.stringify(join(SCENARIOS, "bad-flag-pair.ts"))};\n`,
  );
  const env = { FAULTLINE_SCENARIOS_DIR: scenarios };
  const { exit, stdout } = await machine.run(["confusion", "-o", "json"], env);
  expect(JSON.parse(stdout)).toEqual({
    schema: "faultline/confusion@1",
    rows: [
      {
        scenario: "bad-flag-pair",
        cells: 1,
        own: 1,
        others: [{ scenario: "too-general", cells: 1, alike: null }],
      },
    ],
  });
  expect(exit).toBe(1);
  expect((await machine.run(["confusion"], env)).stdout).toMatch(/no pair is declared: bad-flag-pair$/m);
});

test("a run that saw no symptom shows nothing", async () => {
  const cell = syntheticCell("bad-flag-pair", "timeout-9s");
  const machine = await machineWithRun(new SyntheticJournal().started([cell]).ended(90).text);
  expect((await machine.run(["confusion"])).exit).toBe(6);
});

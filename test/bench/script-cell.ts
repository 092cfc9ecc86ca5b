import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import { systemExec } from "../../base/exec.ts";
import { placesFrom } from "../../base/places.ts";
import type { RunEnvironment } from "../../harness/run/environment.ts";
import { readEngineRecord } from "../../toolchain/engine/private/engine-record.ts";

/** One cell by cell.sh in the run's engine and with its tools; what it creates is in the ledger like everything else. */
export async function scriptCell(environment: RunEnvironment, repeat: number) {
  const name = `faultline-bench-${process.pid}-${repeat}`;
  const { ledger, toolchain, childEnv } = environment;
  const { dockerHost } = toolchain.engine;
  const entries = [
    await ledger.record({ kind: "kind-cluster", name, dockerHost }),
    await ledger.record({ kind: "network", name, dockerHost }),
  ];
  const env = Object.entries(childEnv).filter((entry): entry is [string, string] => entry[1] !== undefined);
  // The script needs an iptables; where the machine has none, the private engine brought one.
  const programs = (await readEngineRecord(placesFrom(childEnv).engine))?.programs;
  const path = [childEnv.PATH, programs].filter(Boolean).join(delimiter);
  const result = await systemExec("bash", [fileURLToPath(new URL("./cell.sh", import.meta.url))], {
    env: { ...Object.fromEntries(env), PATH: path, NAME: name, NODE_IMAGE: toolchain.nodeImage("1.32.5") },
    timeoutMs: 600_000,
  });
  if (result.exitCode !== 0) throw new Error(`cell.sh ended with ${result.exitCode}: ${result.stderr}`);
  for (const entry of entries) await ledger.close(entry);
  const steps = Object.fromEntries(result.stdout.split("\n").map((line) => line.split(" ")));
  return { ms: result.durationMs, steps };
}

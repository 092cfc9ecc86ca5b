import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { systemExec } from "../../../base/exec.ts";
import { systemClock } from "../../../base/system-clock.ts";
import { secretFilter } from "../../../base/text/secrets.ts";
import type { CellOrder } from "../../../harness/cell/messages.ts";
import { readJournal } from "../../../harness/journal/read-journal.ts";
import { probe } from "../../../harness/observe/probe.ts";
import { githubSummary } from "../../../harness/report/github.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { logLines } from "../../../harness/report/terminal/log-lines.ts";
import { summaryLines } from "../../../harness/report/terminal/summary.ts";
import { writeReports } from "../../../harness/report/write-reports.ts";
import { workerLogName } from "../../../harness/run/names.ts";
import { openWorkerLog } from "../../../harness/run/worker-log.ts";
import { forkWorker } from "../../../harness/run/worker-process.ts";
import { simulate } from "../../simulated-run.ts";
import { syntheticCell } from "../../synthetic-journal.ts";
import { tempFolder } from "../../temp-folder.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const some = (bytes: number) => randomBytes(bytes).toString("base64url").replaceAll(/[-_]/g, "k");
const body = Array.from({ length: 3 }, () => some(60).slice(0, 64));
const pem = `-----BEGIN EC PRIVATE KEY-----\n${body.join("\n")}\n-----END EC PRIVATE KEY-----`;
const claims = some(60);
const jwt = `${base64('{"alg":"RS256"}')}.${claims}.${some(40)}`;
const PASSPHRASE = some(24);

/** What somebody could use, by what faultline is to say of it, in the form that tools print it in. */
const PLANTED: readonly (readonly [kind: string, prints: string, secrets: readonly string[]])[] = [
  ["private key", pem, body],
  ["line of a key or certificate", `\n${some(60).slice(0, 64)}\n`, []],
  ["private key", `    client-key-data: ${base64(pem)}`, [base64(pem).slice(40)]],
  ["private key", JSON.stringify({ "tls.key": base64(pem) }), [base64(pem).slice(40)]],
  ["bearer token", `Authorization: Bearer ${jwt}`, [claims]],
  ["bearer token", `data:\n  ca: x\n  value: ${base64(jwt)}`, [base64(jwt)]],
  ["token", `token: ${jwt.slice(30)}`, [jwt.slice(40)]],
  ["token", `kubectl --token ${claims} get nodes`, [claims]],
  ["password or passphrase", `PULUMI_CONFIG_PASSPHRASE=${claims.slice(9)}`, [claims.slice(9)]],
  ["value of PULUMI_CONFIG_PASSPHRASE", `error: cannot decrypt with "${PASSPHRASE}"`, [PASSPHRASE]],
  [
    "registry credentials",
    `{"auths":{"r.example":{"auth":"${base64(`me:${claims}`)}"}}}`,
    [base64(`me:${claims}`)],
  ],
  [
    "registry credentials",
    `.dockerconfigjson: ${base64(`{"auths":{"r":"${claims}"}}`)}`,
    [base64(`{"auths":{"r":"${claims}"}}`)],
  ],
  ["password in a URL", `Get "https://admin:${claims}@r.example/v2/": refused`, [claims]],
];

/** Written by a fake kubectl, asked by the real probe. */
async function kubectlSays(text: string, dir: string): Promise<string> {
  const kubectl = join(dir, "kubectl");
  await writeFile(join(dir, "said"), text);
  await writeFile(kubectl, `#!/bin/sh\ncat '${join(dir, "said")}' >&2\nexit 1\n`, { mode: 0o755 });
  const vantage = { name: "control-plane", client: {} as never, kubectlFlags: [] };
  const deps = { kubectl, kubeconfig: join(dir, "none"), exec: systemExec, clock: systemClock };
  const seen = await probe(
    { kind: "top-nodes" },
    vantage,
    { ...deps, nodes: [], scratchDir: dir, patienceSeconds: 30 },
    new AbortController().signal,
  );
  return seen?.text ?? "";
}

test("what gives access to something is in no output of a run, which says what it left out", async () => {
  const dir = tempFolder("secrets");
  const run = "20261122-100000-abcd";
  await mkdir(join(dir, run));
  const said = await kubectlSays(PLANTED.map(([, prints]) => `error: ${prints}`).join("\nand\n"), dir);
  for (const [, , secrets] of PLANTED) for (const secret of secrets) expect(said).toContain(secret);
  const cell = syntheticCell("scenario-a", "right");
  const path = join(dir, run, "journal.ndjson");
  await simulate({
    ...{ run, path, cells: [cell], attempts: 1, says: said, env: { PULUMI_CONFIG_PASSPHRASE: PASSPHRASE } },
    ends: {
      [cell.id]: [
        {
          verdict: "fail",
          reason: said,
          textsSeen: [{ observable: "top nodes", vantage: "v", text: said, firstMs: 1, count: 1 }],
          signatures: [{ signature: "s", at: 1, where: "v", text: said }],
        },
      ],
    },
  });
  const { events } = await readJournal(path);
  const matrix = matrixFrom(events);
  await writeReports(join(dir, run), { matrix, events });
  let log = "";
  const display = logLines(
    new Writable({
      write: (chunk: Buffer, _, done) => {
        log += chunk.toString();
        done();
      },
    }),
  );
  for (const event of events) display.see(event);
  const outputs: Record<string, string> = {
    terminal: `${log}${summaryLines(matrix, false).join("\n")}`,
    "GitHub summary": githubSummary(matrix),
  };
  for (const file of await readdir(join(dir, run)))
    outputs[file] = await readFile(join(dir, run, file), "utf8").catch(() => "");
  const data = /id="data"[^>]*>([^<]*)</.exec(outputs["report.html"] ?? "")?.[1] ?? "";
  outputs["the page's probes"] = inflateSync(Buffer.from(data, "base64")).toString();
  for (const [kind, , secrets] of PLANTED) {
    for (const [output, text] of Object.entries(outputs)) {
      for (const secret of secrets) expect(text.includes(secret), `${kind} in ${output}`).toBe(false);
      if (!["toolchain.json", "matrix.md"].includes(output) && !output.endsWith(".d"))
        expect(text, output).toContain(`[redacted: ${kind}]`);
    }
  }
});

/** A worker whose scenario prints these texts, one to each output in turn and each in two pieces, and then breaks; gives its log. */
async function workerPrints(texts: readonly string[], dir: string): Promise<string> {
  const file = join(dir, "texts.json");
  await writeFile(file, JSON.stringify(texts));
  await writeFile(
    join(dir, "prints.ts"),
    `import { readFileSync, writeSync } from "node:fs";
for (const [index, text] of (JSON.parse(readFileSync(${JSON.stringify(file)}, "utf8")) as string[]).entries()) {
  for (const piece of [text.slice(0, text.length / 2), text.slice(text.length / 2) + "\\n"])
    await new Promise((done) => (index % 2 ? process.stdout : process.stderr).write(piece, done));
  await new Promise((done) => setTimeout(done, 20));
}
export default {};
`,
  );
  const cell = { ...syntheticCell("prints", "nothing"), id: "prints" };
  const order: CellOrder = {
    ...{ cell, attempt: 1, scenarios: dir, standName: "faultline-test-1", workDir: dir, ownPlugins: [] },
    ...{ pulumiHome: dir, tools: { pulumi: "/none", kubectl: "/none" }, nodeImage: "none", last: true },
  };
  const filter = secretFilter({ PULUMI_CONFIG_PASSPHRASE: PASSPHRASE });
  const run = forkWorker(process.env, (job) => openWorkerLog(join(dir, "logs"), job, filter));
  const hooks = { onStart: async () => {}, onEntry: () => {} };
  await run(order, hooks, new AbortController().signal);
  return readFile(join(dir, "logs", workerLogName(cell.id, 1)), "utf8");
}

test("what a worker prints itself is in its log without what gives access, in whatever pieces it came", async () => {
  const said = await workerPrints(
    PLANTED.map(([, prints]) => `error: ${prints}`),
    tempFolder("worker-secrets"),
  );
  expect(said.match(/^error: /gm)).toHaveLength(PLANTED.length);
  for (const [kind, , secrets] of PLANTED) {
    for (const secret of secrets) expect(said.includes(secret), kind).toBe(false);
    expect(said).toContain(`[redacted: ${kind}]`);
  }
});

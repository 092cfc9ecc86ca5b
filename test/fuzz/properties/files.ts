import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { stringify } from "yaml";
import { accessOf } from "../../../base/kube/kubeconfig.ts";
import { diffLines } from "../../../harness/report/diff/diff-lines.ts";
import { diffRuns } from "../../../harness/report/diff/diff-runs.ts";
import { readWaivers } from "../../../harness/report/diff/waivers.ts";
import { readSide } from "../../../harness/report/read-matrix.ts";
import { painter } from "../../../harness/report/terminal/paint.ts";
import { CERTIFICATE } from "../../certificate.ts";
import { hostileText } from "../../hostile-text.ts";
import { edited } from "../edited-value.ts";
import { assertInert, doneOrRefused } from "../inert.ts";
import { type Property, property } from "../property.ts";
import { runOf } from "./hostile-run.ts";

const { matrix } = runOf("scenario-a");
const MATRIX = JSON.stringify(matrix);

const AUTHORITY = Buffer.from(CERTIFICATE).toString("base64");
const KUBECONFIG = {
  "current-context": "me",
  contexts: [{ name: "me", context: { cluster: "mine", user: "me" } }],
  clusters: [
    { name: "mine", cluster: { server: "https://10.0.0.1:6443", "certificate-authority-data": AUTHORITY } },
  ],
  users: [{ name: "me", user: { token: "t", "client-key": "me.key" } }],
};

/** With the text as a file of that name. */
async function asFile(name: string, text: string, use: (path: string) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "faultline-fuzz-"));
  try {
    await writeFile(join(dir, name), text);
    await use(join(dir, name));
  } finally {
    await rm(dir, { recursive: true });
  }
}

async function compared(text: string): Promise<void> {
  await asFile("matrix.json", text, async (path) => {
    const refused = await doneOrRefused(async () => {
      const before = await readSide("nowhere", path);
      const diff = diffRuns(before, { ...matrix, run: { ...matrix.run, id: "other" } }, [], "2026-11-22");
      assertInert(diffLines(diff, painter(false)).join("\n"));
    });
    if (refused) assert.match(refused.message, /^[^\n]{1,600}$/);
  });
}

/** One place of a text written over. */
const writtenOver = (whole: string) =>
  fc
    .tuple(fc.nat(whole.length), fc.nat(40), hostileText)
    .map(([at, length, hostile]) => `${whole.slice(0, at)}${hostile}${whole.slice(at + length)}`);

async function accessed(text: string): Promise<void> {
  const refused = await doneOrRefused(() => accessOf(text, { name: "kubeconfig", folder: "/nowhere" }));
  if (refused) assert.match(refused.message, /^kubeconfig(?::\d+:\d+)?: [^\n]{1,600}$/);
}

/** Files that somebody else wrote, or edited. */
export const FILES: readonly Property[] = [
  property(
    "a matrix.json that was written over is compared, or refused in one line",
    60,
    writtenOver(MATRIX),
    compared,
  ),
  property(
    "a matrix.json with another field is compared, or refused in one line",
    100,
    edited(JSON.parse(MATRIX)).map((value) => JSON.stringify(value) ?? ""),
    compared,
  ),
  property(
    "a kubeconfig that was written over is read, or refused in one line",
    60,
    writtenOver(stringify(KUBECONFIG)),
    accessed,
  ),
  property(
    "a kubeconfig with another field is read, or refused in one line",
    100,
    edited(KUBECONFIG).map((value) => stringify(value)),
    accessed,
  ),
  property("a waivers file is read, or its line is named", 60, hostileText, async (text) => {
    await asFile("waivers", `${text}\n`, async (path) => {
      await doneOrRefused(async () => await readWaivers(path));
    });
  }),
];

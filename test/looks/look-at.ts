import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { systemExec } from "../../base/exec.ts";
import type { DiagnosisDocument } from "../../harness/diagnose/report/document.ts";
import type { Cluster } from "./cluster.ts";
import { listOf } from "./manifest.ts";
import type { State } from "./states.ts";

const CLI = join(import.meta.dirname, "../../harness/cli/main.ts");
/** A healthy metrics-server answers within 30 s; a broken one has by then shown what it shows. */
const WORKS_WITHIN_MS = 120_000;
const BROKEN_FOR_MS = 40_000;

export interface LookResult {
  readonly state: string;
  readonly expected: State["says"];
  readonly said: string;
  readonly codes: readonly string[];
  readonly reason: string;
  /** What was neither shown nor ruled out, and why. */
  readonly open: DiagnosisDocument["open"];
  readonly seconds: number;
  readonly isRight: boolean;
  /** Parts of the document that a second look gave otherwise. */
  readonly differs: readonly string[];
}

/** Makes a state, looks at it twice as its user would, and takes it away. */
export async function lookAt(cluster: Cluster, state: State): Promise<LookResult> {
  const { kubectl, node, metricsServer } = cluster;
  const objects = state.edit(metricsServer);
  const [begin, end] = state.beside?.(node) ?? [];
  try {
    if (objects.length > 0) kubectl(["create", "-f-"], listOf(objects));
    if (begin) kubectl(begin);
    if (!state.atOnce) await settled(cluster, state, objects.length > 0);
    const { document, seconds } = await diagnose(cluster);
    const second = await diagnose(cluster);
    const codes = document.findings.map(({ code }) => code);
    const isKnown = typeof state.says !== "string";
    const isRight = isKnown
      ? sorted(state.says) === sorted(codes) && (!state.hides || isOpen(document, state.hides))
      : document.verdict === state.says;
    return {
      state: state.name,
      expected: state.says,
      said: document.verdict,
      codes,
      reason: document.reason,
      open: document.open,
      seconds,
      isRight,
      // One that has only just started is older the second time.
      differs: state.atOnce ? [] : differing(document, second.document),
    };
  } finally {
    if (end) kubectl(end);
    if (objects.length > 0) kubectl(["delete", "--wait", "--ignore-not-found", "-f-"], listOf(objects));
  }
}

const isOpen = ({ open }: DiagnosisDocument, hidden: string) => open.some(({ code }) => code === hidden);

function differing(one: DiagnosisDocument, other: DiagnosisDocument): readonly string[] {
  const text = (of: DiagnosisDocument, part: string) => JSON.stringify(of[part as keyof DiagnosisDocument]);
  return Object.keys(one).flatMap((part) =>
    text(one, part) === text(other, part)
      ? []
      : [`${part}: ${text(one, part)}`, `${part}, the second time: ${text(other, part)}`],
  );
}

const sorted = (codes: readonly string[]) => codes.toSorted().join();

async function settled({ kubectl }: Cluster, { says }: State, isThere: boolean): Promise<void> {
  if (says !== "healthy") return sleep(BROKEN_FOR_MS);
  if (!isThere) return;
  const deadline = performance.now() + WORKS_WITHIN_MS;
  while (performance.now() < deadline) {
    try {
      kubectl(["top", "nodes"]);
      // A healthy one is looked at as people have it, not in its first second.
      return await sleep(5_000);
    } catch {
      await sleep(1_000);
    }
  }
}

async function diagnose({ kubeconfig }: Cluster) {
  const args = [CLI, "diagnose", "--kubeconfig", kubeconfig, "-o", "json"];
  const { stdout, stderr, durationMs } = await systemExec(process.execPath, args, { timeoutMs: 180_000 });
  if (!stdout) throw new Error(`diagnose said nothing: ${stderr}`);
  return { document: JSON.parse(stdout) as DiagnosisDocument, seconds: durationMs / 1_000 };
}

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processContext } from "../../harness/context.ts";
import { openEnvironment } from "../../harness/run/environment.ts";
import { openStand } from "../../harness/stand/open-stand.ts";
import { healthyStand } from "../../stacks/healthy/kind.ts";
import { type Manifest, ownPart } from "./manifest.ts";

/** A healthy kind cluster of one node, and kubectl on it as its user has it. */
export interface Cluster {
  /** A file. */
  readonly kubeconfig: string;
  readonly node: string;
  /** Gives what it printed. @throws where it fails. */
  kubectl(args: readonly string[], input?: string): string;
  /** All that metrics-server is of, as it was when it worked. */
  readonly metricsServer: readonly Manifest[];
  remove(): Promise<void>;
}

/** Kind and name of what metrics-server's release manifest has, with the namespace of those that have one. */
const PARTS: readonly (readonly string[])[] = [
  ["serviceaccount", "metrics-server", "-nkube-system"],
  ["clusterrole", "system:metrics-server"],
  ["clusterrolebinding", "system:metrics-server"],
  ["clusterrolebinding", "metrics-server:system:auth-delegator"],
  ["rolebinding", "metrics-server-auth-reader", "-nkube-system"],
  ["service", "metrics-server", "-nkube-system"],
  ["deployment", "metrics-server", "-nkube-system"],
  ["apiservice", "v1beta1.metrics.k8s.io"],
];

export async function makeCluster(): Promise<Cluster> {
  const spec = healthyStand();
  const name = `faultline-looks-${process.pid}`;
  const state = mkdtempSync(join(tmpdir(), "faultline-looks-"));
  const environment = await openEnvironment({
    context: processContext(new AbortController().signal),
    run: `looks-${process.pid}`,
    kubernetes: [spec.cluster.version],
    kept: false,
    progress: () => {},
  });
  const remove = async () => {
    await environment.release();
    rmSync(state, { recursive: true, force: true });
  };
  try {
    const { toolchain, pulumiHome, childEnv: env } = environment;
    const stand = await openStand({
      name,
      workDir: join(state, "work"),
      backend: join(state, "backend"),
      pulumiHome,
      pulumi: toolchain.tools.pulumi,
      nodeImage: toolchain.nodeImage(spec.cluster.version),
      env,
    });
    const { kubeconfig, nodes } = await stand.up(spec);
    const kubectl: Cluster["kubectl"] = (args, input) =>
      execFileSync(toolchain.tools.kubectl, ["--kubeconfig", kubeconfig, ...args], {
        encoding: "utf8",
        env,
        stdio: "pipe",
        ...(input !== undefined && { input }),
      });
    const metricsServer = PARTS.map((part) => ownPart(JSON.parse(kubectl(["get", ...part, "-ojson"]))));
    return { kubeconfig, node: nodes[0] ?? "", kubectl, metricsServer, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

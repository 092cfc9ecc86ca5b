import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processContext } from "../../harness/context.ts";
import { openEnvironment, type RunEnvironment } from "../../harness/run/environment.ts";
import { ImageLoad, KindCluster, NodeRule, SealedNetwork } from "../../provider/sdk/index.ts";
import { type ProgramStack, programStack } from "./program-stack.ts";

const VERSION = "1.32.5";

/** A kind cluster made by a program with real Pulumi, and hands on it from outside. */
export interface ProgramCluster {
  readonly name: string;
  readonly folder: string;
  /** A file. */
  readonly kubeconfig: string;
  readonly environment: RunEnvironment;
  readonly stack: ProgramStack;
  /** What the program asks for; tests edit it and call `stack`. */
  readonly wanted: { kubelet: Record<string, unknown>; isBlocked: boolean; images: string[] };
  kubectl(...args: string[]): string;
  docker(...args: string[]): string;
  inNode(...args: string[]): string;
  discard(): Promise<void>;
}

/** An image every node image has, ours and kind's own; and one that none has, but the engine. */
export const IMAGE = "registry.k8s.io/pause:3.10";
export const ENGINE_IMAGE = "docker.io/kindest/haproxy:v20230606-42a2262b";

export async function programCluster(purpose: string): Promise<ProgramCluster> {
  const name = `faultline-${purpose}-${process.pid}`;
  const folder = mkdtempSync(join(tmpdir(), `faultline-${purpose}-`));
  const kubeconfig = join(folder, "kubeconfig");
  const environment = await openEnvironment({
    context: processContext(new AbortController().signal),
    run: `live-${purpose}-${process.pid}`,
    kubernetes: [VERSION],
    components: ["haproxy"],
    kept: false,
    progress: () => {},
  });
  const { tools } = environment.toolchain;
  const wanted: ProgramCluster["wanted"] = { kubelet: {}, isBlocked: false, images: [IMAGE] };
  const program = async () => {
    const network = new SealedNetwork("network", { name });
    const cluster = new KindCluster("cluster", {
      name,
      nodeImage: environment.toolchain.nodeImage(VERSION),
      kubernetesVersion: VERSION,
      servers: 1,
      workers: 0,
      network: network.name,
      kubelet: wanted.kubelet,
    });
    for (const image of wanted.images) new ImageLoad(image, { cluster: cluster.name, image });
    if (wanted.isBlocked) {
      const match = ["-p", "tcp", "--dport", "10250"];
      const rule = { table: "filter", chain: "INPUT", match, target: ["DROP"], comment: "conformance" };
      new NodeRule("blocked", { cluster: cluster.name, node: "control-plane", ...rule });
    }
    return { kubeconfig: cluster.kubeconfig, nodes: cluster.nodes, version: cluster.version };
  };
  const { pulumiHome } = environment;
  const stack = await programStack({ name: "cluster", folder, pulumiHome, environment, program });
  const discard = async () => {
    await environment.release();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { outputs } = await stack.up();
    writeFileSync(kubeconfig, String(outputs.kubeconfig), { mode: 0o600 });
  } catch (error) {
    await discard();
    throw error;
  }
  const run = (file: string, ...args: string[]) =>
    execFileSync(file, args, { encoding: "utf8", stdio: "pipe", env: environment.childEnv });
  return {
    name,
    folder,
    kubeconfig,
    environment,
    stack,
    wanted,
    kubectl: (...args) => run(tools.kubectl, "--kubeconfig", kubeconfig, ...args),
    docker: (...args) => run(tools.docker, ...args),
    inNode: (...args) => run(tools.docker, "exec", `${name}-control-plane`, ...args),
    discard,
  };
}

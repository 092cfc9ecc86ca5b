import { setTimeout as sleep } from "node:timers/promises";
import { addressesOf } from "./containers.ts";
import type { Context } from "./context.ts";
import { docker } from "./docker.ts";
import { NodeCommandFailed } from "./errors.ts";
import { nodesOf } from "./nodes.ts";

/** kube-controller-manager hands out pod CIDRs within a second or two of a node's registration. */
const ATTEMPTS = 60;
const RETRY_MS = 500;

/** IPv4 address of a node container. */
export async function addressOf(context: Context, node: string): Promise<string> {
  const [address = ""] = await addressesOf(context, [node]);
  return address;
}

/** CIDR of the pods of the cluster's `role` node ("worker", "control-plane2" …), once it has one. */
export async function podCidrOf(context: Context, cluster: string, role: string): Promise<string> {
  const server = (await nodesOf(context, cluster)).find((node) => node.role === "control-plane");
  const jsonpath = "jsonpath={.spec.podCIDR}";
  const get = ["kubectl", "--kubeconfig", "/etc/kubernetes/admin.conf", "get", "node", `${cluster}-${role}`];
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const cidr = (await docker(context, ["exec", server?.name ?? "", ...get, "-o", jsonpath])).trim();
    if (cidr !== "") return cidr;
    await sleep(RETRY_MS);
  }
  throw new NodeCommandFailed(
    `node ${cluster}-${role} has no pod CIDR`,
    { exitCode: 0, stdout: "", stderr: "", timedOut: true, durationMs: ATTEMPTS * RETRY_MS },
    "Does kube-controller-manager run?",
  );
}

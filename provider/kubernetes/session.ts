import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { ClusterAccess } from "../../base/kube/cluster-access.ts";
import { accessOf } from "../../base/kube/kubeconfig.ts";
import { isUnknown, type Properties } from "../protocol/values.ts";
import { type ApiClient, apiClient } from "./client.ts";
import { BadKubeconfig } from "./errors.ts";

/** One configured provider; settings are the real provider's of the same names. */
export interface Session {
  readonly deleteUnreachable: boolean;
  /** Connects when first used: most previews never do. @throws BadKubeconfig, KubeconfigError */
  client(): ApiClient;
}

export function openSession(config: Properties, env: NodeJS.ProcessEnv): Session {
  const unreachable = config.deleteUnreachable ?? env.PULUMI_K8S_DELETE_UNREACHABLE;
  let client: ApiClient | undefined;
  return {
    deleteUnreachable: String(unreachable ?? "") === "true",
    client() {
      if (isUnknown(config.kubeconfig))
        throw new BadKubeconfig("The kubeconfig is not known yet: its cluster has to be created first.");
      client ??= apiClient(clusterOf(config, env));
      return client;
    },
  };
}

/**
 * The cluster that the provider's settings lead to: a kubeconfig given as its text or as a path; without one, $KUBECONFIG, then
 * ~/.kube/config, as the real provider does.
 * @throws BadKubeconfig, KubeconfigError
 */
export function clusterOf(config: Properties, env: NodeJS.ProcessEnv): ClusterAccess {
  const [setting, context, cluster] = ["kubeconfig", "context", "cluster"].map((key) => {
    const value = config[key];
    return typeof value === "string" && value ? value : undefined;
  });
  const choose = { ...(context && { context }), ...(cluster && { cluster }) };
  if (setting?.includes("\n") || setting?.trimStart().startsWith("{"))
    return accessOf(setting, { name: "the provider's `kubeconfig`", folder: process.cwd() }, choose);
  const path = setting || env.KUBECONFIG?.split(delimiter)[0] || join(homedir(), ".kube", "config");
  const expanded = path.replace(/^~(?=\/)/, homedir());
  if (!existsSync(expanded))
    throw new BadKubeconfig(
      `No kubeconfig at ${expanded}: set the provider's \`kubeconfig\` to its content or path.`,
    );
  const content = readFileSync(expanded, "utf8");
  return accessOf(content, { name: expanded, folder: dirname(expanded) }, choose);
}

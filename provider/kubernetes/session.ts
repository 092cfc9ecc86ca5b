import type { Properties } from "../protocol/values.ts";
import { isUnknown } from "../protocol/values.ts";
import { type ApiClient, apiClient } from "./api/client.ts";
import { clusterOf } from "./api/kubeconfig.ts";
import { BadKubeconfig } from "./errors.ts";

/** One configured provider; settings are the real provider's of the same names. */
export interface Session {
  readonly deleteUnreachable: boolean;
  /** Connects when first used: most previews never do. @throws BadKubeconfig, KubeconfigError */
  client(): ApiClient;
}

export function openSession(config: Properties, env: NodeJS.ProcessEnv): Session {
  const text = (key: string): string | undefined => {
    const value = config[key];
    return typeof value === "string" && value ? value : undefined;
  };
  const unreachable = config.deleteUnreachable ?? env.PULUMI_K8S_DELETE_UNREACHABLE;
  let client: ApiClient | undefined;
  return {
    deleteUnreachable: String(unreachable ?? "") === "true",
    client() {
      if (client) return client;
      if (isUnknown(config.kubeconfig))
        throw new BadKubeconfig("The kubeconfig is not known yet: its cluster has to be created first.");
      const context = text("context");
      const cluster = text("cluster");
      client = apiClient(
        clusterOf(text("kubeconfig"), { ...(context && { context }), ...(cluster && { cluster }) }, env),
      );
      return client;
    },
  };
}

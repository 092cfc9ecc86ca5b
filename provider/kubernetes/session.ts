import type { Properties } from "../protocol/values.ts";
import { isUnknown } from "../protocol/values.ts";
import { type ApiClient, apiClient } from "./api/client.ts";
import { clusterOf } from "./api/kubeconfig.ts";
import { BadKubeconfig } from "./errors.ts";
import type { Mutability } from "./object/fixed-fields.ts";

/** The provider's settings (the real provider's of the same names), with its environment variables as defaults. */
export interface Settings extends Mutability {
  readonly namespace?: string;
  /** Take over fields other managers own. */
  readonly patchForce: boolean;
  readonly deleteUnreachable: boolean;
}

/** One configured provider. */
export interface Session {
  readonly settings: Settings;
  /** Connects when first used: most previews never do. @throws BadKubeconfig, KubeconfigError */
  client(): ApiClient;
}

export function openSession(config: Properties, env: NodeJS.ProcessEnv): Session {
  const text = (key: string): string | undefined => {
    const value = config[key];
    return typeof value === "string" && value ? value : undefined;
  };
  const flag = (key: string, variable: string): boolean =>
    String(config[key] ?? env[variable] ?? "") === "true";
  const namespace = text("namespace") ?? env.PULUMI_K8S_NAMESPACE;
  let client: ApiClient | undefined;
  return {
    settings: {
      ...(namespace && { namespace }),
      patchForce: flag("enablePatchForce", "PULUMI_K8S_ENABLE_PATCH_FORCE"),
      deleteUnreachable: flag("deleteUnreachable", "PULUMI_K8S_DELETE_UNREACHABLE"),
      enableConfigMapMutable: flag("enableConfigMapMutable", "PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE"),
      enableSecretMutable: flag("enableSecretMutable", "PULUMI_K8S_ENABLE_SECRET_MUTABLE"),
    },
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

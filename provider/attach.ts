import { contextFrom, dropScratch } from "./faultline/context.ts";
import { faultlinePlugin } from "./faultline/plugin.ts";
import type { OwnPlugin } from "./install.ts";
import { kubernetesPlugin } from "./kubernetes/plugin.ts";
import { listen } from "./protocol/listen.ts";

export interface AttachedPlugins {
  /** Tells the Pulumi CLI where they are, so that it starts none (docs: `pulumi env vars`). */
  readonly env: { readonly PULUMI_DEBUG_PROVIDERS: string };
  /** To be called once no operation runs any more. */
  close(): void;
}

/**
 * Serves plugins of ours from this process for as long as it lives. A cell is five operations and more; a process a plugin and
 * operation costs 0.7 s of CPU each time.
 */
export async function attachPlugins(
  names: readonly OwnPlugin[],
  env: NodeJS.ProcessEnv,
): Promise<AttachedPlugins> {
  const context = contextFrom(env);
  const made = { faultline: () => faultlinePlugin(context), kubernetes: () => kubernetesPlugin(env) };
  const served = await Promise.all(
    names.map(async (name) => ({ name, listening: await listen(made[name]) })),
  );
  return {
    env: {
      PULUMI_DEBUG_PROVIDERS: served.map(({ name, listening }) => `${name}:${listening.port}`).join(","),
    },
    close() {
      for (const { listening } of served) listening.close();
      dropScratch(context);
    },
  };
}

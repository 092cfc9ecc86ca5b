import { isDeepStrictEqual } from "node:util";
import { isProperties, type Properties } from "../../protocol/values.ts";
import type { Context } from "../context.ts";
import { type ApiServerSettings, observedApiServer } from "./api-server-manifest.ts";
import { readApiServerManifest, restartApiServer } from "./api-server-restart.ts";
import type { Inspected } from "./inspect.ts";

type Servers = Inspected["servers"];

/** What the inputs, or outputs, say about kube-apiserver. */
export function apiServerOf({ apiServerArgs, apiServerEnv }: Properties): ApiServerSettings {
  return { args: strings(apiServerArgs), env: strings(apiServerEnv) };
}

const strings = (value: Properties[string] | undefined) =>
  value !== undefined && isProperties(value) ? (value as Record<string, string>) : {};

/** Flags and environment of the first server that differs from what is wanted, or what is wanted. */
export async function readApiServers(
  context: Context,
  servers: Servers,
  inputs: Properties,
): Promise<Properties> {
  const wanted = apiServerOf(inputs);
  const manifests = await Promise.all(servers.map(({ name }) => readApiServerManifest(context, name)));
  const { args, env } =
    manifests
      .map((manifest) => observedApiServer(manifest, wanted))
      .find((each) => !isDeepStrictEqual(each, wanted)) ?? wanted;
  return {
    ...(inputs.apiServerArgs !== undefined && { apiServerArgs: { ...args } }),
    ...(inputs.apiServerEnv !== undefined && { apiServerEnv: { ...env } }),
  };
}

/** One server after another, so that the others answer meanwhile; returns why one does not get ready, or null. */
export async function changeApiServers(
  context: Context,
  servers: Servers,
  settings: { readonly before: readonly ApiServerSettings[]; readonly wanted: ApiServerSettings },
  signal: AbortSignal,
): Promise<string | null> {
  for (const { name } of servers) {
    const reason = await restartApiServer(context, name, settings, signal);
    if (reason !== null) return reason;
  }
  return null;
}

/** kubeadm has no environment for kube-apiserver before its v1beta4 (kind writes that from Kubernetes 1.36 on): it comes after. */
export async function giveEnvironment(
  context: Context,
  servers: Servers,
  inputs: Properties,
  signal: AbortSignal,
): Promise<string | null> {
  const { env } = apiServerOf(inputs);
  if (Object.keys(env).length === 0) return null;
  return changeApiServers(context, servers, { before: [], wanted: { args: {}, env } }, signal);
}

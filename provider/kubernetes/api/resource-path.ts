import { isProperties, type Properties } from "../../protocol/values.ts";
import { ApiRefused } from "../errors.ts";
import { builtInKind, type KindPlace } from "./built-in-kinds.ts";
import type { ApiClient } from "./client.ts";

/** Names an object in a cluster. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Undefined for the default one, and for what lives in none. */
  readonly namespace?: string;
}

const DEFAULT_NAMESPACE = "default";

/**
 * Path of the collection an object belongs to. Kinds that are not built in are looked up in their own group alone, never in
 * the whole of discovery: one aggregated API that does not answer must not stop the rest.
 * @throws ApiRefused with status 404 when the cluster has no such kind.
 */
export async function collectionPath(client: ApiClient, ref: ObjectRef): Promise<string> {
  const place = builtInKind(ref.apiVersion, ref.kind) ?? (await discover(client, ref));
  const group = groupPath(ref.apiVersion);
  return place.namespaced
    ? `${group}/namespaces/${ref.namespace ?? DEFAULT_NAMESPACE}/${place.plural}`
    : `${group}/${place.plural}`;
}

export async function objectPath(client: ApiClient, ref: ObjectRef): Promise<string> {
  return `${await collectionPath(client, ref)}/${ref.name}`;
}

const groupPath = (apiVersion: string): string =>
  apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

async function discover(client: ApiClient, { apiVersion, kind }: ObjectRef): Promise<KindPlace> {
  const path = groupPath(apiVersion);
  const { resources } = await client.send({ method: "GET", path });
  const all = (Array.isArray(resources) ? resources : []).filter(isProperties) as Properties[];
  const found = all.find((each) => each.kind === kind && !String(each.name).includes("/"));
  if (found) return { plural: String(found.name), namespaced: found.namespaced === true };
  throw new ApiRefused(
    `GET ${path}`,
    404,
    "NotFound",
    `no kind ${kind} in ${apiVersion}: apply its CustomResourceDefinition first (dependsOn)`,
  );
}

import { createHash } from "node:crypto";
import { isProperties, type Properties, type Value } from "../../protocol/values.ts";
import type { ApiClient } from "../client.ts";
import { objectPath } from "../kinds.ts";
import { isAnnotatedTrue, refOf } from "./fields.ts";

/**
 * Server-side apply (https://kubernetes.io/docs/reference/using-api/server-side-apply/): creates or updates, and removes the
 * fields this resource applied before and no longer names. Unknown fields are refused, as the real provider's schema check does.
 */
export async function apply(
  client: ApiClient,
  inputs: Properties,
  options: { readonly urn: string; readonly signal: AbortSignal },
): Promise<Properties> {
  const query = new URLSearchParams({
    fieldManager: fieldManagerOf(options.urn),
    force: String(isAnnotatedTrue(inputs, "pulumi.com/patchForce")),
    fieldValidation: "Strict",
  });
  return client.send({
    method: "PATCH",
    path: `${objectPath(refOf(inputs))}?${query}`,
    // JSON is YAML; the plain JSON type came with Kubernetes 1.32.
    contentType: "application/apply-patch+yaml",
    body: withoutNulls(inputs) as Properties,
    signal: options.signal,
  });
}

/** One manager a resource, the same in every update. The real provider keeps a random one in its state. */
const fieldManagerOf = (urn: string): string =>
  `pulumi-kubernetes-${createHash("sha256").update(urn).digest("hex").slice(0, 8)}`;

function withoutNulls(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isProperties(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null && each !== undefined)
      .map(([key, each]) => [key, withoutNulls(each)]),
  );
}

import type { ObjectSpec } from "../spec.ts";

/** The Pulumi type of an object: of the core group "kubernetes:core/v1:Namespace". */
export function objectType({ apiVersion, kind }: Pick<ObjectSpec, "apiVersion" | "kind">): string {
  return `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

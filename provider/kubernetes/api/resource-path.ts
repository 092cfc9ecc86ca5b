import { kindOf } from "../kinds.ts";
import type { ObjectRef } from "./object-ref.ts";

const DEFAULT_NAMESPACE = "default";

/** Path of the collection an object belongs to. */
export function collectionPath(ref: Omit<ObjectRef, "name">): string {
  const { plural, namespaced } = kindOf(ref);
  const group = ref.apiVersion.includes("/") ? `/apis/${ref.apiVersion}` : `/api/${ref.apiVersion}`;
  return namespaced
    ? `${group}/namespaces/${ref.namespace ?? DEFAULT_NAMESPACE}/${plural}`
    : `${group}/${plural}`;
}

export const objectPath = (ref: ObjectRef): string => `${collectionPath(ref)}/${ref.name}`;

import { isProperties, isUnknown, type Properties, type Value } from "../../protocol/values.ts";
import type { ObjectRef } from "../api/object-ref.ts";

export const fieldsOf = (value: Value | undefined): Properties => (isProperties(value) ? value : {});

export const metadataOf = (object: Properties): Properties => fieldsOf(object.metadata);

export const annotationsOf = (object: Properties): Properties => fieldsOf(metadataOf(object).annotations);

/** Annotations are strings; programs write booleans all the same. */
export const isAnnotatedTrue = (object: Properties, name: string): boolean =>
  String(annotationsOf(object)[name] ?? "") === "true";

export const nameOf = (object: Properties): string => String(metadataOf(object).name ?? "");

export function refOf(object: Properties): ObjectRef {
  const { name, namespace } = metadataOf(object);
  return {
    apiVersion: String(object.apiVersion ?? ""),
    kind: String(object.kind ?? ""),
    name: String(name ?? ""),
    ...(typeof namespace === "string" && namespace && !isUnknown(namespace) && { namespace }),
  };
}

/** The resource's id: "namespace/name", or "name" of what lives in no namespace. */
export function idOf(object: Properties): string {
  const { name, namespace } = metadataOf(object);
  return namespace ? `${namespace}/${name}` : String(name);
}

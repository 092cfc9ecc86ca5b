import { isProperties, isUnknown, type Properties, type Value } from "../../protocol/values.ts";

/** Names an object in a cluster. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Undefined for the default one, and for what lives in none. */
  readonly namespace?: string;
}

export const fieldsOf = (value: Value | undefined): Properties => (isProperties(value) ? value : {});

/** The objects in a list; none where it is no list. */
export const itemsOf = (value: Value | undefined): Properties[] =>
  Array.isArray(value) ? value.filter(isProperties) : [];

export const numberOf = (value: Value | undefined, absent: number): number =>
  typeof value === "number" ? value : absent;

export const metadataOf = (object: Properties): Properties => fieldsOf(object.metadata);

export const annotationsOf = (object: Properties): Properties => fieldsOf(metadataOf(object).annotations);

/** Annotations are strings; programs write booleans all the same. */
export const isAnnotatedTrue = (object: Properties, name: string): boolean =>
  String(annotationsOf(object)[name] ?? "") === "true";

/** The real provider's default for rollouts, endpoints, jobs and deletions, in seconds. */
const DEFAULT_SECONDS = 600;

/** Seconds to wait: customTimeouts, else the annotation `pulumi.com/timeoutSeconds`, else ten minutes. */
export function secondsToWait(object: Properties, customTimeout: number): number {
  if (customTimeout > 0) return customTimeout;
  const annotated = Number(annotationsOf(object)["pulumi.com/timeoutSeconds"]);
  return annotated > 0 ? annotated : DEFAULT_SECONDS;
}

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

/** The entry of status.conditions of one type. */
export const conditionOf = (object: Properties, type: string): Properties | undefined =>
  itemsOf(fieldsOf(object.status).conditions).find((each) => each.type === type);

/** The reason and message of a condition as one sentence. */
export const sentenceOf = (condition: Properties | undefined): string =>
  [condition?.reason, condition?.message].filter(Boolean).join(": ");

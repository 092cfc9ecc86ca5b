import type { MetricsServerObject, ObjectSpec, StandSpec } from "../spec.ts";

/** Names an object of the spec; without a namespace, as its manifest has none. */
interface ObjectName {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** Adds a Kubernetes object; one of the same kind, name and namespace is replaced in its place. */
export function withObject(spec: StandSpec, object: ObjectSpec): StandSpec {
  const present = spec.objects ?? [];
  const at = present.findIndex((each) => isNamed(each, nameOf(object)));
  return { ...spec, objects: at < 0 ? [...present, object] : present.with(at, object) };
}

/** @throws TypeError where there is no such object: the edit would change nothing. */
export function withoutObject(spec: StandSpec, name: ObjectName): StandSpec {
  const { objects = [], ...rest } = spec;
  const left = objects.filter((each) => !isNamed(each, name));
  if (left.length === objects.length)
    throw new TypeError(
      `this edit removes ${name.kind} ${name.name}, which the spec it was given does not have`,
    );
  return left.length > 0 ? { ...rest, objects: left } : rest;
}

/** Leaves objects of metrics-server's manifest out. */
export function withoutMetricsServerObject(
  spec: StandSpec,
  ...left: readonly MetricsServerObject[]
): StandSpec {
  const { without = [] } = spec.metricsServer;
  return {
    ...spec,
    metricsServer: { ...spec.metricsServer, without: [...new Set([...without, ...left])] },
  };
}

function nameOf({ kind, metadata: { name, namespace } }: ObjectSpec): ObjectName {
  return { kind, name, ...(namespace !== undefined && { namespace }) };
}

function isNamed({ kind, metadata }: ObjectSpec, wanted: ObjectName): boolean {
  return kind === wanted.kind && metadata.name === wanted.name && metadata.namespace === wanted.namespace;
}

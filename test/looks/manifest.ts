/** A Kubernetes object as it is sent to an API server. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [key: string]: unknown };
  // biome-ignore lint/suspicious/noExplicitAny: objects of any kind are edited, and the API server checks them.
  [key: string]: any;
}

/** As kubectl takes several at once. */
export function listOf(items: readonly Manifest[]): string {
  return JSON.stringify({ apiVersion: "v1", kind: "List", items });
}

export type Edit = (objects: readonly Manifest[]) => readonly Manifest[];

/** An object without what its API server added, so that it can be made anew. */
export function ownPart({ status, ...object }: Manifest): Manifest {
  const { name, namespace, labels, annotations } = object.metadata;
  const copy = structuredClone(object) as Manifest;
  if (copy.kind === "Service") for (const key of ["clusterIP", "clusterIPs"]) delete copy.spec[key];
  return {
    ...copy,
    metadata: { name, ...(namespace && { namespace }), labels: labels ?? {}, annotations: annotations ?? {} },
  };
}

/** Changes the one object of a kind, or those of it. */
export function ofKind(kind: string, change: (object: Manifest) => void): Edit {
  return (objects) =>
    objects.map((object) => {
      const copy = structuredClone(object);
      if (copy.kind === kind) change(copy);
      return copy;
    });
}

export const without =
  (kind: string): Edit =>
  (objects) =>
    objects.filter((object) => object.kind !== kind);

export const withMore =
  (...more: readonly Manifest[]): Edit =>
  (objects) => [...more, ...objects];

export const both =
  (...edits: readonly Edit[]): Edit =>
  (objects) =>
    edits.reduce((done, edit) => edit(done), objects);

/** The container of metrics-server. */
export function ofContainer(change: (container: Manifest[string], pod: Manifest[string]) => void): Edit {
  return ofKind("Deployment", ({ spec }) => change(spec.template.spec.containers[0], spec.template.spec));
}

/** Flags of metrics-server, `--name=value`, in the place of those that are there of the same name. */
export function withFlags(...flags: readonly string[]): Edit {
  const nameOf = (flag: string) => flag.replace(/=.*/, "");
  const names = new Set(flags.map(nameOf));
  return ofContainer((container) => {
    const kept = (container.args as string[]).filter((arg) => !names.has(nameOf(arg)));
    container.args = [...kept, ...flags];
  });
}

/** metrics-server in a namespace of its own; what lets it read the API server's own configuration stays where that is. */
export function inNamespace(namespace: string): Edit {
  const own = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } };
  const move: Edit = (objects) =>
    objects.map((object) => {
      const copy = structuredClone(object);
      for (const subject of copy.subjects ?? []) subject.namespace = namespace;
      if (copy.kind === "APIService") copy.spec.service.namespace = namespace;
      const stays = copy.kind === "RoleBinding" || copy.metadata.namespace === undefined;
      return stays ? copy : { ...copy, metadata: { ...copy.metadata, namespace } };
    });
  return both(move, withMore(own));
}

/** Deployment and Service under another name, their pods under other labels. */
export function named(name: string, labels: Readonly<Record<string, string>>): Edit {
  const rename = (object: Manifest): Manifest => ({
    ...object,
    metadata: { ...object.metadata, name, labels },
  });
  return (objects) =>
    objects.map((object) => {
      const copy = structuredClone(object);
      if (copy.kind === "APIService") copy.spec.service.name = name;
      if (copy.kind === "Service") copy.spec.selector = labels;
      if (copy.kind === "Deployment") {
        copy.spec.selector.matchLabels = labels;
        copy.spec.template.metadata.labels = labels;
      }
      return copy.kind === "Service" || copy.kind === "Deployment" ? rename(copy) : copy;
    });
}

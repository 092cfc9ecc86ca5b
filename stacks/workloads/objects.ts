import * as pulumi from "@pulumi/pulumi";
import type { ObjectSpec } from "../spec.ts";
import type { ClusterStand } from "../stand.ts";
import { objectType } from "./object-type.ts";
import { UNAWAITED } from "./unawaited.ts";

/** No class of Pulumi's own has the type of any object: each of those is for one kind. */
class KubernetesObject extends pulumi.CustomResource {}

/** Objects of any kind; one in a namespace of the list waits for that. */
export function objects(
  wanted: readonly ObjectSpec[],
  stand: ClusterStand,
  after: readonly pulumi.Resource[] = [],
): void {
  const namespaces = new Map<string, pulumi.Resource>();
  const make = (object: ObjectSpec, first: readonly pulumi.Resource[]) =>
    new KubernetesObject(objectType(object), nameInDiffs(object), unawaited(object), {
      ...stand.objectOptions(stand),
      dependsOn: [...stand.images, ...after, ...first],
    });
  for (const object of wanted.filter(isNamespace)) namespaces.set(object.metadata.name, make(object, []));
  for (const object of wanted.filter((each) => !isNamespace(each))) {
    const home = namespaces.get(object.metadata.namespace ?? "");
    make(object, home ? [home] : []);
  }
}

/** Of two kinds and namespaces objects may have one name. */
function nameInDiffs({ metadata: { name, namespace } }: ObjectSpec): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function isNamespace({ apiVersion, kind }: ObjectSpec): boolean {
  return apiVersion === "v1" && kind === "Namespace";
}

/** The object with the annotation that only speaks to Pulumi, which its own of that name overrules. */
function unawaited({ metadata, ...rest }: ObjectSpec): pulumi.Inputs {
  return { ...rest, metadata: { ...metadata, annotations: { ...UNAWAITED, ...metadata.annotations } } };
}

import * as pulumi from "@pulumi/pulumi";
import { releasedNodeImage } from "../../../stacks/clusters/released-images.ts";
import { realise } from "../../../stacks/index.ts";
import type { StandSpec } from "../../../stacks/spec.ts";

export interface Rendered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  /** The resource whose deletion takes this one along. */
  readonly deletedWith: pulumi.Resource | undefined;
  /** Names of the resources that come first. */
  readonly dependsOn: readonly string[];
}

const CLUSTER_OUTPUTS = {
  kubeconfig: "kubeconfig of the mock",
  servers: [{ name: "control-plane", url: "https://172.18.0.2:6443" }],
  nodes: ["unit-control-plane"],
  version: "1.32.5",
};

/** Everything a spec registers with the engine, as the engine would see it, without an engine. */
export function rendered(spec: StandSpec): Promise<Rendered[]> {
  const context = {
    name: "faultline-unit",
    nodeImage: releasedNodeImage,
    labels: { "faultline.run": "unit" },
  };
  return registered(async () => ({ ...realise(spec, context) }));
}

/** Everything a program registers, run as Pulumi's Node host would run it. */
export async function registered(program: () => Promise<Record<string, unknown>>): Promise<Rendered[]> {
  const seen: Rendered[] = [];
  const optionsOf = new Map<string, pulumi.ResourceOptions>();
  const nameOf = new Map<pulumi.Resource, string>();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) => {
        const options = optionsOf.get(`${type} ${name}`);
        const first = [options?.dependsOn ?? []].flat() as pulumi.Resource[];
        seen.push({
          type,
          name,
          inputs: inputs as Record<string, unknown>,
          deletedWith: options?.deletedWith,
          dependsOn: first.map((resource) => nameOf.get(resource) ?? "unknown"),
        });
        const outputs = type.endsWith("Cluster") ? CLUSTER_OUTPUTS : {};
        return { id: id || `${name}-id`, state: { ...inputs, ...outputs } };
      },
      call: () => ({}),
    },
    "faultline",
    "unit",
  );
  await pulumi.runtime.runInPulumiStack(async () => {
    pulumi.runtime.registerStackTransformation(({ resource, type, name, opts }) => {
      optionsOf.set(`${type} ${name}`, opts);
      nameOf.set(resource, name);
      return undefined;
    });
    return program();
  });
  await pulumi.runtime.disconnect();
  return seen;
}

/** The Kubernetes objects among them, without the annotation that only speaks to Pulumi. */
export async function objects(spec: StandSpec): Promise<Record<string, unknown>[]> {
  const kubernetes = (await rendered(spec)).filter(({ type }) => type.startsWith("kubernetes:"));
  return kubernetes.map(({ inputs }) => {
    const { annotations, ...metadata } = inputs.metadata as { annotations?: Record<string, string> };
    return { ...inputs, metadata };
  });
}

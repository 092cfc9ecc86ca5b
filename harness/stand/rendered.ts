import type * as sdk from "@pulumi/pulumi";
import { releasedNodeImage } from "../../stacks/clusters/released-images.ts";
import type { StandSpec } from "../../stacks/spec.ts";

export interface Rendered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  /** The resource whose deletion takes this one along. */
  readonly deletedWith: sdk.Resource | undefined;
  /** Names of the resources that come first. */
  readonly dependsOn: readonly string[];
}

const CLUSTER_OUTPUTS = {
  kubeconfig: "kubeconfig of a cluster that is not made",
  servers: [{ name: "control-plane", url: "https://172.18.0.2:6443" }],
  nodes: ["drawn-control-plane"],
  version: "1.32.5",
};

/** Everything a spec registers with the engine, as the engine would see it, without an engine: Pulumi's own mocks take its place. */
export async function rendered(spec: StandSpec): Promise<Rendered[]> {
  const { realise } = await import("../../stacks/index.ts");
  const context = {
    name: "faultline-drawn",
    nodeImage: releasedNodeImage,
    labels: { "faultline.run": "drawn" },
  };
  return registered(async () => ({ ...realise(spec, context) }));
}

/** Everything a program registers, run as Pulumi's Node host would run it. */
export async function registered(program: () => Promise<Record<string, unknown>>): Promise<Rendered[]> {
  // Pulumi's SDK takes a second to load, and most commands draw nothing.
  const pulumi = await import("@pulumi/pulumi");
  const seen: Rendered[] = [];
  const optionsOf = new Map<string, sdk.ResourceOptions>();
  const nameOf = new Map<sdk.Resource, string>();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) => {
        const options = optionsOf.get(`${type} ${name}`);
        const first = [options?.dependsOn ?? []].flat() as sdk.Resource[];
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
    "drawn",
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

import { rendered } from "../../../harness/stand/rendered.ts";
import type { StandSpec } from "../../../stacks/spec.ts";

/** The Kubernetes objects that a spec registers, without the annotation that only speaks to Pulumi. */
export async function objects(spec: StandSpec): Promise<Record<string, unknown>[]> {
  const kubernetes = (await rendered(spec)).filter(({ type }) => type.startsWith("kubernetes:"));
  return kubernetes.map(({ inputs }) => {
    const { annotations, ...metadata } = inputs.metadata as { annotations?: Record<string, string> };
    return { ...inputs, metadata };
  });
}

import { z } from "zod";
import { parsed } from "./error-words.ts";
import type { Said } from "./top.ts";

const count = z.number().default(0);
const deploymentSchema = z.object({
  metadata: z.object({ name: z.string(), generation: count }),
  spec: z.object({ replicas: z.number().default(1) }),
  status: z
    .object({ observedGeneration: count, replicas: count, updatedReplicas: count, availableReplicas: count })
    .prefault({}),
});

/** `kubectl rollout status` of a Deployment that is left alone for the time it is given (kubectl pkg/polymorphichelpers/rollout_status.go). */
export function rolloutStatus(body: string): Said {
  const told = deploymentSchema.safeParse(parsed(body));
  if (!told.success) return { exit: 1, text: "error: no Deployment in the answer" };
  const { metadata, spec, status } = told.data;
  const waiting = waitsFor(spec.replicas, status);
  if (metadata.generation > status.observedGeneration)
    return ended("Waiting for deployment spec update to be observed...");
  if (waiting) return ended(`Waiting for deployment "${metadata.name}" rollout to finish: ${waiting}...`);
  return { exit: 0, text: `deployment "${metadata.name}" successfully rolled out` };
}

function waitsFor(
  wanted: number,
  { replicas, updatedReplicas, availableReplicas }: z.infer<typeof deploymentSchema>["status"],
): string | null {
  if (updatedReplicas < wanted) return `${updatedReplicas} out of ${wanted} new replicas have been updated`;
  if (replicas > updatedReplicas) return `${replicas - updatedReplicas} old replicas are pending termination`;
  if (availableReplicas < updatedReplicas)
    return `${availableReplicas} of ${updatedReplicas} updated replicas are available`;
  return null;
}

const ended = (text: string): Said => ({
  exit: 1,
  text: `${text}\nerror: timed out waiting for the condition`,
});

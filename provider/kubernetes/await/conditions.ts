import type { Properties } from "../../protocol/values.ts";
import { type Condition, READY } from "./condition.ts";
import { service } from "./service.ts";
import { isConditionTrue } from "./status.ts";
import { daemonSet, deployment, job, pod, statefulSet } from "./workloads.ts";

const customResourceDefinition: Condition = (object) =>
  isConditionTrue(object, "Established")
    ? READY
    : { pending: ["the API server does not serve the new kind yet"] };

/** Kinds that are waited for, as the real provider does; every other is there once it is stored. */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  "apps/v1/DaemonSet": daemonSet,
  "apps/v1/Deployment": deployment,
  "apps/v1/StatefulSet": statefulSet,
  "apiextensions.k8s.io/v1/CustomResourceDefinition": customResourceDefinition,
  "batch/v1/Job": job,
  "v1/Pod": pod,
  "v1/Service": service,
};

export const conditionFor = (object: Properties): Condition | undefined =>
  CONDITIONS[`${object.apiVersion}/${object.kind}`];

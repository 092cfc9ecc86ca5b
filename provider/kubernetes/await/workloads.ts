import type { Properties } from "../../protocol/values.ts";
import { fieldsOf } from "../object/metadata.ts";
import { type Condition, READY } from "./condition.ts";
import { conditionOf, isStatusStale, numberOf, sentenceOf } from "./status.ts";

const STALE = { pending: ["its controller has not seen the change yet"] };

/** Every replica is of the newest template and available, and no older one is left (as `kubectl rollout status`). */
export const deployment: Condition = (object) => {
  if (isStatusStale(object)) return STALE;
  const status = fieldsOf(object.status);
  const wanted = numberOf(fieldsOf(object.spec).replicas, 1);
  const updated = numberOf(status.updatedReplicas, 0);
  const available = numberOf(status.availableReplicas, 0);
  const pending: string[] = [];
  if (updated < wanted) pending.push(`${updated} of ${wanted} replicas are of the newest template`);
  if (numberOf(status.replicas, 0) > updated) pending.push("pods of an older template are still there");
  if (available < wanted) pending.push(`${available} of ${wanted} replicas are available`);
  const progressing = conditionOf(object, "Progressing");
  if (pending.length > 0 && progressing?.status === "False") pending.push(sentenceOf(progressing));
  return { pending };
};

/** Every node that should run the pod runs it, of the newest template and available. */
export const daemonSet: Condition = (object) => {
  if (isStatusStale(object)) return STALE;
  const status = fieldsOf(object.status);
  const wanted = numberOf(status.desiredNumberScheduled, 0);
  const pending: string[] = [];
  const updated = numberOf(status.updatedNumberScheduled, 0);
  if (rollsByItself(object) && updated < wanted)
    pending.push(`${updated} of ${wanted} nodes run the newest template`);
  const available = numberOf(status.numberAvailable, 0);
  if (available < wanted) pending.push(`${available} of ${wanted} nodes have an available pod`);
  return { pending };
};

export const statefulSet: Condition = (object) => {
  if (isStatusStale(object)) return STALE;
  const status = fieldsOf(object.status);
  const wanted = numberOf(fieldsOf(object.spec).replicas, 1);
  const ready = numberOf(status.readyReplicas, 0);
  const pending: string[] = [];
  const isOld = status.updateRevision !== undefined && status.currentRevision !== status.updateRevision;
  if (rollsByItself(object) && isOld) pending.push("pods of an older revision are still there");
  if (ready < wanted) pending.push(`${ready} of ${wanted} replicas are ready`);
  return { pending };
};

/** With OnDelete, and below a partition, old pods stay until somebody deletes them. */
function rollsByItself(object: Properties): boolean {
  const strategy = fieldsOf(fieldsOf(object.spec).updateStrategy);
  return strategy.type !== "OnDelete" && numberOf(fieldsOf(strategy.rollingUpdate).partition, 0) === 0;
}

export const job: Condition = (object) => {
  const failed = conditionOf(object, "Failed");
  if (failed?.status === "True") return { pending: [`the job failed: ${sentenceOf(failed)}`], failed: true };
  const isDone = conditionOf(object, "Complete")?.status === "True" || fieldsOf(object.spec).suspend === true;
  return isDone ? READY : { pending: ["the job has not completed"] };
};

export const pod: Condition = (object) => {
  const { phase, reason, message } = fieldsOf(object.status);
  if (phase === "Succeeded") return READY;
  if (phase === "Failed")
    return { pending: [`the pod failed: ${[reason, message].filter(Boolean).join(": ")}`], failed: true };
  const ready = conditionOf(object, "Ready");
  return ready?.status === "True"
    ? READY
    : { pending: [`the pod is not ready (${sentenceOf(ready) || phase || "no status yet"})`] };
};

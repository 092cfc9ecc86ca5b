import type { Properties } from "../../protocol/values.ts";
import { conditionOf, fieldsOf, metadataOf, numberOf, sentenceOf } from "../object/fields.ts";

/** Judges a live object: what is still missing, one sentence each; empty when it is what it was asked to be. */
export type Condition = (object: Properties) => readonly string[];

const STALE = ["its controller has not seen the change yet"];

/** Until its controller has seen an object's newest generation, the rest of the status speaks of an older one. */
const isStatusStale = (object: Properties): boolean =>
  numberOf(fieldsOf(object.status).observedGeneration, 0) < numberOf(metadataOf(object).generation, 0);

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
  return pending;
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
  return pending;
};

/** With OnDelete old pods stay until somebody deletes them. */
function rollsByItself(object: Properties): boolean {
  return fieldsOf(fieldsOf(object.spec).updateStrategy).type !== "OnDelete";
}

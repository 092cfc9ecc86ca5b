import type { Observable, Scenario, Signature } from "../../scenario/types.ts";

/**
 * What has to be so for `kubectl top` to work, in the order in which the API server asks (kube-aggregator, remote available controller): it
 * stops at the first that is not, so that a fault of one hides how those after it show.
 */
const STAGES = ["registered", "ServiceNotFound", "ServicePortError", "MissingEndpoints"] as const;
/** metrics-server's own pod is not ready. */
export const POD_STAGE = STAGES.indexOf("MissingEndpoints");
const READY_BUT_NO_ENDPOINT = STAGES.length;
const DIALLED = STAGES.length + 1;
const ANSWERS = STAGES.length + 2;

/** At which of them a fault shows. */
export function stageOf({ symptom: { signatures } }: Scenario): number {
  const stage = Math.min(ANSWERS, ...signatures.map(stageOfSignature));
  return stage === POD_STAGE && signatures.some(({ kind }) => kind === "pod") ? READY_BUT_NO_ENDPOINT : stage;
}

/** True where it shows in how the API server gets to metrics-server, before that has answered. */
export function isOnTheWay(scenario: Scenario): boolean {
  const stage = stageOf(scenario);
  return stage === READY_BUT_NO_ENDPOINT || stage === DIALLED;
}

function stageOfSignature(signature: Signature): number {
  if (signature.kind === "no-apiservice") return 0;
  if (signature.kind === "command") return isAbout(signature.on, "apiservice") ? 0 : ANSWERS;
  if (signature.kind !== "apiservice" || signature.status === "True") return ANSWERS;
  if (signature.reason.includes("FailedDiscoveryCheck")) return DIALLED;
  const stage = STAGES.findIndex((reason) => signature.reason.includes(reason));
  return stage < 0 ? ANSWERS : stage;
}

/** True where what one fault shows is not to be seen because of another; an APIService that is not there names no wrong Service. */
export function isHiddenBy(inner: Scenario, outer: Scenario): boolean {
  const [first, then] = [stageOf(outer), stageOf(inner)];
  return then > first && !(first === 0 && then === STAGES.indexOf("ServiceNotFound"));
}

/** True for what is told by way of the metrics API alone, or by what the API server thinks of it. */
export function needsApi(signature: Signature): boolean {
  if (signature.kind === "command") return asksApi(signature.on);
  return signature.kind === "apiservice";
}

export function asksApi(observable: Observable): boolean {
  if (observable.kind !== "kubectl") return true;
  return ["top", "hpa"].some((word) => isAbout(observable, word));
}

function isAbout(observable: Observable, word: string): boolean {
  return observable.kind === "kubectl" && observable.args.includes(word);
}

import { ResourceInitFailed, UnsupportedByPlugin } from "../../protocol/failures.ts";
import type { CreateCall, ReadCall, ResourceType, UpdateCall } from "../../protocol/plugin.ts";
import type { Properties } from "../../protocol/values.ts";
import { waitReady } from "../await/wait-ready.ts";
import { ApiRefused, ClusterUnreachable, DeletionUnfinished } from "../errors.ts";
import { kindOf, objectPath } from "../kinds.ts";
import type { Session } from "../session.ts";
import { apply } from "./apply.ts";
import { idOf, isAnnotatedTrue, metadataOf, refOf, secondsToWait } from "./fields.ts";
import { checkObject, diffObject } from "./inputs.ts";
import { driftedInputs, outputsOf, previewOutputs } from "./live.ts";
import { remove, waitGone } from "./remove.ts";

const SKIP_AWAIT = "pulumi.com/skipAwait";

/** Any Kubernetes object: one type serves all, as the inputs carry apiVersion and kind. */
export function kubernetesObjectType(session: Session): ResourceType {
  const put = async (call: CreateCall | UpdateCall) => {
    const { urn, inputs, signal } = call;
    const client = session.client();
    const seconds = secondsToWait(inputs, call.timeoutSeconds);
    const send = () => apply(client, inputs, { urn, signal });
    let applied = await send();
    const id = idOf(applied);
    // What is being deleted takes an apply like any object, and goes all the same.
    if (metadataOf(applied).deletionTimestamp !== undefined) {
      if (!(await waitGone(client, applied, { seconds, signal })))
        throw new DeletionUnfinished(`${inputs.kind} ${id}`, seconds);
      applied = await send();
    }
    if (isAnnotatedTrue(inputs, SKIP_AWAIT)) return { id, outputs: outputsOf(applied) };
    const { object, reasons } = await waitReady(client, applied, { seconds, signal });
    const outputs = outputsOf(object);
    if (reasons.length === 0) return { id, outputs };
    const message = `${inputs.kind} ${id} was applied but did not become ready`;
    throw new ResourceInitFailed(message, { id, inputs, outputs, reasons });
  };

  return {
    check: async (call) => checkObject(call),
    diff: async (call) => diffObject(call),
    async create(call) {
      return call.preview ? { id: "", outputs: previewOutputs(call.inputs, null) } : put(call);
    },
    async update(call) {
      return call.preview ? previewOutputs(call.inputs, call.outputs) : (await put(call)).outputs;
    },
    read: (call) => read(session, call),
    async delete(call) {
      const object = call.outputs.metadata ? call.outputs : call.inputs;
      try {
        await remove(session.client(), object, call);
      } catch (error) {
        if (!isGivenUp(session, error)) throw error;
      }
    },
  };
}

/** With `deleteUnreachable` the objects of a cluster that does not answer count as gone with it. */
const isGivenUp = (session: Session, error: unknown): boolean =>
  error instanceof ClusterUnreachable && session.deleteUnreachable;

async function read(session: Session, call: ReadCall) {
  if (call.inputs.apiVersion === undefined)
    throw new UnsupportedByPlugin(
      "The stand-in for the Kubernetes plugin imports nothing; use the released one (--plugin released).",
    );
  const ref = refOf({ ...call.inputs, metadata: { ...metadataOf(call.inputs), ...identity(call) } });
  const client = session.client();
  let live: Properties;
  try {
    live = await client.send({ method: "GET", path: objectPath(ref), signal: call.signal });
  } catch (error) {
    const isGone = error instanceof ApiRefused && error.status === 404;
    if (isGone || isGivenUp(session, error)) return null;
    throw error;
  }
  const { id } = call;
  const outputs = outputsOf(live);
  const inputs = driftedInputs(call.inputs, call.outputs, live) as Properties;
  const reasons = isAnnotatedTrue(inputs, SKIP_AWAIT) ? [] : (kindOf(ref).condition?.(live) ?? []);
  if (reasons.length === 0) return { id, inputs, outputs };
  throw new ResourceInitFailed(`${ref.kind} ${id} is not ready`, { id, inputs, outputs, reasons });
}

/** The id names the object also where the inputs leave the namespace out. */
function identity({ id }: ReadCall): Properties {
  const [namespace, name] = id.includes("/") ? id.split("/") : [undefined, id];
  return { name: name ?? id, ...(namespace && { namespace }) };
}

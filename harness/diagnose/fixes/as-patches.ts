import { stringify } from "yaml";
import { shellQuote } from "../../../base/text/shell-quote.ts";
import type { StandSpec } from "../../../stacks/spec.ts";
import { COUNTED } from "../../scenario/words/stand-names.ts";
import { type Rendered, rendered } from "../../stand/rendered.ts";
import { changedParts } from "./changed-parts.ts";

/** Where metrics-server is in the cluster that is looked at. */
export interface Target {
  readonly namespace: string;
  readonly deployment: string;
  /** Its arguments as they are there; empty where nobody told. */
  readonly args: readonly string[];
  /** The pod of another workload that an autoscaler counts, where one was found. */
  readonly counted?: { readonly namespace: string; readonly pod: string };
}

/** One change of a fix to one object, in forms that a person can use; nothing applies them. */
export interface ObjectChange {
  /** "Deployment metrics-server". */
  readonly object: string;
  /** What to type. */
  readonly command: string;
  /** The manifest, or the part of it that changes, as YAML. */
  readonly manifest: string;
}

/** The same of what is no object of the cluster: the nodes, what makes the cluster, the values of vCluster's chart. */
export interface OtherChange {
  readonly resource: string;
  readonly manifest: string;
}

export interface Patches {
  readonly objects: readonly ObjectChange[];
  readonly others: readonly OtherChange[];
}

/** What Pulumi would do between two states, as commands and patches for another cluster. */
export async function patchesBetween(before: StandSpec, after: StandSpec, target: Target): Promise<Patches> {
  const old = byName(await rendered(before));
  const fresh = byName(await rendered(after));
  const objects: ObjectChange[] = [];
  const others: OtherChange[] = [];
  for (const key of new Set([...old.keys(), ...fresh.keys()])) {
    const [was, is] = [old.get(key), fresh.get(key)];
    const part = changedParts(was?.inputs, is?.inputs);
    if (part === undefined) continue;
    const resource = (is ?? was)?.type.split(":").at(-1) ?? "";
    if (isObject(key)) objects.push(objectChange(resource, was, is, target));
    else if (!IS_OURS.test(key)) others.push({ resource, manifest: yaml(part) });
  }
  return { objects, others };
}

/** Bringing an image to nodes without a registry is the stand's own trouble. */
const IS_OURS = /^(pulumi:|faultline:stacks:|faultline:index:ImageLoad)/;
const isObject = (key: string) => key.startsWith("kubernetes:");

function byName(all: readonly Rendered[]): ReadonlyMap<string, Rendered> {
  return new Map(all.map((each) => [`${each.type} ${each.name}`, each]));
}

function objectChange(
  kind: string,
  was: Rendered | undefined,
  is: Rendered | undefined,
  target: Target,
): ObjectChange {
  const { name, namespace } = placeOf(is ?? was, kind, target);
  const object = `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
  const at = namespace === undefined ? "" : ` -n ${namespace}`;
  if (!is) return { object, command: `kubectl${at} delete ${kind.toLowerCase()} ${name}`, manifest: "" };
  const inputs = plain(is.inputs);
  if (!was)
    return { object, command: `kubectl apply -f - <<'EOF'\n${yaml(inputs)}\nEOF`, manifest: yaml(inputs) };
  const part =
    kind === "Deployment"
      ? withArgsOf(target, plain(was.inputs), inputs)
      : changedParts(plain(was.inputs), inputs);
  const patch = JSON.stringify(part);
  const type = BUILT_IN.test(is.type) ? "strategic" : "merge";
  return {
    object,
    command: `kubectl${at} patch ${kind.toLowerCase()} ${name} --type=${type} -p ${shellQuote(patch)}`,
    manifest: yaml(part),
  };
}

/** Kinds that the API server itself has; of others it knows no strategy. */
const BUILT_IN = /^kubernetes:(core|apps|rbac\.authorization\.k8s\.io|networking\.k8s\.io|policy)\//;

interface Metadata {
  readonly metadata?: { readonly name?: string; readonly namespace?: string; readonly annotations?: unknown };
}

/** metrics-server's own objects and a counted pod are where they are in that cluster; others keep the names that the fix gives them. */
function placeOf(resource: Rendered | undefined, kind: string, target: Target) {
  const { name = "", namespace } = (resource?.inputs as Metadata | undefined)?.metadata ?? {};
  if (target.counted && kind === "Pod" && namespace === COUNTED.namespace && name === COUNTED.pod)
    return { name: target.counted.pod, namespace: target.counted.namespace };
  const isOwn = namespace === "kube-system" && name === "metrics-server";
  return {
    name: isOwn && kind === "Deployment" ? target.deployment : name,
    namespace: isOwn ? target.namespace : namespace,
  };
}

/** Without what tells Pulumi how to wait. */
function plain(inputs: Record<string, unknown>): Record<string, unknown> {
  const { metadata, ...rest } = inputs as Record<string, unknown> & Metadata;
  const { annotations: _, ...kept } = metadata ?? {};
  return { ...rest, metadata: kept };
}

interface Deployment {
  readonly spec: {
    readonly template: {
      readonly spec: { readonly containers: readonly { readonly args?: readonly string[] }[] };
    };
  };
}

/** A cluster's metrics-server has flags of its own: those that the fix changes are put in place of its, and the others stay. */
function withArgsOf({ args }: Target, was: Record<string, unknown>, is: Record<string, unknown>): unknown {
  const argsOf = (of: Record<string, unknown>) =>
    (of as unknown as Deployment).spec.template.spec.containers[0]?.args ?? [];
  const [old, fresh] = [argsOf(was), argsOf(is)];
  if (args.length === 0 || old.join(" ") === fresh.join(" ")) return changedParts(was, is);
  const flag = (arg: string) => arg.split("=")[0];
  const gone = old.filter((arg) => !fresh.includes(arg)).map(flag);
  const come = fresh.filter((arg) => !old.includes(arg));
  const kept = args.filter((arg) => !gone.includes(flag(arg)) && !come.map(flag).includes(flag(arg)));
  return changedParts(was, withArgs(is, [...kept, ...come]));
}

function withArgs(deployment: Record<string, unknown>, args: readonly string[]): Record<string, unknown> {
  const copy = structuredClone(deployment) as Record<string, unknown> & {
    spec: { template: { spec: { containers: { args?: readonly string[] }[] } } };
  };
  const [container] = copy.spec.template.spec.containers;
  if (container) container.args = args;
  return copy;
}

const yaml = (value: unknown) => stringify(value, { lineWidth: 0 }).trimEnd();

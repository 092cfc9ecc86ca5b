import type { EngineEvent, PropertyDiff, StepEventMetadata } from "@pulumi/pulumi/automation/index.js";
import type { PropertyChange, ResourceChange } from "../journal/events.ts";
import { propertyAt } from "./property-path.ts";

/** What the engine said it changes, one entry a resource, in its order. */
export function resourceChanges(events: readonly EngineEvent[]): ResourceChange[] {
  return byResource(events.map(announcedChange));
}

/** What a refresh found changed behind Pulumi's back. Of a refresh only the outcome says so, not the announcement. */
export function driftedResources(events: readonly EngineEvent[]): ResourceChange[] {
  return byResource(events.map(({ resOutputsEvent }) => changeOf(resOutputsEvent?.metadata)));
}

/** The change one event announces, if it does. */
export function announcedChange({ resourcePreEvent }: EngineEvent): ResourceChange | undefined {
  return changeOf(resourcePreEvent?.metadata);
}

function byResource(changes: readonly (ResourceChange | undefined)[]): ResourceChange[] {
  const byUrn = new Map<string, ResourceChange>();
  for (const change of changes) {
    if (!change) continue;
    const paths = change.paths.length > 0 ? change.paths : (byUrn.get(change.urn)?.paths ?? []);
    byUrn.set(change.urn, { ...change, paths });
  }
  return [...byUrn.values()];
}

/**
 * Components, providers and the stack itself are scaffolding of the program, not state of the cluster, and are left out.
 */
function changeOf(step: StepEventMetadata | undefined): ResourceChange | undefined {
  if (!step || step.type.startsWith("pulumi:")) return undefined;
  if (!(step.new ?? step.old)?.custom) return undefined;
  const op = OPERATIONS[step.op];
  if (!op) return undefined;
  const resource = step.type.slice(step.type.lastIndexOf(":") + 1);
  const name = step.urn.slice(step.urn.lastIndexOf("::") + 2);
  return { urn: step.urn, resource, name, op, paths: paths(step) };
}

/** The engine's step names; a replacement is up to three steps with one URN. */
const OPERATIONS: Partial<Record<string, ResourceChange["op"]>> = {
  create: "create",
  import: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
};

/** Which property changed matters where the object stays; a created or deleted one changes as a whole. */
function paths(step: StepEventMetadata): PropertyChange[] {
  if (step.op === "create" || step.op === "delete") return [];
  const detailed = Object.entries(step.detailedDiff ?? {});
  if (detailed.length > 0) return detailed.map(([path, diff]) => propertyChange(step, path, diff));
  return (step.diffs ?? []).map((path) => propertyChange(step, path, undefined));
}

function propertyChange(
  step: StepEventMetadata,
  path: string,
  diff: PropertyDiff | undefined,
): PropertyChange {
  const before = shownValue(
    propertyAt(diff?.inputDiff === false ? step.old?.outputs : step.old?.inputs, path),
  );
  const after = shownValue(propertyAt(step.new?.inputs, path));
  const kind = (diff?.diffKind.replace("-replace", "") ?? "update") as PropertyChange["kind"];
  return { path, kind, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

/** Marks a secret in Pulumi's wire format (sdk/go/common/resource/sig). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
/** Stands for any value that is only known after the update. */
const UNKNOWN = /^04da6b54-80e4-46f7-96ec-b56ff0331ba9$/;

/** A property as a person may see it: secrets masked at any depth, unknowns gone. */
function shownValue(value: unknown): unknown {
  if (typeof value === "string") return UNKNOWN.test(value) ? undefined : value;
  if (typeof value !== "object" || value === null) return value;
  if (SIGNATURE in value) return "[secret]";
  if (Array.isArray(value)) return value.map(shownValue);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shownValue(part)]));
}

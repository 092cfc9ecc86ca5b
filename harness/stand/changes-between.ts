import { isDeepStrictEqual } from "node:util";
import { isMapping, isObject } from "../../base/objects.ts";
import type { StandSpec } from "../../stacks/spec.ts";
import type { PropertyChange, ResourceChange } from "../journal/events.ts";
import { rendered } from "./rendered.ts";

/** What Pulumi's preview says of going from one spec to another, from the inputs both register. */
export async function changesBetween(before: StandSpec, after: StandSpec): Promise<ResourceChange[]> {
  const old = await resources(before);
  const next = await resources(after);
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((urn): ResourceChange[] => {
    const from = old.get(urn);
    const to = next.get(urn);
    const [resource = "", name = ""] = urn.split(" ");
    if (from === undefined) return [{ urn, resource, name, op: "create", paths: [] }];
    if (to === undefined) return [{ urn, resource, name, op: "delete", paths: [] }];
    const paths = leaves("", from, to);
    return paths.length > 0 ? [{ urn, resource, name, op: "update", paths }] : [];
  });
}

/** Rendering takes a tenth of a second, and most scenarios start from the same state. */
const known = new Map<string, Promise<Map<string, unknown>>>();

function resources(spec: StandSpec): Promise<Map<string, unknown>> {
  const key = JSON.stringify(spec);
  const drawn = known.get(key) ?? draw(spec);
  known.set(key, drawn);
  return drawn;
}

async function draw(spec: StandSpec): Promise<Map<string, unknown>> {
  const all = await rendered(spec);
  return new Map(all.map(({ type, name, inputs }) => [`${type.split(":").at(-1)} ${name}`, inputs]));
}

function leaves(path: string, from: unknown, to: unknown): PropertyChange[] {
  if (isDeepStrictEqual(from, to)) return [];
  if (from === undefined)
    return ends(path, to).map(([end, after]): PropertyChange => ({ path: end, kind: "add", after }));
  if (to === undefined)
    return ends(path, from).map(([end, before]): PropertyChange => ({ path: end, kind: "delete", before }));
  if (!isObject(from) || !isObject(to)) return [{ path, kind: "update", before: from, after: to }];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key) =>
    leaves(under(path, key, Array.isArray(from)), from[key], to[key]),
  );
}

/** An object that comes or goes is told property by property, as faultline's plugins do. */
function ends(path: string, value: unknown): (readonly [string, unknown])[] {
  const entries = isMapping(value) ? Object.entries(value) : [];
  return entries.length === 0
    ? [[path, value]]
    : entries.flatMap(([key, inner]) => ends(under(path, key, false), inner));
}

function under(path: string, key: string, index: boolean): string {
  if (index) return `${path}[${key}]`;
  if (!/^[\w-]+$/.test(key)) return `${path}["${key}"]`;
  return path === "" ? key : `${path}.${key}`;
}

import { type ZodObject, z } from "zod";
import { judgeChanges, leafChangesBetween } from "../protocol/changes.ts";
import type { CheckFailure, CreateCall, ReadCall, ResourceType, UpdateCall } from "../protocol/plugin.ts";
import { hasUnknown, type Properties } from "../protocol/values.ts";

/** What a resource type does of its own. Outputs are the inputs and what is given here. */
interface Life<Inputs> extends Pick<ResourceType, "secretOutputs" | "delete"> {
  /** Properties that change without a new resource; names are fixed. */
  readonly inPlace?: readonly string[];
  /** Outputs as far as a preview knows them. */
  planned(inputs: Properties): Properties;
  create(wanted: Inputs, call: CreateCall): Promise<{ readonly id: string; readonly outputs: Properties }>;
  /** What is otherwise than the state says; null when the resource does not exist (any more). */
  read(call: ReadCall): Promise<Properties | null>;
  /** Returns all outputs. */
  readonly update?: (wanted: Inputs, call: UpdateCall) => Promise<Properties>;
}

/** A resource type whose inputs have a schema. */
export function resourceType<Schema extends ZodObject>(
  schema: Schema,
  { secretOutputs = [], inPlace = [], planned, create, read, update, ...life }: Life<z.infer<Schema>>,
): ResourceType {
  return {
    secretOutputs,
    check: checkWith(schema),
    diff: diffReplacing(inPlace),
    async create(call) {
      const { inputs } = call;
      if (call.preview) return { id: "", outputs: { ...inputs, ...planned(inputs) } };
      const { id, outputs } = await create(schema.parse(inputs), call);
      return { id, outputs: { ...inputs, ...outputs } };
    },
    async read(call) {
      const live = await read(call);
      const { id, inputs, outputs } = call;
      return live && { id, inputs: { ...inputs, ...live }, outputs: { ...outputs, ...live } };
    },
    async update(call) {
      if (!update) return call.outputs;
      return call.preview ? { ...call.outputs, ...call.inputs } : update(schema.parse(call.inputs), call);
    },
    ...life,
  };
}

/** Judges the inputs property by property, so that what a preview does not know yet is passed over and the rest is not. */
function checkWith({ shape }: ZodObject): ResourceType["check"] {
  const known = Object.keys(shape).join(", ");
  return async ({ inputs }) => {
    const failures: CheckFailure[] = Object.keys(inputs)
      .filter((property) => !(property in shape))
      .map((property) => ({ property, reason: `unknown property; known: ${known}` }));
    for (const [property, type] of Object.entries(shape)) {
      if (hasUnknown(inputs[property])) continue;
      const { error } = z.safeParse(type, inputs[property]);
      failures.push(...(error?.issues ?? []).map(({ message }) => ({ property, reason: message })));
    }
    return { inputs, failures };
  };
}

/** Every change replaces, except those below the `inPlace` properties. Names are fixed, so the old one goes first. */
function diffReplacing(inPlace: readonly string[]): ResourceType["diff"] {
  return async ({ oldInputs, inputs }) => {
    const keys = Object.keys({ ...oldInputs, ...inputs }).filter((key) => !inPlace.includes(key));
    const fixed = keys.map((key) => [key]);
    return {
      changes: judgeChanges(leafChangesBetween(oldInputs, inputs), fixed),
      deleteBeforeReplace: true,
    };
  };
}

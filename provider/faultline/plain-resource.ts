import { type ZodObject, z } from "zod";
import { judgeChanges, leafChangesBetween } from "../protocol/changes.ts";
import type {
  CheckCall,
  CheckFailure,
  CreateCall,
  DiffCall,
  ReadCall,
  ResourceDiff,
  ResourceType,
  UpdateCall,
} from "../protocol/plugin.ts";
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
    check: (call) => checkWith(schema, call),
    diff: async (call) => diffReplacing(call, inPlace),
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
async function checkWith(
  schema: ZodObject,
  { inputs }: CheckCall,
): Promise<{ inputs: Properties; failures: CheckFailure[] }> {
  const failures: CheckFailure[] = [];
  for (const property of Object.keys(inputs)) {
    if (!(property in schema.shape))
      failures.push({ property, reason: `unknown property; known: ${Object.keys(schema.shape).join(", ")}` });
  }
  for (const [property, type] of Object.entries(schema.shape)) {
    if (hasUnknown(inputs[property])) continue;
    const { error } = z.safeParse(type, inputs[property]);
    failures.push(...(error?.issues ?? []).map(({ message }) => ({ property, reason: message })));
  }
  return { inputs, failures };
}

/** Every change replaces, except those below the `inPlace` properties. Names are fixed, so the old one goes first. */
function diffReplacing({ oldInputs, inputs }: DiffCall, inPlace: readonly string[]): ResourceDiff {
  const changes = leafChangesBetween(oldInputs, inputs);
  const fixed = Object.keys({ ...oldInputs, ...inputs }).filter((key) => !inPlace.includes(key));
  return {
    changes: judgeChanges(
      changes,
      fixed.map((key) => [key]),
    ),
    deleteBeforeReplace: true,
  };
}

import structPb from "google-protobuf/google/protobuf/struct_pb.js";
import type { Properties, Value } from "./values.ts";

type Struct = InstanceType<typeof structPb.Struct>;

/** A protobuf Struct as plain JavaScript; an absent one is empty. */
export function fromStruct(struct: Struct | undefined): Properties {
  return struct ? (struct.toJavaScript() as Properties) : {};
}

/** Properties as a protobuf Struct. `undefined` inside counts as absent, which the generated code would refuse. */
export function toStruct(properties: Properties): Struct {
  return structPb.Struct.fromJavaScript(
    defined(properties) as Parameters<typeof structPb.Struct.fromJavaScript>[0],
  );
}

function defined(value: Value): Value {
  if (Array.isArray(value)) return value.map((each) => defined(each ?? null));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([key, each]) => [key, defined(each)]));
}

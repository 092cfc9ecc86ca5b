import type { CheckCall, CheckFailure } from "../../protocol/plugin.ts";
import { isProperties, type Properties } from "../../protocol/values.ts";
import { metadataOf } from "./metadata.ts";

/** What has to be there before an object can be applied; the inputs stay as they are. */
export function checkObject({ inputs }: CheckCall): { inputs: Properties; failures: CheckFailure[] } {
  const failures: CheckFailure[] = ["apiVersion", "kind"]
    .filter((property) => typeof inputs[property] !== "string")
    .map((property) => ({ property, reason: "is required" }));
  if (!isProperties(inputs.metadata) || metadataOf(inputs).name === undefined) {
    const reason = "is required: the stand-in for the Kubernetes plugin makes no names; give one";
    failures.push({ property: "metadata.name", reason });
  }
  return { inputs, failures };
}

import { isProperties, type Properties } from "../../protocol/values.ts";
import { fieldsOf } from "../object/metadata.ts";

/** Whether a Service is meant to have endpoints: not without a selector, not headless, not an alias of a name. */
export function wantsEndpoints(object: Properties): boolean {
  const spec = fieldsOf(object.spec);
  const hasSelector = Object.keys(fieldsOf(spec.selector)).length > 0;
  return hasSelector && spec.type !== "ExternalName" && spec.clusterIP !== "None";
}

/** A `ready` that is absent counts as ready (EndpointSlice API, EndpointConditions). */
export function hasReadyEndpoint(slice: Properties): boolean {
  const endpoints = Array.isArray(slice.endpoints) ? slice.endpoints.filter(isProperties) : [];
  return endpoints.some((each) => fieldsOf(each.conditions).ready !== false);
}

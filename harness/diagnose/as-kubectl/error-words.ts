import { z } from "zod";
import type { Told } from "../observe/asker.ts";

const statusSchema = z.object({
  kind: z.literal("Status"),
  reason: z.string().default("Unknown"),
  message: z.string().default(""),
});

/** Reasons that client-go makes of an answer that is no Status (apimachinery, pkg/api/errors, NewGenericServerResponse). */
const GENERIC: Readonly<Record<number, readonly [reason: string, message: string]>> = {
  401: ["Unauthorized", "the server has asked for the client to provide credentials"],
  403: ["Forbidden", "access denied"],
  404: ["NotFound", "the server could not find the requested resource"],
  500: ["InternalError", "an error on the server has prevented the request from succeeding"],
  503: ["ServiceUnavailable", "the server is currently unable to handle the request"],
  504: ["Timeout", "the server was unable to return a response in the time allotted"],
};

/** What kubectl prints of an answer that is no success; `what` is the resource it asked for, "nodes.metrics.k8s.io". */
export function errorWords({ status, body }: Told, what: string): string {
  if (status === null) return `Unable to connect to the server: ${body}`;
  const said = statusSchema.safeParse(parsed(body));
  // A message of metrics-server's own or of a proxy's in between comes as plain text.
  if (said.success) return serverError(said.data.reason, said.data.message);
  const [reason, message] = GENERIC[status] ?? [
    "Unknown",
    `the server responded with the status code ${status}`,
  ];
  return serverError(reason, `${message} (get ${what})`);
}

/** client-go knows no reason for what a kubelet said through the API server, and kubectl leaves the brackets out then. */
function serverError(reason: string, message: string): string {
  const known = reason === "Unknown" || reason === "" ? "" : ` (${reason})`;
  return `Error from server${known}: ${message}`;
}

/** Undefined for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

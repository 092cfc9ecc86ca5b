import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import statusPb from "@pulumi/pulumi/proto/status_pb.js";
import anyPb from "google-protobuf/google/protobuf/any_pb.js";
import { FaultlineError } from "../../base/faultline-error.ts";
import { OperationCancelled, ResourceInitFailed, UnsupportedByPlugin } from "./failures.ts";
import type { Path } from "./path.ts";
import { conceal } from "./secrets.ts";
import { toStruct } from "./struct.ts";

/** What was thrown as the gRPC error the engine expects; `secrets` wrap what an init failure gives back. */
export function grpcError(thrown: unknown, secrets: readonly Path[] = []): Partial<ServiceError> {
  if (thrown instanceof ResourceInitFailed) return initFailed(thrown, secrets);
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  // A stack trace helps only where the error is a bug of ours: the messages of the others say what to do.
  const details =
    error instanceof FaultlineError ? `${error.message} [${error.code}]` : (error.stack ?? error.message);
  return { code: codeOf(error), details };
}

function codeOf(error: Error): status {
  if (error instanceof UnsupportedByPlugin) return status.INVALID_ARGUMENT;
  if (error instanceof OperationCancelled) return status.CANCELLED;
  return status.UNKNOWN;
}

/** An init failure travels as ErrorResourceInitFailed inside google.rpc.Status in `grpc-status-details-bin`. */
function initFailed(error: ResourceInitFailed, secrets: readonly Path[]): Partial<ServiceError> {
  const detail = new providerPb.ErrorResourceInitFailed();
  detail.setId(error.id);
  detail.setProperties(toStruct(conceal(error.outputs, secrets)));
  detail.setInputs(toStruct(conceal(error.inputs, secrets)));
  detail.setReasonsList([...error.reasons]);
  const packed = new anyPb.Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const rpcStatus = new statusPb.Status();
  rpcStatus.setCode(status.UNKNOWN);
  rpcStatus.setMessage(error.message);
  rpcStatus.addDetails(packed);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(rpcStatus.serializeBinary()));
  return { code: status.UNKNOWN, details: error.message, metadata };
}

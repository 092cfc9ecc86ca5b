import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { exitWithParent } from "./exit-with-parent.ts";
import { newOperation } from "./operation.ts";
import type { Plugin } from "./plugin.ts";
import { providerCalls } from "./provider-calls.ts";
import { resourceCalls } from "./resource-calls.ts";
import { grpcError } from "./status.ts";

/** Kubernetes objects and kubeconfigs are far smaller; the engine itself allows 400 MB. */
const MAX_MESSAGE_BYTES = 100 * 1024 * 1024;

/** Serves a plugin on a free port of the loopback interface and prints the port on stdout: the whole of the start protocol. */
export async function serve(plugin: Plugin): Promise<void> {
  const operation = newOperation();
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  const calls = { ...providerCalls(plugin, operation), ...resourceCalls(plugin, operation) };
  const handlers = Object.entries(calls).map(([name, call]) => [name, unary(call as AnyCall)]);
  server.addService(providerGrpc.ResourceProviderService, Object.fromEntries(handlers));

  // At the end of a command the engine sends SIGINT to our process group and waits up to 5 s for us.
  const leave = () => {
    plugin.dispose?.();
    process.exit(0);
  };
  process.on("SIGINT", leave);
  process.on("SIGTERM", leave);
  exitWithParent(leave);

  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  process.stdout.write(`${port}\n`);
}

type AnyCall = (request: unknown) => Promise<unknown>;

function unary(call: AnyCall) {
  return (rpc: ServerUnaryCall<unknown, unknown>, reply: sendUnaryData<unknown>): void => {
    call(rpc.request).then(
      (response) => reply(null, response),
      (error: unknown) => reply(isGrpcError(error) ? error : grpcError(error)),
    );
  };
}

const isGrpcError = (error: unknown): error is ReturnType<typeof grpcError> =>
  typeof error === "object" && error !== null && !(error instanceof Error) && "details" in error;

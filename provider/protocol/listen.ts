import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { newOperation } from "./operation.ts";
import type { Plugin } from "./plugin.ts";
import { providerCalls } from "./provider-calls.ts";
import { resourceCalls } from "./resource-calls.ts";
import { grpcError } from "./status.ts";

/** Kubernetes objects and kubeconfigs are far smaller; the engine itself allows 400 MB. */
const MAX_MESSAGE_BYTES = 100 * 1024 * 1024;

export interface Listening {
  readonly port: number;
  /** Ends every connection. */
  close(): void;
}

/**
 * Serves a plugin on a free port of the loopback interface. The engine opens a connection for every provider resource, and
 * a call does not say which one it is for: each connection has a plugin of its own, with its own settings and cancellation.
 */
export async function listen(newPlugin: () => Plugin): Promise<Listening> {
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  const connections = new Map<string, Calls>();
  const callsOf = (peer: string): Calls => {
    const calls = connections.get(peer) ?? newCalls(newPlugin());
    connections.set(peer, calls);
    return calls;
  };
  const names = Object.keys(newCalls(newPlugin())) as (keyof Calls)[];
  const handlers = names.map((name) => [
    name,
    unary((peer, request) => (callsOf(peer)[name] as AnyCall)(request)),
  ]);
  server.addService(providerGrpc.ResourceProviderService, Object.fromEntries(handlers));
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { port, close: () => server.forceShutdown() };
}

type AnyCall = (request: unknown) => Promise<unknown>;
type Calls = ReturnType<typeof newCalls>;

function newCalls(plugin: Plugin) {
  const operation = newOperation();
  return { ...providerCalls(plugin, operation), ...resourceCalls(plugin, operation) };
}

function unary(call: (peer: string, request: unknown) => Promise<unknown>) {
  return (rpc: ServerUnaryCall<unknown, unknown>, reply: sendUnaryData<unknown>): void => {
    call(rpc.getPeer(), rpc.request).then(
      (response) => reply(null, response),
      (error: unknown) => reply(isGrpcError(error) ? error : grpcError(error)),
    );
  };
}

const isGrpcError = (error: unknown): error is ReturnType<typeof grpcError> =>
  typeof error === "object" && error !== null && !(error instanceof Error) && "details" in error;

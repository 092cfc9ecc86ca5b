import { credentials } from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import { afterEach, expect, test } from "vitest";
import { type Listening, listen } from "../../../../provider/protocol/listen.ts";
import type { Plugin, ReadCall, ResourceType } from "../../../../provider/protocol/plugin.ts";
import { toStruct } from "../../../../provider/protocol/struct.ts";
import type { Properties } from "../../../../provider/protocol/values.ts";

let listening: Listening;
const clients: Client[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  listening.close();
});

/** As two provider resources of one program: same process, each with its own cluster. */
test("each connection has its own settings, whichever was made last", async () => {
  listening = await listen(remembering);
  const [host, virtual] = [connect(), connect()];
  await configure(host, { kubeconfig: "host" });
  await configure(virtual, { kubeconfig: "virtual" });
  expect(await read(host)).toMatchObject({ kubeconfig: "host" });
  expect(await read(virtual)).toMatchObject({ kubeconfig: "virtual" });
});

test("an operation that is over on one connection goes on for the others, and a new one begins with its settings", async () => {
  listening = await listen(remembering);
  const [ended, other] = [connect(), connect()];
  await configure(ended, { kubeconfig: "a" });
  await configure(other, { kubeconfig: "b" });
  await call(ended, "cancel", new emptyPb.Empty());
  expect(await read(ended)).toMatchObject({ cancelled: "true" });
  expect(await read(other)).toMatchObject({ cancelled: "false" });
  await configure(ended, { kubeconfig: "c" });
  expect(await read(ended)).toMatchObject({ kubeconfig: "c", cancelled: "false" });
});

/** Its one resource tells the settings of its provider and whether the operation was cancelled. */
function remembering(): Plugin {
  let settings: Properties = {};
  const resource: Pick<ResourceType, "read"> = {
    read: async ({ id, signal }: ReadCall) => ({
      id,
      inputs: {},
      outputs: { ...settings, cancelled: String(signal.aborted) },
    }),
  };
  return {
    name: "remembering",
    version: "0.0.1",
    checkConfig: () => [],
    diffConfig: () => [],
    configure: (config) => {
      settings = config;
    },
    resource: () => resource as ResourceType,
  };
}

type Client = InstanceType<typeof providerGrpc.ResourceProviderClient>;

function connect(): Client {
  // Otherwise clients of one address share their connection, which the engine's do not.
  const options = { "grpc.use_local_subchannel_pool": 1 };
  const address = `127.0.0.1:${listening.port}`;
  const client = new providerGrpc.ResourceProviderClient(address, credentials.createInsecure(), options);
  clients.push(client);
  return client;
}

// biome-ignore lint/suspicious/noExplicitAny: the stubs type each call by its own request
const call = (client: any, name: string, request: unknown): Promise<any> =>
  new Promise((resolve, reject) =>
    client[name](request, (error: Error | null, response: unknown) =>
      error ? reject(error) : resolve(response),
    ),
  );

async function configure(client: Client, settings: Properties): Promise<void> {
  const request = new providerPb.ConfigureRequest();
  request.setArgs(toStruct(settings));
  await call(client, "configure", request);
}

async function read(client: Client): Promise<unknown> {
  const request = new providerPb.ReadRequest();
  request.setId("one");
  request.setUrn("urn:pulumi:s::p::t:t:T::name");
  request.setProperties(toStruct({}));
  return (await call(client, "read", request)).getProperties().toJavaScript();
}

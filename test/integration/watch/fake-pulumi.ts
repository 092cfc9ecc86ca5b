import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { credentials, Server, ServerCredentials } from "@grpc/grpc-js";
import engineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import enginePb from "@pulumi/pulumi/proto/engine_pb.js";
import eventsGrpc from "@pulumi/pulumi/proto/events_grpc_pb.js";
import eventsPb from "@pulumi/pulumi/proto/events_pb.js";
import languageGrpc from "@pulumi/pulumi/proto/language_grpc_pb.js";
import languagePb from "@pulumi/pulumi/proto/language_pb.js";
import resourceGrpc from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import resourcePb from "@pulumi/pulumi/proto/resource_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import { fromStruct, toStruct } from "../../../provider/protocol/struct.ts";
import type { Properties } from "../../../provider/protocol/values.ts";

/**
 * A fake Pulumi CLI: it runs the inline program of the Automation API as the engine does, keeps what the program registers in
 * $FAKE_CLUSTER/applied.json, and tells of every difference. It makes nothing; a cluster is what $FAKE_CLUSTER/kubeconfig leads to.
 */
interface Registered {
  readonly type: string;
  readonly custom: boolean;
  readonly inputs: Properties;
}
type State = Record<string, Registered>;

const folder = process.env.FAKE_CLUSTER ?? "";
const file = join(folder, "applied.json");
const args = process.argv.slice(2);
const flag = (name: string) => {
  const at = args.findIndex((each) => each === name || each.startsWith(`${name}=`));
  const found = args[at];
  return at < 0 ? "" : found?.includes("=") ? found.slice(name.length + 1) : (args[at + 1] ?? "");
};
const before: State = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
const [command = ""] = args;
// A test reads what was done, and in which order.
writeFileSync(join(folder, "calls"), `${command}\n`, { flag: "a" });

if (command === "up" || command === "preview") await update(command === "preview");
else if (command === "destroy") {
  await tellAll(changes(before, {}));
  rmSync(file, { force: true });
}
process.exit(0);

async function update(dryRun: boolean): Promise<void> {
  const after: State = {};
  const server = new Server();
  server.addService(resourceGrpc.ResourceMonitorService, {
    supportsFeature: (call: Call<resourcePb.SupportsFeatureRequest>, done: Done) => {
      const answer = new resourcePb.SupportsFeatureResponse();
      answer.setHassupport(call.request.getId() !== "outputValues");
      done(null, answer);
    },
    registerResource: (call: Call<resourcePb.RegisterResourceRequest>, done: Done) => {
      const { request } = call;
      const [type, name] = [request.getType(), request.getName()];
      const urn = `urn:pulumi:fake::faultline::${type}::${name}`;
      const inputs = fromStruct(request.getObject());
      after[urn] = { type, custom: request.getCustom(), inputs };
      const answer = new resourcePb.RegisterResourceResponse();
      answer.setUrn(urn);
      answer.setId(`${name}-id`);
      answer.setObject(toStruct({ ...inputs, ...(type.endsWith("Cluster") && clusterOutputs()) }));
      done(null, answer);
    },
    registerResourceOutputs: (_: unknown, done: Done) => done(null, new emptyPb.Empty()),
    signalAndWaitForShutdown: (_: unknown, done: Done) => done(null, new emptyPb.Empty()),
  });
  server.addService(engineGrpc.EngineService, {
    log: (_: unknown, done: Done) => done(null, new emptyPb.Empty()),
    getRootResource: (_: unknown, done: Done) => done(null, new enginePb.GetRootResourceResponse()),
    setRootResource: (_: unknown, done: Done) => done(null, new enginePb.SetRootResourceResponse()),
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, at) =>
      error ? reject(error) : resolve(at),
    ),
  );
  const request = new languagePb.RunRequest();
  request.setProject("faultline");
  request.setStack("fake");
  request.setDryrun(dryRun);
  request.setMonitorAddress(`127.0.0.1:${port}`);
  request.setArgsList([`127.0.0.1:${port}`]);
  const client = new languageGrpc.LanguageRuntimeClient(flag("--client"), credentials.createInsecure());
  await new Promise<void>((resolve, reject) =>
    client.run(request, (error: Error | null) => (error ? reject(error) : resolve())),
  );
  if (!dryRun) writeFileSync(file, JSON.stringify(after));
  await tellAll(changes(before, after));
}

type Call<T> = { readonly request: T };
type Done = (error: null, answer: unknown) => void;

function clusterOutputs(): Properties {
  return {
    kubeconfig: readFileSync(join(folder, "kubeconfig"), "utf8"),
    servers: [{ name: "control-plane", url: "https://172.18.0.2:6443" }],
    nodes: ["fake-control-plane"],
    version: "1.32.5",
  };
}

function changes(old: State, now: State): unknown[] {
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((urn) => {
    const [from, to] = [old[urn], now[urn]];
    if (isDeepStrictEqual(from, to)) return [];
    const { type = "" } = to ?? from ?? {};
    const kept = type.endsWith("Cluster") ? "replace" : "update";
    const op = !from ? "create" : !to ? "delete" : kept;
    const keys = Object.keys({ ...from?.inputs, ...to?.inputs });
    const diffs = keys.filter((key) => !isDeepStrictEqual(from?.inputs[key], to?.inputs[key]));
    return [{ resourcePreEvent: { metadata: { op, urn, type, diffs, old: from ?? null, new: to ?? null } } }];
  });
}

async function tellAll(events: readonly unknown[]): Promise<void> {
  const address = flag("--event-log").replace("tcp://", "");
  const client = new eventsGrpc.EventsClient(address, credentials.createInsecure());
  await new Promise<void>((resolve) => {
    const stream = client.streamEvents(() => resolve());
    for (const [sequence, event] of events.entries()) {
      const request = new eventsPb.EventRequest();
      request.setEvent(JSON.stringify({ sequence, timestamp: 0, ...(event as object) }));
      stream.write(request);
    }
    stream.end();
  });
}

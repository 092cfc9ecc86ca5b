import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import statusPb from "@pulumi/pulumi/proto/status_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import { fromStruct, toStruct } from "../../../provider/protocol/struct.ts";
import type { Properties } from "../../../provider/protocol/values.ts";

/** A plugin process as the engine starts it, with its calls as functions on plain values. */
export interface PluginProcess {
  readonly process: ChildProcess;
  handshake(): Promise<{ acceptSecrets: boolean }>;
  version(): Promise<string>;
  configure(config: Properties): Promise<{ acceptsecrets: boolean; supportspreview: boolean }>;
  checkConfig(config: Properties): Promise<string[]>;
  check(
    type: string,
    name: string,
    news: Properties,
    olds?: Properties,
  ): Promise<{ inputs: Properties; failures: string[] }>;
  diff(type: string, name: string, oldInputs: Properties, news: Properties): Promise<Diff>;
  create(
    type: string,
    name: string,
    inputs: Properties,
    options?: Options,
  ): Promise<{ id: string; outputs: Properties }>;
  update(type: string, id: string, before: State, news: Properties, options?: Options): Promise<Properties>;
  read(type: string, id: string, state: State): Promise<{ id: string } & State>;
  delete(type: string, id: string, state: State): Promise<void>;
  cancel(): Promise<void>;
  /** Resolves with the exit code and the milliseconds it took. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; ms: number }>;
}
export interface State {
  readonly inputs: Properties;
  readonly outputs: Properties;
}
interface Options {
  readonly preview?: boolean;
  readonly timeoutSeconds?: number;
}
export interface Diff {
  /** Path to kind, e.g. "UPDATE_REPLACE". */
  readonly detailed: Record<string, string>;
  readonly replaces: string[];
  readonly deleteBeforeReplace: boolean;
}

const urnOf = (type: string, name: string) => `urn:pulumi:dev::faultline::${type}::${name}`;

export async function startPlugin(
  name: "faultline" | "kubernetes",
  env: NodeJS.ProcessEnv = {},
): Promise<PluginProcess> {
  const main = fileURLToPath(new URL(`../../../provider/${name}/main.ts`, import.meta.url));
  const child = spawn(process.execPath, [main, "127.0.0.1:1"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const client = new providerGrpc.ResourceProviderClient(
    `127.0.0.1:${String(line).trim()}`,
    credentials.createInsecure(),
  );

  // The generated client's overloads cannot be told apart by name: one untyped door, typed again by each method below.
  type Answer = Record<string, (...args: never) => unknown>;
  const call = <T>(method: string, request: unknown): Promise<T> =>
    new Promise((resolve, reject) => {
      const rpc = (
        client as unknown as Record<
          string,
          (request: unknown, done: (error: ServiceError | null, answer: Answer) => void) => void
        >
      )[method];
      rpc?.call(client, request, (error, answer) => (error ? reject(error) : resolve(answer as T)));
    });
  const about = <
    R extends {
      setUrn(urn: string): unknown;
      setType(type: string): unknown;
      setName(name: string): unknown;
    },
  >(
    request: R,
    type: string,
    resource: string,
  ): R => {
    request.setUrn(urnOf(type, resource));
    request.setType(type);
    request.setName(resource);
    return request;
  };

  return {
    process: child,
    async handshake() {
      const response = await call<InstanceType<typeof providerPb.ProviderHandshakeResponse>>(
        "handshake",
        new providerPb.ProviderHandshakeRequest(),
      );
      return { acceptSecrets: response.getAcceptSecrets() };
    },
    async version() {
      return (await call<{ getVersion(): string }>("getPluginInfo", new emptyPb.Empty())).getVersion();
    },
    async configure(config) {
      const request = new providerPb.ConfigureRequest();
      request.setArgs(toStruct(config));
      request.setAcceptsecrets(true);
      return (await call<InstanceType<typeof providerPb.ConfigureResponse>>("configure", request)).toObject();
    },
    async checkConfig(config) {
      const request = new providerPb.CheckRequest();
      request.setNews(toStruct(config));
      const response = await call<InstanceType<typeof providerPb.CheckResponse>>("checkConfig", request);
      return response.getFailuresList().map((failure) => `${failure.getProperty()}: ${failure.getReason()}`);
    },
    async check(type, resource, news, olds) {
      const request = about(new providerPb.CheckRequest(), type, resource);
      request.setNews(toStruct(news));
      if (olds) request.setOlds(toStruct(olds));
      request.setRandomseed(Buffer.from("00112233445566778899aabbccddeeff", "hex"));
      const response = await call<InstanceType<typeof providerPb.CheckResponse>>("check", request);
      const failures = response
        .getFailuresList()
        .map((failure) => `${failure.getProperty()}: ${failure.getReason()}`);
      return { inputs: fromStruct(response.getInputs()), failures };
    },
    async diff(type, resource, oldInputs, news) {
      const request = about(new providerPb.DiffRequest(), type, resource);
      request.setId(resource);
      request.setOlds(toStruct(oldInputs));
      request.setOldInputs(toStruct(oldInputs));
      request.setNews(toStruct(news));
      const response = await call<InstanceType<typeof providerPb.DiffResponse>>("diff", request);
      const kinds = Object.entries(providerPb.PropertyDiff.Kind);
      const detailed = new Map<string, string>();
      response.getDetaileddiffMap().forEach((each, path) => {
        detailed.set(path, kinds.find(([, value]) => value === each.getKind())?.[0] ?? "");
      });
      return {
        detailed: Object.fromEntries(detailed),
        replaces: response.getReplacesList(),
        deleteBeforeReplace: response.getDeletebeforereplace(),
      };
    },
    async create(type, resource, inputs, options = {}) {
      const request = about(new providerPb.CreateRequest(), type, resource);
      request.setProperties(toStruct(inputs));
      request.setPreview(options.preview ?? false);
      request.setTimeout(options.timeoutSeconds ?? 0);
      const response = await call<InstanceType<typeof providerPb.CreateResponse>>("create", request);
      return { id: response.getId(), outputs: fromStruct(response.getProperties()) };
    },
    async update(type, id, before, news, options = {}) {
      const request = about(new providerPb.UpdateRequest(), type, id);
      request.setId(id);
      request.setOlds(toStruct(before.outputs));
      request.setOldInputs(toStruct(before.inputs));
      request.setNews(toStruct(news));
      request.setPreview(options.preview ?? false);
      request.setTimeout(options.timeoutSeconds ?? 0);
      const response = await call<InstanceType<typeof providerPb.UpdateResponse>>("update", request);
      return fromStruct(response.getProperties());
    },
    async read(type, id, state) {
      const request = about(new providerPb.ReadRequest(), type, id);
      request.setId(id);
      request.setInputs(toStruct(state.inputs));
      request.setProperties(toStruct(state.outputs));
      const response = await call<InstanceType<typeof providerPb.ReadResponse>>("read", request);
      return {
        id: response.getId(),
        inputs: fromStruct(response.getInputs()),
        outputs: fromStruct(response.getProperties()),
      };
    },
    async delete(type, id, state) {
      const request = about(new providerPb.DeleteRequest(), type, id);
      request.setId(id);
      request.setProperties(toStruct(state.outputs));
      request.setOldInputs(toStruct(state.inputs));
      await call("delete", request);
    },
    async cancel() {
      await call("cancel", new emptyPb.Empty());
    },
    async end(signal) {
      const started = performance.now();
      const exited = child.exitCode === null ? once(child, "exit") : [child.exitCode];
      child.kill(signal);
      const [code] = (await exited) as [number | null];
      client.close();
      return { code, ms: performance.now() - started };
    },
  };
}

/** What the engine reads out of an init failure. */
export function initFailureIn(error: unknown): { id: string; reasons: string[]; outputs: Properties } | null {
  const [details] = (error as ServiceError).metadata?.get("grpc-status-details-bin") ?? [];
  if (!details) return null;
  const [any] = statusPb.Status.deserializeBinary(details as Buffer).getDetailsList();
  const failure = any?.unpack(
    providerPb.ErrorResourceInitFailed.deserializeBinary,
    "pulumirpc.ErrorResourceInitFailed",
  );
  return failure
    ? { id: failure.getId(), reasons: failure.getReasonsList(), outputs: fromStruct(failure.getProperties()) }
    : null;
}

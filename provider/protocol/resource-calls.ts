import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import { diffResponse } from "./detailed-diff.ts";
import type { Operation } from "./operation.ts";
import type { Path } from "./path.ts";
import type { CheckCall, Plugin, ResourceType } from "./plugin.ts";
import { conceal, reveal } from "./secrets.ts";
import { grpcError } from "./status.ts";
import { fromStruct, toStruct } from "./struct.ts";
import type { Properties } from "./values.ts";

type Pb = typeof providerPb;
type Request<K extends keyof Pb> = Pb[K] extends abstract new (...args: never) => infer I ? I : never;

/** The calls about one resource: unwrap, ask the resource's type, wrap again. */
export function resourceCalls(plugin: Plugin, operation: Operation) {
  const about = (request: { getUrn(): string; getType(): string; getName(): string }) => {
    const urn = request.getUrn();
    const type = request.getType() || typeOf(urn);
    const name = request.getName() || (urn.split("::").at(-1) ?? "");
    return { resource: plugin.resource(type), call: { urn, type, name, signal: operation.signal } };
  };

  return {
    check: async (request: Request<"CheckRequest">) => {
      const { resource, call } = about(request);
      const olds = request.getOlds();
      const news = reveal(fromStruct(request.getNews()));
      const { inputs, failures } = await resource.check({
        ...call,
        oldInputs: olds ? reveal(fromStruct(olds)).plain : null,
        inputs: news.plain,
        randomSeed: request.getRandomseed_asU8(),
        autonaming: autonamingOf(request),
      });
      const response = new providerPb.CheckResponse();
      response.setInputs(toStruct(conceal(inputs, news.secrets)));
      for (const failure of failures) {
        const entry = new providerPb.CheckFailure();
        entry.setProperty(failure.property);
        entry.setReason(failure.reason);
        response.addFailures(entry);
      }
      return response;
    },

    diff: async (request: Request<"DiffRequest">) => {
      const { resource, call } = about(request);
      const outputs = reveal(fromStruct(request.getOlds())).plain;
      const oldInputs = request.getOldInputs();
      const found = await resource.diff({
        ...call,
        id: request.getId(),
        outputs,
        oldInputs: oldInputs ? reveal(fromStruct(oldInputs)).plain : outputs,
        inputs: reveal(fromStruct(request.getNews())).plain,
      });
      return diffResponse(found);
    },

    create: async (request: Request<"CreateRequest">) => {
      const { resource, call } = about(request);
      const inputs = reveal(fromStruct(request.getProperties()));
      const secrets = allSecrets(resource, inputs.secrets);
      const preview = request.getPreview();
      const timeoutSeconds = request.getTimeout();
      const { id, outputs } = await withSecrets(secrets, () =>
        resource.create({ ...call, inputs: inputs.plain, preview, timeoutSeconds }),
      );
      const response = new providerPb.CreateResponse();
      response.setId(id);
      response.setProperties(wrapped(outputs, secrets));
      return response;
    },

    read: async (request: Request<"ReadRequest">) => {
      const { resource, call } = about(request);
      const inputs = reveal(fromStruct(request.getInputs()));
      const outputs = reveal(fromStruct(request.getProperties()));
      const secrets = allSecrets(resource, inputs.secrets, outputs.secrets);
      const found = await withSecrets(secrets, () =>
        resource.read({
          ...call,
          id: request.getId(),
          inputs: inputs.plain,
          outputs: outputs.plain,
          timeoutSeconds: request.getTimeout(),
        }),
      );
      const response = new providerPb.ReadResponse();
      // An empty id tells the engine that the resource is gone.
      if (!found) return response;
      response.setId(found.id);
      response.setInputs(wrapped(found.inputs, allSecrets(resource, inputs.secrets)));
      response.setProperties(wrapped(found.outputs, secrets));
      return response;
    },

    update: async (request: Request<"UpdateRequest">) => {
      const { resource, call } = about(request);
      const outputs = reveal(fromStruct(request.getOlds()));
      const inputs = reveal(fromStruct(request.getNews()));
      const oldInputs = request.getOldInputs();
      const secrets = allSecrets(resource, inputs.secrets);
      const made = await withSecrets(secrets, () =>
        resource.update({
          ...call,
          id: request.getId(),
          outputs: outputs.plain,
          oldInputs: oldInputs ? reveal(fromStruct(oldInputs)).plain : {},
          inputs: inputs.plain,
          preview: request.getPreview(),
          timeoutSeconds: request.getTimeout(),
        }),
      );
      const response = new providerPb.UpdateResponse();
      response.setProperties(wrapped(made, secrets));
      return response;
    },

    delete: async (request: Request<"DeleteRequest">) => {
      const { resource, call } = about(request);
      await resource.delete({
        ...call,
        id: request.getId(),
        inputs: reveal(fromStruct(request.getOldInputs())).plain,
        outputs: reveal(fromStruct(request.getProperties())).plain,
        timeoutSeconds: request.getTimeout(),
      });
      return new emptyPb.Empty();
    },
  };
}

/** A failure on the way must give its half-made resource back with the secrets wrapped. */
async function withSecrets<T>(secrets: readonly Path[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw grpcError(error, secrets);
  }
}

const wrapped = (properties: Properties, secrets: readonly Path[]) => toStruct(conceal(properties, secrets));

const allSecrets = (resource: ResourceType, ...found: (readonly Path[])[]): readonly Path[] => {
  const paths = [...(resource.secretOutputs ?? []), ...found.flat()];
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
};

/** urn:pulumi:<stack>::<project>::<parent type>$<type>::<name> */
const typeOf = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

function autonamingOf(request: Request<"CheckRequest">): CheckCall["autonaming"] {
  const options = request.getAutonaming();
  if (!options) return null;
  const mode = (["propose", "enforce", "disable"] as const)[options.getMode()] ?? "propose";
  return { mode, proposed: options.getProposedName() };
}

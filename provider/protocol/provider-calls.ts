import pluginPb from "@pulumi/pulumi/proto/plugin_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import { diffResponse } from "./detailed-diff.ts";
import type { Operation } from "./operation.ts";
import type { Plugin } from "./plugin.ts";
import { reveal } from "./secrets.ts";
import { fromStruct } from "./struct.ts";
import { isUnknown, type Properties } from "./values.ts";

type Pb = typeof providerPb;
type Request<K extends keyof Pb> = Pb[K] extends abstract new (...args: never) => infer I ? I : never;

/** The calls about the provider as a whole. */
export function providerCalls(plugin: Plugin, operation: Operation) {
  return {
    handshake: async (_: Request<"ProviderHandshakeRequest">) => {
      const response = new providerPb.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    },
    getPluginInfo: async (_: unknown) => {
      const info = new pluginPb.PluginInfo();
      info.setVersion(plugin.version);
      return info;
    },
    checkConfig: async (request: Request<"CheckRequest">) => {
      const response = new providerPb.CheckResponse();
      // The settings go back as they came, secret wrappers included.
      response.setInputs(request.getNews());
      for (const failure of plugin.checkConfig(settings(reveal(fromStruct(request.getNews())).plain))) {
        const entry = new providerPb.CheckFailure();
        entry.setProperty(failure.property);
        entry.setReason(failure.reason);
        response.addFailures(entry);
      }
      return response;
    },
    diffConfig: async (request: Request<"DiffRequest">) => {
      const before = settings(reveal(fromStruct(request.getOldInputs() ?? request.getOlds())).plain);
      const after = settings(reveal(fromStruct(request.getNews())).plain);
      return diffResponse({ changes: plugin.diffConfig(before, after), deleteBeforeReplace: false });
    },
    configure: async (request: Request<"ConfigureRequest">) => {
      operation.relist();
      plugin.configure(settings(reveal(fromStruct(request.getArgs())).plain));
      const response = new providerPb.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    },
    cancel: async (_: unknown) => {
      operation.cancel();
      return new emptyPb.Empty();
    },
    attach: async (_: unknown) => new emptyPb.Empty(),
  };
}

/** Provider settings that are not strings arrive as JSON text (pulumi sdk plugin: "config values are JSON-encoded"). */
function settings(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      if (typeof value !== "string" || isUnknown(value) || !/^(true|false|[[{])/.test(value))
        return [key, value];
      try {
        const parsed: unknown = JSON.parse(value);
        // A kubeconfig may itself be JSON: only the property's type, which settings that take an object know, could tell.
        return [key, typeof parsed === "boolean" ? parsed : value];
      } catch {
        return [key, value];
      }
    }),
  );
}

import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { EXIT_CODES } from "../../../base/exit-codes.ts";
import { FaultlineError } from "../../../base/faultline-error.ts";
import type { Config } from "./define.ts";
import { configSchema } from "./schema.ts";

/** A configuration that cannot be used; every line of the message names a place in it. */
class InvalidConfig extends FaultlineError {
  readonly code = "CONFIG_INVALID";
  readonly exit = EXIT_CODES.usage.code;
}

/** A project's configuration, its folders absolute. @throws InvalidConfig. */
export async function loadConfig(file: string): Promise<Config> {
  const { scenarios, results } = await checked(file);
  const from = (folder: string) => resolve(dirname(file), folder);
  return {
    ...(scenarios !== undefined && { scenarios: from(scenarios) }),
    ...(results !== undefined && { results: from(results) }),
  };
}

async function checked(file: string): Promise<Config> {
  let value: unknown;
  try {
    value = (await import(pathToFileURL(file).href)).default;
  } catch (error) {
    const { locateImportError } = await import("../../scenario/load/locate-import.ts");
    const { line, column, message } = await locateImportError(file, error);
    throw new InvalidConfig(`${file}:${line}:${column}: ${message}`, { cause: error });
  }
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { locate } = await import("../../scenario/load/locate.ts");
  const lines = parsed.error.issues.map(async (issue) => {
    const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
    const path = [...issue.path.map(String), ...(unknown === undefined ? [] : [unknown])];
    const { line, column } = await locate(file, {
      path,
      message: "",
      ...(unknown && { at: "key" as const }),
    });
    const message = unknown === undefined ? issue.message : "unknown key";
    return `${file}:${line}:${column}: ${[path.join("."), message].filter(Boolean).join(": ")}`;
  });
  throw new InvalidConfig((await Promise.all(lines)).join("\n"));
}

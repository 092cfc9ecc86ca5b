import type { z } from "zod";
import type { configSchema } from "./schema.ts";

export type Config = Readonly<z.infer<typeof configSchema>>;

/** What `faultline.config.ts` exports as its default. It only types the object; the command validates it and names the line. */
export function defineConfig(config: Config): Config {
  return config;
}

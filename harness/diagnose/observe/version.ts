import { z } from "zod";
import { parsed } from "../as-kubectl/error-words.ts";

const schema = z.object({ gitVersion: z.string() });

/** "1.32.5" of "v1.32.5+k3s1"; undefined for what is no answer to GET /version. */
export function gitVersion(body: string): string | undefined {
  return /^v?(\d+\.\d+\.\d+)/.exec(schema.safeParse(parsed(body)).data?.gitVersion ?? "")?.[1];
}

import { z } from "zod";
import { parsed } from "../as-kubectl/error-words.ts";

const schema = z.object({ gitVersion: z.string() });

/** "1.32.5" of "v1.32.5+k3s1"; undefined for what is no answer to GET /version. */
export function gitVersion(body: string): string | undefined {
  return /^v?(\d+\.\d+\.\d+)/.exec(versionIn(body))?.[1];
}

/** "k3s" of "v1.32.5+k3s1", "k0s" of "v1.32.3+k0s.0"; undefined where the version names none. */
export function distributionOf(body: string): string | undefined {
  return /\+(k0s|k3s)/.exec(versionIn(body))?.[1];
}

const versionIn = (body: string) => schema.safeParse(parsed(body)).data?.gitVersion ?? "";

import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { whatIsWrong } from "../text/what-is-wrong.ts";
import { KubeconfigError } from "./errors.ts";
import type { Entry } from "./kubeconfig-chosen.ts";

/** Bytes that a kubeconfig has or names, with the `file:line:column: field` that does. */
interface Placed {
  readonly bytes: Buffer;
  readonly place: string;
}

type Field = "certificate-authority" | "client-certificate" | "client-key" | "tokenFile";
type Fields = { readonly [K in Field]?: string | undefined } & {
  readonly [K in `${Field}-data`]?: Buffer | undefined;
};

/** What is inline goes before a file, as in kubectl. @throws KubeconfigError for a file that cannot be read. */
export function bytesOf(
  { value, folder, at }: Pick<Entry<Fields>, "value" | "folder" | "at">,
  field: Field,
): Placed | undefined {
  const [file, inline] = [value[field], value[`${field}-data`]];
  if (inline) return { bytes: inline, place: at(`${field}-data`) };
  if (file === undefined) return undefined;
  const place = at(field);
  try {
    return { bytes: readFileSync(resolve(folder, file)), place };
  } catch (cause) {
    throw new KubeconfigError(`${place}: ${whatIsWrong(cause)}; mend the path`, { cause });
  }
}

/** The TLS of Node takes any text for a certificate authority, and then trusts nobody. @throws KubeconfigError */
export function certificateOf(placed: Placed | undefined): Buffer | undefined {
  if (!placed) return undefined;
  try {
    new X509Certificate(placed.bytes);
    return placed.bytes;
  } catch (cause) {
    throw new KubeconfigError(`${placed.place}: no certificate in PEM`, { cause });
  }
}

/** The key of a certificate; one that does not fit would fail at every request. @throws KubeconfigError */
export function keyOf(cert: Buffer, { bytes, place }: Placed): Buffer {
  try {
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(bytes))) return bytes;
  } catch (cause) {
    throw new KubeconfigError(`${place}: no private key in PEM without a passphrase`, { cause });
  }
  throw new KubeconfigError(`${place}: not the key of the client certificate`);
}

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { link, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

/** A container image to be: layers from the bottom up, and what a container of it runs. */
export interface ImageToWrite {
  /** Full name with tag; may be made from the first digits of the image's id. */
  readonly name: string | ((shortId: string) => string);
  /** Layer tars (uncompressed); must lie on the same file system as the archive. */
  readonly layers: readonly string[];
  readonly config: ImageConfig;
}

/** The part of an OCI image config that faultline sets. Source: OCI image spec, config.md. */
export interface ImageConfig {
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Env?: readonly string[];
  readonly StopSignal?: string;
  readonly Volumes?: Readonly<Record<string, object>>;
  readonly Labels?: Readonly<Record<string, string>>;
}

/** An image by what the engine shows for it. */
export interface BuiltImage {
  /** Digest of the config. */
  readonly id: string;
  readonly name: string;
}

/**
 * For the Go programs in our images: a collection only after the heap has grown threefold. A cluster lives for minutes and most of
 * its work is starting, where collecting takes a third of an API server's time; it costs some 50 MB a cluster. See ADR 0008.
 */
export const RARE_COLLECTION = "GOGC=200";

const PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * Writes images as the folder form of `docker save` (manifest.json, configs, layers as hard links). `tar -C folder -c .` of it is
 * what `docker load` and `ctr images import` read. Returns the images' ids and names in order; the same input gives the same ids.
 */
export async function writeImageArchive(
  folder: string,
  images: readonly ImageToWrite[],
): Promise<BuiltImage[]> {
  await mkdir(folder, { recursive: true });
  const manifest: object[] = [];
  const written: BuiltImage[] = [];
  const diffIds = new Map<string, string>();
  for (const { name, layers, config } of images) {
    for (const layer of layers) if (!diffIds.has(layer)) diffIds.set(layer, await addLayer(folder, layer));
    const digests = layers.map((layer) => diffIds.get(layer) ?? "");
    const text = JSON.stringify({
      architecture: process.arch === "x64" ? "amd64" : process.arch,
      os: "linux",
      created: "1970-01-01T00:00:00Z",
      config: { ...config, Env: [PATH, ...(config.Env ?? [])] },
      rootfs: { type: "layers", diff_ids: digests.map((digest) => `sha256:${digest}`) },
      history: digests.map(() => ({ created: "1970-01-01T00:00:00Z", created_by: "faultline" })),
    });
    const id = createHash("sha256").update(text).digest("hex");
    await writeFile(join(folder, `${id}.json`), text);
    const fullName = typeof name === "string" ? name : name(id.slice(0, 8));
    manifest.push({
      Config: `${id}.json`,
      RepoTags: [fullName],
      Layers: digests.map((digest) => `${digest}.tar`),
    });
    written.push({ id: `sha256:${id}`, name: fullName });
  }
  await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest));
  return written;
}

const manifestOfOne = z.tuple([z.object({ Layers: z.array(z.string()) })]);

/** Layer tars of the one image in an archive, from the bottom up. */
export async function layersIn(folder: string): Promise<readonly string[]> {
  const text = await readFile(join(folder, "manifest.json"), "utf8");
  const [{ Layers }] = manifestOfOne.parse(JSON.parse(text));
  return Layers.map((name) => join(folder, name));
}

async function addLayer(folder: string, layer: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(layer, { highWaterMark: 1 << 20 }), hash);
  const digest = hash.digest("hex");
  await link(layer, join(folder, `${digest}.tar`)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  return digest;
}

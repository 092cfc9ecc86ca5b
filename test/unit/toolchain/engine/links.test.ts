import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { linksLeft } from "../../../../toolchain/engine/undo/links.ts";

let net: string;

beforeEach(async () => {
  net = await mkdtemp(join(tmpdir(), "faultline-links-"));
});
afterEach(() => rm(net, { recursive: true }));

async function link(name: string, own: number, other = own): Promise<void> {
  await mkdir(join(net, name));
  await writeFile(join(net, name, "ifindex"), `${own}\n`);
  await writeFile(join(net, name, "iflink"), `${other}\n`);
}

test("a new bridge goes after what is still in it", async () => {
  await link("eth0", 2);
  await link("br-0123456789ab", 5);
  await link("vethaaaaaaa", 7, 6);
  await mkdir(join(net, "br-0123456789ab", "brif", "vethaaaaaaa"), { recursive: true });
  expect(await linksLeft(["eth0"], net)).toEqual(["vethaaaaaaa", "br-0123456789ab"]);
});

test("a pair goes where neither end came into a container", async () => {
  await link("vethaaaaaaa", 7, 6);
  await link("vethbbbbbbb", 6, 7);
  expect(new Set(await linksLeft([], net))).toEqual(new Set(["vethaaaaaaa", "vethbbbbbbb"]));
});

test("a container's end stays, also where the number of its other end is another's here", async () => {
  await link("vethaaaaaaa", 7, 6);
  await link("vethbbbbbbb", 6, 5);
  await link("tap0", 9);
  expect(await linksLeft([], net)).toEqual([]);
});

test("what was there before stays", async () => {
  await link("br-0123456789ab", 5);
  await link("docker0", 3);
  expect(await linksLeft(["br-0123456789ab", "docker0"], net)).toEqual([]);
});

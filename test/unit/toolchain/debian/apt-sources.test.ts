import { expect, test } from "vitest";
import { debianMirror, NoDebianMirror } from "../../../../toolchain/debian/apt-sources.ts";

/** What `apt-get indextargets` prints of a machine's sources: site, release, component. */
const mirrorOf = (...targets: readonly string[]) => debianMirror({ run: async () => targets.join("\n") });

test("an archive that only has add-on suites or no main is not the one", async () => {
  const mirror = await mirrorOf(
    "http://security.example/debian-security bookworm-security main",
    "http://vendor.example/repo bookworm stable",
    "http://updates.example/debian bookworm-updates main",
    "http://mirror.example/debian trixie main",
    "http://mirror.example/debian trixie non-free-firmware",
  );
  expect(mirror).toBe("http://mirror.example/debian");
});

test("without any archive the error names the remedy", async () => {
  await expect(mirrorOf("http://archive.example/ubuntu noble main")).rejects.toThrow(NoDebianMirror);
  await expect(mirrorOf("")).rejects.toThrow(/install Docker yourself/);
});

test("apt is asked for what it would download of its sources", async () => {
  const asked: string[] = [];
  await debianMirror({
    run: async (file, args) => {
      asked.push(file, ...args);
      return "http://mirror.example/debian bookworm main";
    },
  });
  expect(asked).toEqual([
    "apt-get",
    "indextargets",
    "--format",
    "$(SITE) $(RELEASE) $(COMPONENT)",
    "Created-By: Packages",
  ]);
});

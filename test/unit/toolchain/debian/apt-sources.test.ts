import { expect, test } from "vitest";
import { debianMirrorFrom, NoDebianMirror } from "../../../../toolchain/debian/apt-sources.ts";

const one = (text: string) => debianMirrorFrom([{ name: "/etc/apt/sources.list", text }]);
const deb822 = (text: string) => debianMirrorFrom([{ name: "/etc/apt/sources.list.d/debian.sources", text }]);

test("one-line entries: options and comments are passed over, the address loses its trailing slash", () => {
  const text = `# deb http://commented.example/debian bookworm main
deb-src http://mirror.example/debian bookworm main
deb [arch=amd64 signed-by=/usr/share/keyrings/x.gpg] http://mirror.example/debian/ bookworm main contrib # ours
`;
  expect(one(text)).toEqual({ uri: "http://mirror.example/debian", suite: "bookworm" });
});

test("deb822 stanzas: several suites and continuation lines, comments between", () => {
  const text = `Types: deb deb-src
# http://snapshot.example/debian
URIs: http://mirror.example/debian
Suites: bookworm
 bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`;
  expect(deb822(text)).toEqual({ uri: "http://mirror.example/debian", suite: "bookworm" });
});

test("an archive that only has add-on suites or no main is not the one", () => {
  const text = `Types: deb
URIs: http://security.example/debian-security
Suites: bookworm-security
Components: main

Types: deb
URIs: http://vendor.example/repo
Suites: bookworm
Components: stable

Types: deb
URIs: http://mirror.example/debian
Suites: trixie
Components: main non-free-firmware
`;
  expect(deb822(text)).toEqual({ uri: "http://mirror.example/debian", suite: "trixie" });
});

test("a disabled stanza does not count, and without any archive the error names the remedy", () => {
  const text =
    "Enabled: no\nTypes: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\nComponents: main\n";
  expect(() => deb822(text)).toThrow(NoDebianMirror);
  expect(() => one("deb http://archive.example/ubuntu noble main\n")).toThrow(/install Docker yourself/);
});

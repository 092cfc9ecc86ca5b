import semver from "semver";
import { z } from "zod";

const semverRange = z.string().refine((text) => semver.validRange(text) !== null, "not a semver range");
const componentName = z.string().regex(/^[a-z][a-z0-9.-]*$/, "lower case letters, digits, dots and dashes");
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits");
/** A container image by full name, registry first, with a tag or digest: `registry.k8s.io/pause:3.10`. */
const image = z
  .string()
  .regex(/^[a-z0-9.-]+\.[a-z]+\/[^\s:@]+(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$/, "not a full image name");

const binary = z.strictObject({
  /** Its name on PATH. */
  name: z.string().min(1),
  /** Versions of a binary found on PATH that do; a pre-release or a vendor's rebuild never does. */
  accepts: semverRange,
  /** Where upstream publishes exactly the locked version for linux/amd64. */
  download: z.strictObject({ url: z.url(), sha256 }).optional(),
});

/** Comes with another component. */
const within = z.strictObject({ within: componentName });

const released = z.union([z.strictObject({ image }), z.strictObject({ binary }), within]);

const goModule = z.strictObject({
  module: z.string().min(1),
  version: z
    .string()
    .regex(/^v\d+\.\d+\.\d+/, "a Go module version: v1.2.3")
    .optional(),
  /** Package to build: an import path, or `.` for the main package beside the go.mod. */
  package: z.string().min(1),
  /** Folder under toolchain/go that holds go.mod and go.sum. */
  folder: z.string().min(1),
});

const debian = z.strictObject({
  suite: z.string().min(1),
  packages: z.array(z.string().min(1)).min(1),
  /** Packages taken from Debian 12 instead, whose libraries are the machine's. */
  ownSuite: z.array(z.string().min(1)).optional(),
  /** Build step that unpacks them, where it is not named like the component. */
  step: componentName.optional(),
});

const npmPackage = z.strictObject({
  package: z.string().min(1),
  version: z.string().min(1),
  /** As the registry states it: `sha512-` and base64. */
  integrity: z.string().regex(/^sha512-[A-Za-z0-9+/]+=*$/, "sha512- and base64"),
});

const source = z.union([
  z.strictObject({ go: goModule }),
  z.strictObject({ debian }),
  z.strictObject({ npm: npmPackage }),
  within,
]);

const component = z.strictObject({
  /** One line for people. */
  what: z.string().min(1),
  version: z.string().min(1),
  /** Seconds to make the source form on two quiet cores. */
  expectedSeconds: z.number().positive(),
  released: released.optional(),
  source: source.optional(),
  /** How the source form differs from the released one; absent where it is the same program. */
  standIn: z.string().optional(),
});

export const lockSchema = z
  .strictObject({
    schema: z.literal("faultline/toolchain-lock@1"),
    go: semverRange,
    components: z.record(componentName, component),
  })
  .superRefine((lock, context) => {
    for (const [name, entry] of Object.entries(lock.components)) {
      for (const form of ["released", "source"] as const) {
        const value = entry[form];
        if (!value || !("within" in value) || value.within in lock.components) continue;
        context.addIssue({
          code: "custom",
          path: ["components", name, form, "within"],
          message: `no component "${value.within}" in this file`,
        });
      }
    }
  });

/** One component of the lock file. */
export type LockedComponent = z.infer<typeof component>;
/** The lock file, valid. */
export type Lock = z.infer<typeof lockSchema>;

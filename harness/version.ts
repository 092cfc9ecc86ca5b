import packageJson from "#package.json" with { type: "json" };

/** faultline's own, as in package.json: journals name it, and what two versions made is not put together. */
export const OWN_VERSION = packageJson.version;

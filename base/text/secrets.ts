type Env = Readonly<Record<string, string | undefined>>;
type Rule = readonly [pattern: RegExp, replacement: string | ((...match: string[]) => string)];

const said = (what: string) => `[redacted: ${what}]`;

/** How a name and its value are joined in YAML, JSON (quoted again, as an annotation has it), flags and environments. */
const JOINED = `(?:\\\\*["'])?(?:\\s{0,3}[:=]\\s{0,3}|(?<=--[a-z-]{1,40})\\s)(?:\\\\*["'])?`;
const field = (names: string, what: string, shortest: number): Rule => [
  new RegExp(`(?<![a-z])((?:${names})${JOINED})(?!\\[redacted)[^\\s"'\\\\,;&]{${shortest},}`, "gi"),
  `$1${said(what)}`,
];

const RULES: readonly Rule[] = [
  [
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----|$)/g,
    said("private key"),
  ],
  // A key in a log comes line by line: PEM has lines of 64 characters. What is hexadecimal is a digest.
  [/^(?![0-9a-f]{64}$)[A-Za-z0-9+/]{63}[A-Za-z0-9+/=]$/gm, said("line of a key or certificate")],
  [/\bLS0tLS1CRUdJTi[A-Za-z0-9+/=]+/g, keyInBase64],
  [/\beyJhdXRocyI6[A-Za-z0-9+/=]+/g, said("registry credentials")],
  [/("auth\\*"\s{0,3}:\s{0,3}\\*")[A-Za-z0-9+/=]{6,}/g, `$1${said("registry credentials")}`],
  [/\beyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]*)?/g, said("bearer token")],
  [/\bZXlK[A-Za-z0-9+/]{40,}={0,2}/g, said("bearer token")],
  [/\b(?:gh[opsu]|github_pat|glpat|pul)[_-][A-Za-z0-9_-]{20,}/g, said("access token")],
  [/\b(Bearer|Basic) +[A-Za-z0-9._~+/-]{12,}=*/gi, `$1 ${said("bearer token")}`],
  [/(?<=:\/\/)[^\s/@:"'<>]{0,200}:[^\s/@"'<>]{1,200}(?=@)/g, said("password in a URL")],
  field("client-?key-?data|private-?key", "private key", 1),
  field("[a-z_]{0,40}pass(?:word|wd|phrase)", "password or passphrase", 1),
  // "token: Unauthorized" is what a tool says, and no token.
  field("[a-z_-]{0,40}token|client-?secret", "token", 20),
  field("\\.dockercfg|\\.dockerconfigjson", "registry credentials", 12),
];

/** Everything in PEM begins alike, and certificates are evidence. */
function keyInBase64(text: string): string {
  return /PRIVATE KEY/.test(Buffer.from(text, "base64").toString("latin1")) ? said("private key") : text;
}

/** Names of environment variables whose values nobody is to read. */
const SECRET_NAME = /token|passw|passphrase|secret|api_?key|credential/i;
/** What is shorter stands in ordinary text as well. */
const SHORTEST_SECRET = 8;

/** What of a rule above may stand before a blank that is in it: a name or what joins it to its value, which may be on the next line. */
const BEFORE_A_VALUE =
  /(?:[:=]|(?:token|secret|key-?data|private-?key|pass(?:word|wd|phrase)|\.docker(?:cfg|configjson)|auth)(?:\\*["'])?)\s{1,3}$|\b(?:bearer|basic) +$/i;

/** Characters of an end that are looked at for that. */
const LONGEST_BEFORE = 100;

export interface SecretFilter {
  /** The text without what gives access to something. */
  (text: string): string;
  /** Whether the rest of a secret may come after a text that ends with a blank, but for a key in PEM. */
  readonly mayGoOn: (text: string) => boolean;
}

/** Leaves out of a text what gives access to something, saying in its place what it was; `env` is whose secrets are known by value. */
export function secretFilter(env: Env): SecretFilter {
  const known = Object.entries(env).flatMap(([name, value]): [string, string][] =>
    SECRET_NAME.test(name) && !/_(FILE|PATH|DIR)$/.test(name) && (value?.length ?? 0) >= SHORTEST_SECRET
      ? [[value as string, said(`value of ${name}`)]]
      : [],
  );
  const beginnings = known.flatMap(([value]) =>
    [...value.matchAll(/\s(?=[\s\S])/g)].map(({ index }) => value.slice(0, index + 1)),
  );
  const filter = (text: string) => {
    if (text.length < SHORTEST_SECRET) return text;
    let clean = text;
    for (const [value, instead] of known) clean = clean.replaceAll(value, instead);
    for (const [pattern, instead] of RULES) clean = clean.replace(pattern, instead as string);
    return clean;
  };
  const mayGoOn = (text: string) =>
    BEFORE_A_VALUE.test(text.slice(-LONGEST_BEFORE)) || beginnings.some((part) => text.endsWith(part));
  return Object.assign(filter, { mayGoOn });
}

/** What is called so is left out by its name, whatever it holds. */
const SECRET_KEY =
  /(^|[._/-])(client-?key-?data|token|pass(word|wd|phrase)|private-?key|\.dockerconfigjson)$/i;

/** The same of every text in a value of JSON; of a change of a property (`path`) what was and will be there as well. */
export function withoutSecrets<T>(value: T, filter: (text: string) => string): T {
  // A plan of ten thousand cells says the same few thousand texts again and again, each of two kilobytes.
  const known = new Map<string, string>();
  const once = (text: string) => {
    const said = known.get(text) ?? filter(text);
    known.set(text, said);
    return said;
  };
  return filtered(value, "", once) as T;
}

function filtered(value: unknown, key: string, filter: (text: string) => string): unknown {
  if (typeof value === "string")
    return SECRET_KEY.test(key) && value !== "" ? said(lastOf(key)) : filter(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => filtered(each, "", filter));
  const path = "path" in value && typeof value.path === "string" ? value.path : undefined;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const isSide = path !== undefined && (name === "before" || name === "after");
      return [name, filtered(each, isSide ? path : name, filter)];
    }),
  );
}

const lastOf = (key: string) => key.split(/[./]/).at(-1) ?? key;

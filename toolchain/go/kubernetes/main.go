// Command kubernetes is every Kubernetes program a node or a user needs in one static binary. The name it is called by
// (argv[0]) decides which one runs; called as "kubernetes" the first argument does. The programs share nearly all of
// their code, so one binary compiles and links in a fraction of the time and space of seven.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	name := filepath.Base(os.Args[0])
	if _, known := programs[name]; !known && len(os.Args) > 1 {
		name = os.Args[1]
		os.Args = os.Args[1:]
	}
	run, known := programs[name]
	if !known {
		names := make([]string, 0, len(programs))
		for program := range programs {
			names = append(names, program)
		}
		slices.Sort(names)
		fmt.Fprintf(os.Stderr, "kubernetes: call me as, or with a first argument of: %s\n", strings.Join(names, ", "))
		os.Exit(2)
	}
	os.Exit(run())
}

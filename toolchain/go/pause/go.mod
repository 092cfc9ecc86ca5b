module faultline/toolchain/pause

go 1.21

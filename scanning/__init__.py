"""Picture in, values out: answer sheets from a telephone or a scanner, read on this machine, without Django."""

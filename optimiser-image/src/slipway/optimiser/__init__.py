"""The optimiser: reads a model in MPS or LP format, solves it with HiGHS and writes a verified answer."""

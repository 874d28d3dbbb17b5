"""The version, once, importable without anything else."""

VERSION = "0.1.0"

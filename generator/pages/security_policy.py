"""A Content-Security-Policy as browsers read it: where a directive stands twice, they heed only the first."""


def directives(policy: str) -> dict[str, list[str]]:
    """The sources of each directive; those of one that stands twice are put together."""
    found: dict[str, list[str]] = {}
    for name, *sources in filter(None, map(str.split, policy.split(";"))):
        found[name] = list(dict.fromkeys((*found.get(name, ()), *sources)))
    return found


def merged(policy: str) -> str:
    """The policy with each directive once. What a paper's templates add to one of ours would be passed over else."""
    return "; ".join(" ".join((name, *sources)) for name, sources in directives(policy).items())

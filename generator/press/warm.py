"""What a process that builds the same paper again and again keeps in memory from build to build."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.pages.issue_summary import IssueFacts
from generator.pages.packing import unpack
from generator.pages.relations import Relations
from generator.press.manifest import Manifest


@dataclass
class Warm:
    """Facts of issues, unpacked, with the digest that they belong to; related reading, which follows each edition."""

    relations: Relations = field(default_factory=Relations)
    manifest: tuple[str, Manifest] | None = None
    """The manifest of the last build, with the digest of its file."""
    _facts: dict[str, tuple[str, IssueFacts]] = field(default_factory=dict)

    def facts(self, known: Mapping[str, tuple[str, bytes]]) -> dict[str, IssueFacts]:
        """The facts of issues, by id; ``known`` has for each its digest, and the facts as they are stored.

        Those of an issue whose digest is that of the time before are the same object as then.
        """
        before, self._facts = self._facts, {}
        for name, (digest, packed) in known.items():
            kept = before.get(name)
            is_same = kept is not None and kept[0] == digest
            self._facts[name] = kept if kept and is_same else (digest, unpack(IssueFacts, json.loads(packed)))
        return {name: facts for name, (_, facts) in self._facts.items()}

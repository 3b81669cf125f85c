"""What a harness found."""

from collections import Counter as Tally
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """What many tries came to.

    Attributes:
        done: How many tries were made (kills, disks, failures, corruptions).
        promises: How much had been promised in them and was looked for.
        tally: Other figures worth telling.
        wrong: What was lost, half done or missed; empty where all is well.
    """

    done: int = 0
    promises: int = 0
    tally: Tally[str] = field(default_factory=Tally)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Outcome", where: str = "") -> None:
        """Take another part's figures in."""
        self.done += other.done
        self.promises += other.promises
        self.tally.update(other.tally)
        self.wrong += [f"{where}{text}" for text in other.wrong]

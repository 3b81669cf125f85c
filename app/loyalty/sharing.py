"""Sharing a sum out over rows, by the shop's policies: by amount or quantity, odd cents here or there.

Worked, 5.00 over 12.00, 29.97 and 20.50: shares 0.9604, 2.3987, 1.6409. Largest remainder gives 0.96, 2.40,
1.64. Three equal rows and 10.00: largest remainder 3.34, 3.33, 3.33; `last` 3.33, 3.33, 3.34.
A row never gets more than it has room for; what does not fit goes to the others or is lost, as the caller says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.values.numbers import divide_half_up, share_out

Share = Callable[[int, Sequence[int]], list[int]]


def divide_half_down(numerator: int, denominator: int) -> int:
    """To the nearest whole number, halves towards zero: 5/2 is 2. The denominator is above zero."""
    size = (2 * abs(numerator) + denominator - 1) // (2 * denominator)
    return size if numerator >= 0 else -size


def divide_down(numerator: int, denominator: int) -> int:
    """Cut towards zero: 29/10 is 2."""
    return numerator // denominator if numerator >= 0 else -(-numerator // denominator)


def to_last(amount: int, weights: Sequence[int]) -> list[int]:
    """Each share rounded by itself, the last one takes what remains."""
    total = sum(weights)
    if not total:
        return share_out(amount, weights)
    last = max(index for index, weight in enumerate(weights) if weight)
    shares, rest = [], amount
    for index, weight in enumerate(weights):
        share = rest if index == last else min(divide_half_up(amount * weight, total), rest)
        shares.append(share)
        rest -= share
    return shares


def first_units(amount: int, weights: Sequence[int]) -> list[int]:
    """Each share rounded, and what is too much or too little settled cent by cent from the first one."""
    total = sum(weights)
    if not total:
        return share_out(amount, weights)
    shares = [divide_half_down(amount * weight, total) for weight in weights]
    missing = amount - sum(shares)
    step = 1 if missing > 0 else -1
    index = 0
    while missing:
        place = index % len(shares)
        if weights[place] and shares[place] + step >= 0:
            shares[place] += step
            missing -= step
        index += 1
    return shares


SHARES: dict[str, Share] = {"largest_remainder": share_out, "last": to_last, "first_units": first_units}
ROUNDINGS: dict[str, Callable[[int, int], int]] = {
    "half_up": divide_half_up,
    "half_down": divide_half_down,
    "down": divide_down,
}


def share_within(
    amount: int, weights: Sequence[int], rooms: Sequence[int], *, share: Share = share_out, redistribute: bool = True
) -> list[int]:
    """Share an amount by weight, no share above its room.

    Args:
        amount: Minor units, not negative.
        weights: By what to share; at least as long as needed, none negative.
        rooms: The most each may take.
        share: How odd cents fall.
        redistribute: Whether what a full row cannot take goes to the others, by weight; otherwise it is lost.

    Returns:
        One amount per row; they sum to `amount`, or to all the room there is, or (without redistribution) to less.
    """
    shares = share(amount, weights)
    if all(part <= room for part, room in zip(shares, rooms, strict=True)):
        return shares
    if not redistribute:
        return [min(part, room) for part, room in zip(shares, rooms, strict=True)]
    out = [0] * len(shares)
    open_rows = [index for index, weight in enumerate(weights) if weight]
    rest = amount
    while open_rows and rest:
        shares = share(rest, [weights[index] for index in open_rows])
        full = [i for i, part in zip(open_rows, shares, strict=True) if part >= rooms[i]]
        if not full:
            for index, part in zip(open_rows, shares, strict=True):
                out[index] = part
            break
        for index in full:
            out[index] = rooms[index]
            rest -= rooms[index]
        open_rows = [index for index in open_rows if index not in set(full)]
    return out

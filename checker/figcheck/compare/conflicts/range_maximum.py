"""The tree that the search for the largest true set of a series walks on."""

from __future__ import annotations


class RangeMaximum:
    """Maximum with its place over ranges, under addition to ranges and assignment to places (a segment tree)."""

    EMPTY = -(1 << 62)

    def __init__(self, size: int) -> None:
        self.size = 1
        while self.size < size:
            self.size *= 2
        self.top = [self.EMPTY] * (2 * self.size)
        self.more = [0] * (2 * self.size)

    def add(self, first: int, last: int, amount: int) -> None:
        """Add to every place from first to last."""
        if first <= last:
            self._add(1, 0, self.size - 1, first, last, amount)

    def _add(self, node: int, left: int, right: int, first: int, last: int, amount: int) -> None:
        if first <= left and right <= last:
            self.top[node] += amount
            self.more[node] += amount
            return
        middle = (left + right) // 2
        if first <= middle:
            self._add(2 * node, left, middle, first, last, amount)
        if last > middle:
            self._add(2 * node + 1, middle + 1, right, first, last, amount)
        self.top[node] = max(self.top[2 * node], self.top[2 * node + 1]) + self.more[node]

    def assign(self, place: int, value: int) -> None:
        """Give a place its value."""
        node, path = place + self.size, []
        parent = node // 2
        while parent:
            path.append(parent)
            parent //= 2
        self.top[node], self.more[node] = value - sum(self.more[p] for p in path), 0
        for p in path:
            self.top[p] = max(self.top[2 * p], self.top[2 * p + 1]) + self.more[p]

    def maximum(self, first: int, last: int) -> tuple[int, int]:
        """(value, place) of the maximum; a value below 0 means that nothing was assigned there."""
        value, node, base = self.EMPTY, -1, 0
        stack = [(1, 0, self.size - 1, 0)]
        while stack:
            here, left, right, above = stack.pop()
            if last < left or right < first or self.top[here] + above <= value:
                continue
            if first <= left and right <= last:
                value, node, base = self.top[here] + above, here, above
                continue
            middle, below = (left + right) // 2, above + self.more[here]
            stack.append((2 * here + 1, middle + 1, right, below))
            stack.append((2 * here, left, middle, below))
        if node < 0:
            return value, -1
        while node < self.size:
            base += self.more[node]
            node = 2 * node if self.top[2 * node] + base == value else 2 * node + 1
        return value, node - self.size

"""Commands with which editors decide: the desk, waivers, and the baseline."""

"""`python -m figcheck` is `figcheck`."""

import atexit
import gc


def start() -> None:
    """Runs the command line.

    The imports make hundreds of thousands of objects that stay until the end. To look through them for garbage, again and
    again and once more at the end, took a fifth of a small run: it is done seldom, and not at the end.
    """
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)
    from figcheck.commands.cli import main

    main(prog_name="figcheck")


if __name__ == "__main__":
    start()

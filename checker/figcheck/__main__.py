"""`python -m figcheck` is `figcheck`."""

from figcheck.commands.cli import main

if __name__ == "__main__":
    main(prog_name="figcheck")

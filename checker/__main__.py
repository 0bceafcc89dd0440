"""`python -m checker` is `figcheck`."""

from checker.cli import main

if __name__ == "__main__":
    main(prog_name="figcheck")

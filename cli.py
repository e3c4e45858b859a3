"""Run the program from a checkout: ``python cli.py check PATH``."""

from review.commands import main

if __name__ == "__main__":
    main()

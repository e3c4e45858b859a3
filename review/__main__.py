"""``python -m review``."""

from review.commands import main

if __name__ == "__main__":
    main()

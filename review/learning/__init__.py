"""The risk model's making: corpus, training, measuring. Its running is ``review.model``."""

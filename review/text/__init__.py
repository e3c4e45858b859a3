"""Text as rules see it: folding and segmentation."""

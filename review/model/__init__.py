"""The risk model at run time.

A folder ``models/risk`` holds ``model.json`` (labels, ideas, gate, calibration, thresholds, card) and
``weights.npz``. Neither numpy nor scikit-learn is imported: the weights are a small table read with the
standard library, and a window costs a few hundred additions. Its making is ``review.learning``.
"""

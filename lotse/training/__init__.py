"""Training, evaluation and publishing of models."""

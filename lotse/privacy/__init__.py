"""Privacy: personal data is masked before anything else sees a message."""

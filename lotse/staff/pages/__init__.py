"""The pages: each takes a visit and answers it."""

"""The widget's HTTP API: a Rasa input channel, which is a Sanic blueprint (design, section 3)."""

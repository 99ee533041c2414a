"""Soziallotse: the FAQ chatbot of a county for general questions on social benefits."""

"""From decisions to a better bot: new examples are tried on a copy, compared, and only then put into the content."""

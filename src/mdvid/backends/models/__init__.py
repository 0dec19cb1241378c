"""Where models are, what they may be used for, and how they are got; none is loaded here."""

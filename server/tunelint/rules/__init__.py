"""What is wrong with an example or a file: what a rule, a finding and a fix are, and all rules."""

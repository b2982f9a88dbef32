"""Code actions and commands: what is offered, what is worked out, what is written."""

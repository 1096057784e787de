"""The built-in kinds: what a model must return, one module each, beside a prompt of the same name in prompts/."""

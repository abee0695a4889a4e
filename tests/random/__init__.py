"""Random commands, one after another, beside a model in plain Python (`soak.model`)."""

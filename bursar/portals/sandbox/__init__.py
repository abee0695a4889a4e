"""The site of the sandbox provider: another company's pages, served beside ours for demos and tests."""

"""One folder for each payment provider, all behind the interface of `payments.gateways.base`."""

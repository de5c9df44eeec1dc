"""The front door: settings, addresses, middleware, base pages, components."""

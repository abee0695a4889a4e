"""OpenID AuthZEN Authorization API 1.0: other programs ask here who may do what with the bills."""

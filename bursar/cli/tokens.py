"""`token`: tokens of the installation, by which the vendor's own programs ask who may do what."""

from argparse import Namespace

from bursar.accounts import queries as accounts
from bursar.accounts.queries.tokens import installation_tokens
from bursar.accounts.steps import operator_named
from bursar.cli.output import say, show
from bursar.core.errors import NotKnown, Refused
from bursar.lifecycle.commands.tokens import make_installation_token, revoke_token


def create(args: Namespace) -> None:
    """Make one and show it, this once."""
    try:
        account = accounts.account_by_number(args.account) if args.account else None
    except NotKnown:
        raise Refused("account_unknown", f"there is no account {args.account}") from None
    made = make_installation_token(
        operator_named(args.operator), name=args.name, scopes=args.scope, days=args.days, account=account
    )
    row = {"uid": made.token.uid, "token": made.secret, "expires": made.token.expires_at.isoformat()}
    show([row], as_json=args.json)


def list_tokens(args: Namespace) -> None:
    """Those that are not revoked, newest first."""
    rows = [
        {
            "uid": token.uid,
            "name": token.name,
            "begins": token.prefix,
            "scopes": " ".join(token.scopes),
            "account": token.account.number if token.account else "",
            "expires": token.expires_at.isoformat(),
            "last used": token.last_used_at.isoformat() if token.last_used_at else "",
        }
        for token in installation_tokens()
    ]
    show(rows, as_json=args.json)


def revoke(args: Namespace) -> None:
    """End it."""
    try:
        token = revoke_token(operator_named(args.operator), uid=args.uid)
    except NotKnown:
        raise Refused("token_unknown", f"there is no token {args.uid}") from None
    say(f"Revoked: {token}")

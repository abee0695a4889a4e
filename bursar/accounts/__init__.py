"""Accounts, people, memberships with their role, groups, custom roles and invitations."""

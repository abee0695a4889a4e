"""Use cases that cross rooms: sign-up, invitations, suspending, removing, deactivating."""

"""The people's side: what the page, the tour and the tests do as a member of the workspace."""

"""From bytes to drafts: what a file is, how it is encoded, what each of its rows says."""
